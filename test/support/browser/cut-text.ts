/** What of a page's text can't be read at the window's size: beside the window, or cut by the box it stands in. */
import type { Page } from 'playwright-core'

/** Words that are lost, and whether the page must be scrolled sideways. */
export const cutText = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const lost: string[] = []
    const root = document.documentElement
    if (root.scrollWidth > root.clientWidth) lost.push(`the page is ${root.scrollWidth} px wide`)
    // What is there for the ear alone is a pixel that shows nothing.
    const isHiddenByDesign = (element: Element) => {
      for (let at: Element | null = element; at; at = at.parentElement) {
        const { overflowX, clipPath } = getComputedStyle(at)
        const isPixel = overflowX === 'hidden' && at.getBoundingClientRect().width <= 1
        if (isPixel || clipPath !== 'none') return true
      }
      return false
    }
    const boxesAround = (element: Element) => {
      const boxes: { rect: DOMRect; clips: boolean; scrolls: boolean }[] = []
      for (let at: Element | null = element; at && at !== root; at = at.parentElement) {
        const style = getComputedStyle(at)
        const clips = style.overflowX === 'hidden' || style.overflowX === 'clip'
        const scrolls = style.overflowX === 'auto' || style.overflowX === 'scroll'
        if (clips || scrolls) boxes.push({ rect: at.getBoundingClientRect(), clips, scrolls })
      }
      return boxes
    }
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement
      if (!element || !node.textContent?.trim() || isHiddenByDesign(element)) continue
      if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue
      const range = document.createRange()
      range.selectNodeContents(node)
      const { left, right, width } = range.getBoundingClientRect()
      if (width === 0) continue
      const boxes = boxesAround(element)
      const isScrolled = boxes.some(({ scrolls, rect }) => scrolls && rect.right <= innerWidth + 1)
      const isBeside = (left < -1 || right > innerWidth + 1) && !isScrolled
      const isCut = boxes.some(({ clips, rect }) => clips && (right > rect.right + 1 || left < rect.left - 1))
      if (isBeside || isCut) lost.push(`${isCut ? 'cut' : 'beside'}: ${node.textContent.trim().slice(0, 60)}`)
    }
    return lost
  })
