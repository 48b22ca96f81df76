import * as z from 'zod';
import { recallStatuses } from '#db/schema/stock-batches';
import { CursorParameter, LimitParameter } from '#platform/http/cursor';
import { DeedKey, Reason } from '../transfers/transfer-schemas.ts';

export const RecallBatchBody = z.strictObject({ batchId: z.uuid(), reason: Reason });
export const RecallBatchSchema = RecallBatchBody.extend({ key: DeedKey });
export const RecallSchema = z.strictObject({ recallId: z.uuid() });
export const LiftRecallBody = z.strictObject({ reason: Reason });
export const LiftRecallSchema = LiftRecallBody.extend({ recallId: z.uuid() });
export const RecallPageSchema = z.strictObject({ recallId: z.uuid(), limit: LimitParameter, cursor: CursorParameter });
export const ListRecallsSchema = z.strictObject({
  status: z.enum(recallStatuses).optional(),
  limit: LimitParameter,
  cursor: CursorParameter,
});

const whole = z.int();
const RecallFields = {
  id: z.uuid(),
  batchId: z.uuid(),
  batchIds: z.array(z.uuid()).meta({ description: 'It and everything that was made of it' }),
  reason: z.string(),
  status: z.enum(recallStatuses),
  openedBy: z.string(),
  openedAt: z.iso.datetime(),
  liftReason: z.string().nullable(),
  liftedBy: z.string().nullable(),
  liftedAt: z.iso.datetime().nullable(),
};
export const RecallSummary = z.object(RecallFields).meta({ id: 'RecallSummary' });
export type RecallSummary = z.infer<typeof RecallSummary>;
export const RecallView = z
  .object({
    ...RecallFields,
    stores: z.array(
      z.object({
        storeId: z.uuid(),
        batchId: z.uuid(),
        quarantined: whole,
        held: whole.meta({ description: 'Held by carts: they cannot be sold, and are quarantined once let go' }),
        inTransit: whole,
        checkedAt: z.iso.datetime(),
      }),
    ),
    buyers: whole.meta({ description: 'Orders with a piece of it, at any store or till' }),
    stoppedOrders: whole.meta({ description: 'Of these, those that were stopped before they left' }),
  })
  .meta({ id: 'Recall' });
export type RecallView = z.infer<typeof RecallView>;
export const RecallListView = z
  .object({ data: z.array(RecallSummary), nextCursor: z.string().nullable() })
  .meta({ id: 'RecallList' });

export const BatchBuyerView = z
  .object({
    orderId: z.uuid(),
    number: z.string(),
    storeId: z.uuid(),
    channel: z.string(),
    status: z.string(),
    placedAt: z.iso.datetime(),
    batchId: z.uuid(),
    batchNumber: z.string(),
    pieces: whole,
    personId: z.uuid().nullable(),
    contact: z
      .object({ name: z.string(), email: z.string(), phone: z.string() })
      .nullable()
      .meta({ description: 'Only for whoever may read contacts' }),
  })
  .meta({ id: 'BatchBuyer' });
export type BatchBuyerView = z.infer<typeof BatchBuyerView>;
export const BatchBuyerListView = z
  .object({ data: z.array(BatchBuyerView), nextCursor: z.string().nullable() })
  .meta({ id: 'BatchBuyerList' });
