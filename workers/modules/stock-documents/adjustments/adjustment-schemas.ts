import * as z from 'zod';
import { adjustmentStatuses } from '#db/schema/stock-documents';
import { CursorParameter, LimitParameter } from '#platform/http/cursor';
import { stockStates } from '#platform/stock-room-door';
import { DeedKey, MAX_QUANTITY, Note } from '../transfers/transfer-schemas.ts';

/** What somebody can check by eye before approving. */
const MAX_ADJUSTMENT_LINES = 200;
const MAX_CODE_LENGTH = 40;

export const ReasonCode = z
  .string()
  .max(MAX_CODE_LENGTH)
  .regex(/^[a-z][a-z0-9_]*$/);
const Line = z.strictObject({
  batchId: z.uuid(),
  quantity: z.int().min(1).max(MAX_QUANTITY),
  fromState: z.enum(stockStates).nullable().default(null).meta({ description: 'Where the reason allows several' }),
});
export const AdjustStockBody = z.strictObject({
  reason: ReasonCode.meta({ description: 'A code of GET /v1/admin/stock-reasons' }),
  lines: z
    .array(Line)
    .min(1)
    .max(MAX_ADJUSTMENT_LINES)
    .refine(
      (lines) => new Set(lines.map(({ batchId, fromState }) => `${batchId} ${fromState}`)).size === lines.length,
      'Names a batch twice',
    ),
  note: Note.nullable().default(null),
});
export const AdjustStockSchema = AdjustStockBody.extend({ storeId: z.uuid(), key: DeedKey });
export const AdjustmentSchema = z.strictObject({ adjustmentId: z.uuid() });
export const RejectBody = z.strictObject({ note: Note });
export const RejectSchema = RejectBody.extend({ adjustmentId: z.uuid() });
export const ListAdjustmentsSchema = z.strictObject({
  storeId: z.uuid().optional(),
  status: z.enum(adjustmentStatuses).optional(),
  limit: LimitParameter,
  cursor: CursorParameter,
});

const State = z.enum(stockStates).nullable();
export const AdjustmentView = z
  .object({
    id: z.uuid(),
    storeId: z.uuid(),
    reason: z.string(),
    status: z.enum(adjustmentStatuses),
    note: z.string().nullable(),
    valuePaise: z.int().meta({ description: 'At cost' }),
    lines: z.array(
      z.object({
        batchId: z.uuid(),
        variantId: z.uuid(),
        batchNumber: z.string(),
        fromState: State,
        toState: State,
        quantity: z.int(),
      }),
    ),
    requestedBy: z.string(),
    requestedAt: z.iso.datetime(),
    decidedBy: z.string().nullable(),
    decidedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'StockAdjustment' });
export type AdjustmentView = z.infer<typeof AdjustmentView>;
export const AdjustmentListView = z
  .object({ data: z.array(AdjustmentView), nextCursor: z.string().nullable() })
  .meta({ id: 'StockAdjustmentList' });

export const ReasonView = z
  .object({
    code: z.string(),
    label: z.string(),
    kind: z.string(),
    fromStates: z.array(z.enum(stockStates)),
    toState: State,
    approvalAbovePaise: z.int().nullable(),
    isActive: z.boolean(),
  })
  .meta({ id: 'StockReason' });
export const ReasonListView = z.object({ data: z.array(ReasonView) }).meta({ id: 'StockReasonList' });
const MAX_LABEL_LENGTH = 80;
export const SetReasonBody = z.strictObject({
  label: z.string().trim().min(2).max(MAX_LABEL_LENGTH),
  kind: z.enum(['adjustment', 'damage', 'destroy', 'quarantine', 'release', 'expiry', 'count']),
  fromStates: z.array(z.enum(stockStates)).max(stockStates.length),
  toState: State,
  approvalAbovePaise: z.int().min(0).nullable(),
  isActive: z.boolean().default(true),
});
export const SetReasonSchema = SetReasonBody.extend({ code: ReasonCode });
