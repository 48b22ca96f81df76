import * as z from 'zod';
import { countStatuses } from '#db/schema/stock-documents';
import { CursorParameter, LimitParameter } from '#platform/http/cursor';
import { DeedKey, MAX_QUANTITY, Note } from '../transfers/transfer-schemas.ts';

/** A shelf or two; more is a count of the whole store. */
const MAX_COUNT_VARIANTS = 500;
/** What a handheld sends at once. */
const MAX_ENTRIES = 500;

export const OpenCountBody = z.strictObject({
  variantIds: z
    .array(z.uuid())
    .min(1)
    .max(MAX_COUNT_VARIANTS)
    .nullable()
    .default(null)
    .meta({ description: 'Null counts the whole store' }),
  note: Note.nullable().default(null),
});
export const OpenCountSchema = OpenCountBody.extend({ storeId: z.uuid(), key: DeedKey });

export const EnterCountsBody = z.strictObject({
  entries: z
    .array(z.strictObject({ batchId: z.uuid(), counted: z.int().min(0).max(MAX_QUANTITY) }))
    .min(1)
    .max(MAX_ENTRIES)
    .refine((entries) => new Set(entries.map(({ batchId }) => batchId)).size === entries.length, 'Names a batch twice'),
});
export const EnterCountsSchema = EnterCountsBody.extend({ countId: z.uuid() });
export const CountSchema = z.strictObject({ countId: z.uuid() });
export const CountDeedSchema = z.strictObject({ countId: z.uuid(), key: DeedKey });
export const RecountBody = z.strictObject({ batchIds: z.array(z.uuid()).min(1).max(MAX_ENTRIES) });
export const RecountSchema = RecountBody.extend({ countId: z.uuid() });
export const CountPageSchema = z.strictObject({ countId: z.uuid(), limit: LimitParameter, cursor: CursorParameter });
export const ListCountsSchema = z.strictObject({
  storeId: z.uuid().optional(),
  status: z.enum(countStatuses).optional(),
  limit: LimitParameter,
  cursor: CursorParameter,
});

const whole = z.int();
export const CountView = z
  .object({
    id: z.uuid(),
    storeId: z.uuid(),
    status: z.enum(countStatuses),
    variantIds: z.array(z.uuid()).nullable(),
    note: z.string().nullable(),
    round: whole,
    entries: whole.meta({ description: 'Batches counted so far' }),
    toRecount: whole,
    valuePaise: whole.nullable().meta({ description: 'Of the differences, at cost; hidden until it is submitted' }),
    openedBy: z.string(),
    openedAt: z.iso.datetime(),
    submittedAt: z.iso.datetime().nullable(),
    approvedBy: z.string().nullable(),
    closedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'StockCount' });
export type CountView = z.infer<typeof CountView>;
export const CountListView = z
  .object({ data: z.array(CountView), nextCursor: z.string().nullable() })
  .meta({ id: 'StockCountList' });

const batchFacts = { batchId: z.uuid(), variantId: z.uuid(), batchNumber: z.string() };
export const CountSheetView = z
  .object({
    data: z.array(z.object({ ...batchFacts, sku: z.string(), expiresOn: z.iso.date().nullable() })),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: 'StockCountSheet', description: 'What is to be counted; how much of it there should be is not told' });

export const CountEntryView = z
  .object({
    ...batchFacts,
    round: whole,
    counted: whole,
    expected: whole.nullable().meta({ description: 'Hidden until the count is submitted' }),
    difference: whole.nullable(),
    isToRecount: z.boolean(),
    countedBy: z.string(),
    countedAt: z.iso.datetime(),
  })
  .meta({ id: 'StockCountEntry' });
export const CountEntryListView = z
  .object({ data: z.array(CountEntryView), nextCursor: z.string().nullable() })
  .meta({ id: 'StockCountEntryList' });
