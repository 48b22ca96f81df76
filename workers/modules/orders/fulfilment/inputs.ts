import * as z from 'zod';
import { IdempotencyKey, line } from '../schemas.ts';
import {
  maxBatchNumberLength,
  maxCarrierLength,
  maxNoteLength,
  maxOrderLines,
  maxParcelGrams,
  maxParcels,
  maxTrackingLength,
} from './limits.ts';

const Id = z.uuid('Must be an id as this API gives them');
const Position = z.int('Must be a whole number').min(0).max(maxOrderLines);
/** No line has more pieces than a hundred thousand. */
const MAX_PIECES = 100_000;
const Pieces = z.int('Must be a whole number').min(1, 'Must be at least 1').max(MAX_PIECES);
const Count = z.int('Must be a whole number').min(0, 'Must not be negative').max(MAX_PIECES);
export const Note = line(1, maxNoteLength);

export const OrderId = z.strictObject({ orderId: Id });
/** The store that does it, where the order is split; left out: the order's own. */
const Acting = z.strictObject({ storeId: Id.optional() });

export const PieceLines = z
  .array(z.strictObject({ position: Position, quantity: Pieces }))
  .min(1, 'Name at least one line')
  .max(maxOrderLines)
  .refine((lines) => new Set(lines.map(({ position }) => position)).size === lines.length, 'Name each line once');

export const ConfirmBody = z.strictObject({ note: Note.optional() });

export const PickBody = Acting.extend({
  /** Nothing begins the picking; what a line says is how many are picked now, whatever was before. */
  lines: z
    .array(
      z.strictObject({
        position: Position,
        picked: Count,
        batchNumber: z
          .string()
          .trim()
          .min(1)
          .max(maxBatchNumberLength)
          .meta({ description: 'As scanned or read from the pack: it must be the batch of the line' }),
        barcode: z.string().trim().min(1).max(maxBatchNumberLength).optional(),
      }),
    )
    .max(maxOrderLines)
    .default([]),
});

export const PackBody = Acting.extend({
  parcels: z
    .array(z.strictObject({ weightGrams: z.int().min(1).max(maxParcelGrams) }))
    .min(1, 'Name at least one parcel')
    .max(maxParcels),
  /** Left out: all that is picked and not packed yet. */
  lines: PieceLines.optional(),
});

export const ShipBody = z.strictObject({
  shipmentId: Id,
  carrier: z.string().trim().min(1).max(maxCarrierLength).default('manual'),
  trackingNumber: z.string().trim().min(1).max(maxTrackingLength).optional(),
  note: Note.optional(),
});

export const DeliverBody = z.strictObject({
  shipmentId: Id,
  outcome: z.enum(['delivered', 'undelivered'], 'Must be one of: delivered, undelivered').default('delivered'),
  handoverCode: z
    .string()
    .regex(/^[0-9]{6}$/, 'Must be the six digits that the buyer says')
    .optional()
    .meta({ description: 'For a parcel that is fetched at the counter' }),
  note: Note.optional(),
});

export const NoteBody = z.strictObject({ note: Note, isInternal: z.boolean().default(true) });
export const StopBody = z.strictObject({ reason: Note.nullable().meta({ description: 'Null lets it go on' }) });

export const Keyed = z.strictObject({ idempotencyKey: IdempotencyKey });
