import type { ParcelDemand } from '#platform/carriers-door';
import type { Permitted } from '#platform/context';
import { openBuyer } from '../buyer.ts';
import type { Parcel } from './aftermath-view.ts';
import type { ShipmentRow, StandingOrder } from './standing-order.ts';

/** What a carrier is told: whom to bring it to, and what to collect there. */
export async function parcelDemand(ctx: Permitted, standing: StandingOrder, row: ShipmentRow): Promise<ParcelDemand> {
  const { contact, shippingAddress } = await openBuyer(ctx.personal, standing.order);
  const { line1, line2, city, stateCode, postalCode, country } = shippingAddress;
  return {
    shipmentId: row.id,
    orderNumber: standing.order.number,
    recipient: { name: contact.name, phone: contact.phone },
    address: { line1, ...(line2 !== undefined && { line2 }), city, stateCode, postalCode, country },
    parcels: (row.parcels as Parcel[]).map(({ weightGrams }) => ({ weightGrams })),
    collectPaise: toCollect(standing, row),
  };
}

/** Cash on delivery is collected with the first shipment: the order is billed as one. */
function toCollect({ payments, shipments }: StandingOrder, row: ShipmentRow): number {
  const isFirst = shipments.filter(({ status }) => status !== 'cancelled')[0]?.id === row.id;
  if (!isFirst) return 0;
  return payments
    .filter(({ method, status }) => method === 'cod' && status === 'pending')
    .reduce((sum, { amountPaise }) => sum + amountPaise, 0);
}
