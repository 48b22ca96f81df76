import * as z from 'zod';
import { transferStatuses } from '#db/schema/stock-documents';
import { CursorParameter, LimitParameter } from '#platform/http/cursor';

/** A lorry of a small company; keeps one call of an object below a megabyte. */
const MAX_TRANSFER_LINES = 1_000;
export const MAX_QUANTITY = 1_000_000;
const MAX_NOTE_LENGTH = 500;
const MAX_REASON_LENGTH = 200;
const MAX_KEY_LENGTH = 255;
/** FEFO may split a line over batches, so more pieces arrive than lines were asked for. */
const MAX_RECEIPT_LINES = 5_000;

export const Note = z.string().trim().min(1).max(MAX_NOTE_LENGTH);
export const Reason = z.string().trim().min(3, 'Say why').max(MAX_REASON_LENGTH);
export const DeedKey = z.string().min(1).max(MAX_KEY_LENGTH);
const amount = z.int().min(0).max(MAX_QUANTITY);

const TransferLineInput = z
  .strictObject({
    variantId: z.uuid(),
    quantity: z.int().min(1).max(MAX_QUANTITY),
    batchId: z.uuid().nullable().default(null).meta({ description: 'This very batch, for a reason' }),
    reason: Reason.nullable().default(null),
  })
  .refine(({ batchId, reason }) => (batchId === null) === (reason === null), {
    path: ['reason'],
    message: 'A batch is named for a reason, and a reason names a batch',
  });

export const CreateTransferBody = z.strictObject({
  toStoreId: z.uuid(),
  lines: z.array(TransferLineInput).min(1).max(MAX_TRANSFER_LINES),
  note: Note.nullable().default(null),
});
export const CreateTransferSchema = CreateTransferBody.extend({ fromStoreId: z.uuid(), key: DeedKey });

const ReceiptLineInput = z
  .strictObject({
    batchId: z.uuid(),
    received: amount.default(0),
    damaged: amount.default(0),
    lost: amount.default(0),
    reason: Reason.nullable().default(null),
  })
  .refine(({ received, damaged, lost }) => received + damaged + lost > 0, {
    path: ['received'],
    message: 'Nothing is said of this batch',
  })
  .refine(({ damaged, lost, reason }) => damaged + lost === 0 || reason !== null, {
    path: ['reason'],
    message: 'Say what happened to what is damaged or lost',
  });
export type ReceiptLine = z.output<typeof ReceiptLineInput>;

export const ReceiveTransferBody = z.strictObject({
  lines: z
    .array(ReceiptLineInput)
    .min(1)
    .max(MAX_RECEIPT_LINES)
    .refine((lines) => new Set(lines.map(({ batchId }) => batchId)).size === lines.length, 'Names a batch twice'),
});
export const ReceiveTransferSchema = ReceiveTransferBody.extend({ transferId: z.uuid(), key: DeedKey });
export const TransferDeedSchema = z.strictObject({ transferId: z.uuid(), key: DeedKey });
export const CompensateTransferBody = z.strictObject({ reason: Reason });

export const ListTransfersSchema = z.strictObject({
  storeId: z.uuid().optional().meta({ description: 'Those from or to this store' }),
  status: z.enum(transferStatuses).optional(),
  limit: LimitParameter,
  cursor: CursorParameter,
});

const whole = z.int();
export const TransferSummary = z
  .object({
    id: z.uuid(),
    fromStoreId: z.uuid(),
    toStoreId: z.uuid(),
    status: z.enum(transferStatuses),
    note: z.string().nullable(),
    createdBy: z.string(),
    createdAt: z.iso.datetime(),
    dispatchedAt: z.iso.datetime().nullable(),
    closedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'StockTransferSummary' });
export type TransferSummary = z.infer<typeof TransferSummary>;

export const TransferView = TransferSummary.extend({
  lines: z.array(
    z.object({
      position: whole,
      variantId: z.uuid(),
      quantity: whole,
      batchId: z.uuid().nullable(),
      reason: z.string().nullable(),
    }),
  ),
  pieces: z.array(
    z.object({
      batchId: z.uuid(),
      variantId: z.uuid(),
      batchNumber: z.string(),
      expiresOn: z.iso.date().nullable(),
      quantity: whole,
      received: whole,
      damaged: whole,
      lost: whole,
      returned: whole,
      underWay: whole.meta({ description: 'In transit to the store that receives' }),
    }),
  ),
}).meta({ id: 'StockTransfer' });
export type TransferView = z.infer<typeof TransferView>;

export const TransferListView = z
  .object({ data: z.array(TransferSummary), nextCursor: z.string().nullable() })
  .meta({ id: 'StockTransferList' });
