/** Signs out: this device at once, the server as soon as it answers, and the page goes home. */
import { useLocation } from 'preact-iso'
import { pathTo } from '../paths.ts'
import { useEngine } from './engine-context.ts'

export function useSignOut(): () => void {
  const engine = useEngine()
  const { route } = useLocation()
  return () => {
    void engine.api.post('/api/auth/sign-out').then((answer) => {
      // While the cookie lives, the server still knows this device: saying otherwise would be untrue.
      if (!answer.ok) return
      engine.account.forget()
      void engine.accountChanged()
      route(pathTo.home())
    })
  }
}
