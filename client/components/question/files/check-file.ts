/** What is wrong with a chosen file, as far as the device can tell: the server says the same, after minutes of sending. */
import { fileTypeOf, SIGNATURE_BYTES } from '../../../../server/domain/files.ts'
import { limits } from '../../../../server/domain/limits.ts'
import type { FailureCode } from '../../../sync/device-codes.ts'

export async function checkFile(file: File): Promise<FailureCode | null> {
  if (file.size === 0) return 'file/empty'
  if (file.size > limits.fileBytes) return 'file/too-large'
  try {
    const bytes = new Uint8Array(await file.slice(0, SIGNATURE_BYTES).arrayBuffer())
    return fileTypeOf(bytes) === null ? 'file/type' : null
  } catch {
    return 'file/not-found'
  }
}
