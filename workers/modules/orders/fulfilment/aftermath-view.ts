import { inr } from '#platform/money';
import { taxView } from '../cart-view.ts';
import type { OrderReturnView, OrderView } from '../schemas.ts';
import type { OrderReturnRow, ShipmentLineRow, ShipmentRow, StandingOrder } from './standing-order.ts';

type ShipmentView = OrderView['shipments'][number];

const instant = (text: string): string => new Date(text).toISOString();
const instantOrNull = (text: string | null): string | null => (text === null ? null : instant(text));

export interface Parcel {
  weightGrams: number;
}

/** What a carrier told, or staff noted for it. */
export interface TrackingEvent {
  /** Names it at the carrier: the same one counts once. */
  id: string;
  status: string;
  at: string;
}

export function shipmentView(row: ShipmentRow, lines: readonly ShipmentLineRow[]): ShipmentView {
  return {
    id: row.id,
    status: row.status,
    storeId: row.storeId,
    carrier: row.carrier,
    trackingNumber: row.trackingNumber,
    trackingUrl: row.trackingUrl,
    parcels: (row.parcels as Parcel[]).map(({ weightGrams }) => ({ weightGrams })),
    lines: lines
      .filter(({ shipmentId }) => shipmentId === row.id)
      .map(({ position, quantity }) => ({ position, quantity })),
    tracking: (row.tracking as TrackingEvent[]).map(({ status, at }) => ({ status, at: instant(at) })),
    packedAt: instant(row.packedAt),
    shippedAt: instantOrNull(row.shippedAt),
    deliveredAt: instantOrNull(row.deliveredAt),
  };
}

export function orderReturnView(
  row: OrderReturnRow,
  { returnLines, creditNotes }: Pick<StandingOrder, 'returnLines' | 'creditNotes'>,
): OrderReturnView {
  return {
    id: row.id,
    kind: row.kind,
    status: row.status,
    reason: row.reason,
    resolution: row.resolution,
    lines: returnLines
      .filter(({ returnId }) => returnId === row.id)
      .map(({ position, quantity, restock, quarantine, destroy, totalPaise }) => ({
        position,
        quantity,
        restock,
        quarantine,
        destroy,
        total: inr(totalPaise),
      })),
    shipping: inr(row.shippingPaise),
    tax: taxView(row),
    total: inr(row.totalPaise),
    refunded: row.refundedPaise === null ? null : inr(row.refundedPaise),
    creditNoteNumber: creditNotes.find(({ id }) => id === row.id)?.number ?? null,
    requestedAt: instant(row.requestedAt),
    completedAt: instantOrNull(row.completedAt),
  };
}
