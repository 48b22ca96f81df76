import { sql } from 'drizzle-orm';
import type { z } from 'zod';
import { shipments } from '#db/schema/fulfilment';
import { requirePermission } from '#platform/access/require-permission';
import type { Context, Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import { exactlyOne } from '#platform/exactly-one';
import { invalidInput, parseInput } from '#platform/parse-input';
import type { OrderView } from '../schemas.ts';
import { changeOrder, type Deed } from './change-order.ts';
import { OrderId, ShipBody } from './inputs.ts';
import { parcelDemand } from './parcel-demand.ts';
import { showToStaff } from './show-to-staff.ts';
import type { ShipmentRow, StandingOrder } from './standing-order.ts';

const ShipOrder = OrderId.extend(ShipBody.shape);

/** A packed shipment leaves the store with a carrier. Shipping what has left already changes nothing. */
export async function shipOrder(ctx: Context, input: z.input<typeof ShipOrder>): Promise<OrderView> {
  requirePermission(ctx, 'orders.fulfil');
  const { orderId, shipmentId, carrier, trackingNumber, note } = parseInput(ShipOrder, input);
  if (carrier !== 'manual' && !ctx.carriers.names().includes(carrier)) {
    const known = ['manual', ...ctx.carriers.names()].join(', ');
    throw invalidInput([{ path: 'carrier', message: `Must be one of: ${known}` }]);
  }
  const storeId = await storeOfShipment(ctx, shipmentId);
  const order = await changeOrder(ctx, { orderId, action: 'ship', storeId }, (standing) => {
    const row = shipmentOf(standing, shipmentId);
    if (row.status === 'shipped' || row.status === 'booking') return sameCarrier(row, carrier);
    requireStatus(row, ['packed']);
    return carrier === 'manual'
      ? leaving(ctx, standing, row, { trackingNumber: trackingNumber ?? null }, note)
      : asking(standing, row, carrier, note);
  });
  const row = shipmentOf(order, shipmentId);
  return showToStaff(ctx, row.status === 'booking' ? await bookShipment(ctx, orderId, shipmentId) : order);
}

/** Staff name the shipment alone: its store is the one that must let them. Unknown ones are told by the order itself. */
export async function storeOfShipment(ctx: Permitted, shipmentId: string): Promise<string | undefined> {
  const [row] = await ctx.db.query<{ store_id: string }>(
    sql`select store_id from ${shipments} where id = ${shipmentId}`,
  );
  return row?.store_id;
}

export function shipmentOf(standing: StandingOrder, shipmentId: string): ShipmentRow {
  const row = standing.shipments.find(({ id }) => id === shipmentId);
  if (row === undefined) throw new AppError('not_found', 'The order has no such shipment.');
  return row;
}

export function requireStatus({ status }: ShipmentRow, possibleIn: readonly ShipmentRow['status'][]): void {
  if (possibleIn.includes(status)) return;
  throw new AppError('illegal_transition', `This is not done with a shipment that is ${status}.`, {
    extensions: { status, possibleIn },
  });
}

function sameCarrier(row: ShipmentRow, carrier: string): null {
  if (row.carrier === carrier) return null;
  throw new AppError('conflict', `It goes with ${row.carrier ?? 'another carrier'} already.`);
}

/** A shipment as it becomes, with the order that follows from it. */
export function shipmentDeed(
  standing: StandingOrder,
  before: ShipmentRow,
  after: ShipmentRow,
  action: string,
  note: string | undefined,
): Deed {
  return {
    action,
    after: { ...standing, shipments: standing.shipments.map((row) => (row.id === after.id ? after : row)) },
    changes: [
      exactlyOne(sql`update ${shipments} set status = ${after.status}, carrier = ${after.carrier},
        carrier_ref = ${after.carrierRef}, tracking_number = ${after.trackingNumber}, tracking_url = ${after.trackingUrl},
        tracking = ${JSON.stringify(after.tracking)}::jsonb, shipped_at = ${after.shippedAt}::timestamptz,
        delivered_at = ${after.deliveredAt}::timestamptz where id = ${before.id} and status = ${before.status}`),
    ],
    ...(note !== undefined && { note }),
    audited: { shipmentId: after.id, from: before.status, to: after.status, carrier: after.carrier },
  };
}

const leaving = (
  ctx: Permitted,
  standing: StandingOrder,
  row: ShipmentRow,
  how: Partial<ShipmentRow>,
  note: string | undefined,
): Deed => {
  const shippedAt = ctx.clock.now().toISOString();
  const after: ShipmentRow = { ...row, carrier: row.carrier ?? 'manual', ...how, status: 'shipped', shippedAt };
  return shipmentDeed(standing, row, after, 'orders.ship', note);
};

/** The intention first: what the carrier is asked may be booked there although its answer is lost. */
const asking = (standing: StandingOrder, row: ShipmentRow, carrier: string, note: string | undefined): Deed =>
  shipmentDeed(standing, row, { ...row, carrier, status: 'booking' }, 'orders.book_carrier', note);

/**
 * Asks the carrier under the shipment's own id, so that asking twice books once. A refusal puts the parcels back on the packing
 * table; no answer leaves the shipment `booking`, and the same request or the sweep goes on with it.
 */
export async function bookShipment(ctx: Permitted, orderId: string, shipmentId: string): Promise<StandingOrder> {
  const known = await changeOrder(
    ctx,
    { orderId, action: 'ship', storeId: await storeOfShipment(ctx, shipmentId) },
    () => null,
  );
  const row = shipmentOf(known, shipmentId);
  if (row.status !== 'booking') return known;
  const booked = await ctx.carriers.book(row.carrier ?? '', await parcelDemand(ctx, known, row));
  if (!booked.ok && booked.failure.code === 'unavailable') {
    throw new AppError('unavailable', 'The carrier does not answer. The parcels wait; ask again.', {
      retryAfterSeconds: 5,
    });
  }
  const settled = await changeOrder(ctx, { orderId, action: 'ship', storeId: row.storeId }, (standing) => {
    const now = shipmentOf(standing, shipmentId);
    if (now.status !== 'booking') return null;
    if (booked.ok) return leaving(ctx, standing, now, booked.value, undefined);
    return shipmentDeed(
      standing,
      now,
      { ...now, carrier: null, status: 'packed' },
      'orders.carrier_refused',
      undefined,
    );
  });
  if (!booked.ok) throw new AppError('conflict', `The carrier refuses it: ${booked.failure.detail}`);
  return settled;
}
