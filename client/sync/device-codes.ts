/** Failures that only the device knows of, beside those of the contract. Each has its two sentences as those have. */
import type { ErrorCode } from '../../server/contract/errors.ts'

export const DEVICE_CODES = ['device/offline', 'device/no-answer', 'device/storage-full'] as const
export type DeviceCode = (typeof DEVICE_CODES)[number]

/** What may go wrong as a page sees it. */
export type FailureCode = ErrorCode | DeviceCode
