import * as z from 'zod';
import * as limits from './limits.ts';

/** Fields that several documents of purchasing have in common. */
export const Quantity = z.int().min(1).max(limits.maxQuantity);
export const SomeQuantity = z.int().min(0).max(limits.maxQuantity);
export const CostPaise = z.int().min(0).max(limits.maxCostPaise);
export const ChargePaise = z.int().min(0).max(limits.maxChargePaise);
export const DiscountBasisPoints = z.int().min(0).max(limits.wholeBasisPoints);
export const Days = z.int().min(0).max(limits.maxDays);
/** Printed on a pack or a paper: no line breaks, nothing invisible at its ends. */
export const Code = z.string().trim().min(1).max(limits.maxCodeLength);
export const BatchNumber = z.string().trim().min(1).max(limits.maxBatchNumberLength);
export const Reason = z.string().trim().min(3).max(limits.maxReasonLength);

const MAX_KEY_LENGTH = 255;
/** The caller's Idempotency-Key: repeating a request with it does nothing twice. */
export const Key = z.string().min(1).max(MAX_KEY_LENGTH);

/** A list page of records in the order of their time, the newest first. */
export const TimePlace = z.tuple([z.iso.datetime({ offset: true }), z.uuid()]);

export const listOf = <T extends z.ZodType>(item: T, id: string) =>
  z.object({ data: z.array(item), nextCursor: z.string().nullable() }).meta({ id });
