import * as z from 'zod';
import { repackKinds } from '#db/schema/stock-batches';
import { CursorParameter, LimitParameter } from '#platform/http/cursor';
import { DeedKey, MAX_QUANTITY, Note, Reason } from '../transfers/transfer-schemas.ts';

const MAX_BATCH_NUMBER_LENGTH = 40;
const MAX_REFERENCE_LENGTH = 80;
/** More parts than any kit has; keeps one assembly within one call of an object. */
const MAX_COMPONENTS = 50;
/** A bottle, not a barrel. */
const MAX_AMOUNT = 100_000;

const pieces = z.int().min(1).max(MAX_QUANTITY);
const BatchNumber = z.string().trim().min(1).max(MAX_BATCH_NUMBER_LENGTH);
const Mrp = z.int().min(1).meta({ description: 'Printed on the new pack' });
const Expiry = z.iso.date().nullable().default(null);

export const DecantBody = z.strictObject({
  sourceBatchId: z.uuid(),
  sourceQuantity: pieces.meta({ description: 'Packs that are emptied' }),
  targetVariantId: z.uuid(),
  targetQuantity: pieces.meta({ description: 'Packs that were filled' }),
  batchNumber: BatchNumber,
  expiresOn: Expiry.meta({ description: 'Never later than that of its parent, which it is unless told otherwise' }),
  mrpPaise: Mrp,
  note: Note.nullable().default(null),
});
export const DecantSchema = DecantBody.extend({ storeId: z.uuid(), key: DeedKey });

export const AssembleKitBody = z.strictObject({
  kitVariantId: z.uuid(),
  quantity: pieces,
  batchNumber: BatchNumber,
  mrpPaise: Mrp,
  note: Note.nullable().default(null),
});
export const AssembleKitSchema = AssembleKitBody.extend({ storeId: z.uuid(), key: DeedKey });
export const DisassembleKitBody = z.strictObject({
  kitBatchId: z.uuid(),
  quantity: pieces,
  note: Note.nullable().default(null),
});
export const DisassembleKitSchema = DisassembleKitBody.extend({ storeId: z.uuid(), key: DeedKey });

export const KitSchema = z.strictObject({ kitVariantId: z.uuid() });
const Component = z.strictObject({ variantId: z.uuid(), quantity: z.int().min(1).max(MAX_QUANTITY) });
export const SetKitBody = z.strictObject({
  components: z
    .array(Component)
    .min(1)
    .max(MAX_COMPONENTS)
    .refine((list) => new Set(list.map(({ variantId }) => variantId)).size === list.length, 'Names a variant twice'),
});
export const SetKitSchema = SetKitBody.extend({ kitVariantId: z.uuid() });
export const KitView = z
  .object({ kitVariantId: z.uuid(), components: z.array(z.object({ variantId: z.uuid(), quantity: z.int() })) })
  .meta({ id: 'Kit' });

export const ListRepacksSchema = z.strictObject({
  storeId: z.uuid().optional(),
  kind: z.enum(repackKinds).optional(),
  limit: LimitParameter,
  cursor: CursorParameter,
});
const Piece = z.object({
  batchId: z.uuid(),
  variantId: z.uuid(),
  batchNumber: z.string(),
  quantity: z.int(),
  costPaise: z.int(),
});
export const RepackView = z
  .object({
    id: z.uuid(),
    storeId: z.uuid(),
    kind: z.enum(repackKinds),
    status: z.enum(['posting', 'posted', 'refused']),
    consumed: z.array(Piece),
    made: z.array(Piece),
    lossAmount: z.int().meta({ description: 'Content that was spilt or left over, in lossUnit' }),
    lossUnit: z.string().nullable(),
    roundingPaise: z.int().meta({ description: 'Cost consumed less cost made' }),
    note: z.string().nullable(),
    doneBy: z.string(),
    doneAt: z.iso.datetime(),
  })
  .meta({ id: 'StockRepack' });
export type RepackView = z.infer<typeof RepackView>;
export const RepackListView = z
  .object({ data: z.array(RepackView), nextCursor: z.string().nullable() })
  .meta({ id: 'StockRepackList' });

export const OpenBottleBody = z.strictObject({
  batchId: z.uuid(),
  discardOn: z.iso.date().meta({ description: 'The last day on which anything may be poured from it' }),
});
export const OpenBottleSchema = OpenBottleBody.extend({ storeId: z.uuid(), key: DeedKey });
export const DispenseBody = z.strictObject({
  amount: z.int().min(1).max(MAX_AMOUNT),
  reference: z.string().trim().min(1).max(MAX_REFERENCE_LENGTH).meta({ description: 'The bill or mixture' }),
});
export const DispenseSchema = DispenseBody.extend({ bottleId: z.uuid(), key: DeedKey });
export const DiscardBottleBody = z.strictObject({ reason: Reason });
export const DiscardBottleSchema = DiscardBottleBody.extend({ bottleId: z.uuid() });
export const ListBottlesSchema = z.strictObject({
  storeId: z.uuid().optional(),
  status: z.enum(['open', 'empty', 'discarded']).optional(),
  limit: LimitParameter,
  cursor: CursorParameter,
});
export const BottleView = z
  .object({
    id: z.uuid(),
    storeId: z.uuid(),
    batchId: z.uuid(),
    variantId: z.uuid(),
    status: z.enum(['opening', 'open', 'empty', 'discarded', 'refused']),
    unit: z.string(),
    contentAmount: z.int(),
    remainingAmount: z.int(),
    discardOn: z.iso.date(),
    openedBy: z.string(),
    openedAt: z.iso.datetime(),
    closedAt: z.iso.datetime().nullable(),
    closedFor: z.string().nullable(),
  })
  .meta({ id: 'OpenBottle' });
export type BottleView = z.infer<typeof BottleView>;
export const BottleListView = z
  .object({ data: z.array(BottleView), nextCursor: z.string().nullable() })
  .meta({ id: 'OpenBottleList' });
