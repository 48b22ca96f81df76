import * as z from 'zod';
import { Keyed, Note, OrderId, PieceLines } from '../fulfilment/inputs.ts';
import { maxOrderLines } from '../fulfilment/limits.ts';
import { OrderAccess } from '../schemas.ts';

const cancelReasons = [
  'changed_mind',
  'ordered_by_mistake',
  'too_slow',
  'out_of_stock',
  'suspected_fraud',
  'recall',
  'other',
] as const;
const returnReasons = [
  'damaged',
  'defective',
  'expired',
  'wrong_item',
  'not_as_described',
  'changed_mind',
  'refused',
  'recall',
  'other',
] as const;

export const CancelBody = z.strictObject({
  reason: z.enum(cancelReasons, `Must be one of: ${cancelReasons.join(', ')}`),
  note: Note.optional(),
});
export const CancelOrder = OrderAccess.extend(CancelBody.shape);

export const ReturnBody = z.strictObject({
  reason: z.enum(returnReasons, `Must be one of: ${returnReasons.join(', ')}`),
  lines: PieceLines,
  resolution: z
    .enum(['refund', 'store_credit'], 'Must be one of: refund, store_credit')
    .default('refund')
    .meta({ description: 'Store credit pays for another order at once: how goods are exchanged' }),
});
export const RequestReturn = OrderAccess.extend(ReturnBody.shape).extend(Keyed.shape);

const Count = z.int('Must be a whole number').min(0, 'Must not be negative').max(100_000);
const DisposedLines = z
  .array(
    z
      .strictObject({
        position: z.int().min(0).max(maxOrderLines),
        restock: Count.default(0).meta({ description: 'Back on the shelf, in the same batch' }),
        quarantine: Count.default(0),
        destroy: Count.default(0),
      })
      .refine(({ restock, quarantine, destroy }) => restock + quarantine + destroy > 0, 'Say where the pieces go'),
  )
  .min(1, 'Name at least one line')
  .max(maxOrderLines)
  .refine((lines) => new Set(lines.map(({ position }) => position)).size === lines.length, 'Name each line once');

const ReturnId = OrderId.extend({ returnId: z.uuid('Must be an id as this API gives them') });
export const ReceiveBody = z.strictObject({ lines: DisposedLines, note: Note.optional() });
export const ReceiveReturn = ReturnId.extend(ReceiveBody.shape);
export const DeclineBody = z.strictObject({ note: Note.meta({ description: 'Why; its buyer reads it' }) });
export const DeclineReturn = ReturnId.extend(DeclineBody.shape);
export const ResumeBody = z.strictObject({
  doneByHand: Note.optional().meta({
    description: 'What somebody did instead of the step that fails; it is then passed over',
  }),
});
export const ResumeReturn = ReturnId.extend(ResumeBody.shape);

export const ShortPickBody = z.strictObject({
  storeId: z.uuid('Must be an id as this API gives them').optional(),
  lines: DisposedLines.meta({ description: 'Pieces that were not found, and what the books say of them from now on' }),
  note: Note.optional(),
});
export const ShortPick = OrderId.extend(Keyed.shape).extend(ShortPickBody.shape);

export const TakeOutBody = z.strictObject({ lines: PieceLines, note: Note.optional() });
export const TakeOut = OrderId.extend(Keyed.shape).extend(TakeOutBody.shape);

export const GoodwillBody = z.strictObject({ amountPaise: z.int().min(1, 'Must be more than nothing'), note: Note });
export const Goodwill = OrderId.extend(Keyed.shape).extend(GoodwillBody.shape);
