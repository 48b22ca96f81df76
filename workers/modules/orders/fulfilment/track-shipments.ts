import { sql } from 'drizzle-orm';
import { shipments } from '#db/schema/fulfilment';
import { requirePermission } from '#platform/access/require-permission';
import type { ParcelEvent } from '#platform/carriers-door';
import type { Context, Permitted } from '#platform/context';
import { describeError, log } from '#platform/log';
import type { TrackingEvent } from './aftermath-view.ts';
import { changeOrder } from './change-order.ts';
import { shipmentDeed, shipmentOf } from './ship-order.ts';
import type { ShipmentRow } from './standing-order.ts';

/** A carrier is asked for so many a minute; those asked longest ago come first by their order of shipping. */
const MAX_ASKED = 50;

/** Asks carriers what became of the parcels that they have; the order follows. Asking again adds nothing twice. */
export async function trackShipments(ctx: Context): Promise<void> {
  requirePermission(ctx, 'orders.fulfil');
  const names = ctx.carriers.names();
  if (names.length === 0) return;
  const list = `{${names.map((name) => JSON.stringify(name)).join(',')}}`;
  const rows = await ctx.db.query<{ id: string; order_id: string; carrier: string; carrier_ref: string }>(sql`
    select id, order_id, carrier, carrier_ref from ${shipments}
    where status = 'shipped' and carrier = any(${list}::text[]) and carrier_ref is not null
    order by shipped_at desc limit ${MAX_ASKED}`);
  for (const row of rows) {
    try {
      const told = await ctx.carriers.track(row.carrier, row.carrier_ref);
      if (told.ok) await noteTracking(ctx, row.order_id, row.id, told.value);
    } catch (error) {
      log('warn', 'A shipment could not be tracked', { shipmentId: row.id, ...describeError(error) });
    }
  }
}

/** What a carrier told of a shipment, each event once. Its last word decides whether the parcels have arrived. */
async function noteTracking(
  ctx: Permitted,
  orderId: string,
  shipmentId: string,
  events: readonly ParcelEvent[],
): Promise<void> {
  await changeOrder(ctx, { orderId, action: 'deliver' }, (standing) => {
    const row = shipmentOf(standing, shipmentId);
    const after = afterTracking(row, events);
    return after === null ? null : shipmentDeed(standing, row, after, 'orders.track', undefined);
  });
}

/** The shipment with news in it; null for none, and for parcels whose story is over. Events may come twice and in any order. */
function afterTracking(row: ShipmentRow, events: readonly ParcelEvent[]): ShipmentRow | null {
  if (row.status !== 'shipped') return null;
  const known = row.tracking as TrackingEvent[];
  const fresh = events.filter(({ id }, at) => !known.some((event) => event.id === id) && firstAt(events, id) === at);
  if (fresh.length === 0) return null;
  const tracking = [...known, ...fresh.map(({ id, status, at }) => ({ id, status, at }))].toSorted(
    (a, b) => Date.parse(a.at) - Date.parse(b.at),
  );
  const end = tracking.findLast(({ status }) => status === 'delivered' || status === 'undelivered');
  if (end === undefined) return { ...row, tracking };
  const isDelivered = end.status === 'delivered';
  return {
    ...row,
    tracking,
    status: isDelivered ? 'delivered' : 'undelivered',
    deliveredAt: isDelivered ? end.at : null,
  };
}

const firstAt = (events: readonly ParcelEvent[], id: string): number => events.findIndex((event) => event.id === id);
