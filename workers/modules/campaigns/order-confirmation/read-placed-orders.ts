import { sql } from 'drizzle-orm';
import { stores } from '#db/schema/inventory';
import { orderLines, orders, payments } from '#db/schema/orders';
import { type BuyerColumns, openBuyer } from '#modules/orders';
import type { Permitted } from '#platform/context';
import type { PlacedOrder } from './placed-order.ts';

interface OrderRow {
  order: Omit<PlacedOrder, 'store' | 'lines' | 'paymentMethod' | 'contactName' | 'contactEmail' | 'address'>;
  buyer: BuyerColumns;
  store: PlacedOrder['store'];
  lines: PlacedOrder['lines'];
  payment_method: string | null;
}

/** Reads what confirmations tell, for many orders in one round trip. */
export async function readPlacedOrders(
  ctx: Pick<Permitted, 'db' | 'personal'>,
  orderIds: readonly string[],
): Promise<ReadonlyMap<string, PlacedOrder>> {
  const rows = await ctx.db.query<OrderRow>(sql`
    select
      json_build_object('id', o.id, 'number', o.number, 'language', o.language, 'placedAt', o.placed_at,
        'deliveryMethod', o.delivery_method, 'subtotalPaise', o.subtotal_paise, 'discountPaise', o.discount_paise,
        'shippingPaise', o.shipping_paise, 'taxablePaise', o.taxable_paise, 'cgstPaise', o.cgst_paise,
        'sgstPaise', o.sgst_paise, 'igstPaise', o.igst_paise, 'totalPaise', o.total_paise) as order,
      json_build_object('contact', o.contact, 'shippingAddress', o.shipping_address, 'contactName', o.contact_name,
        'contactEmail', o.contact_email, 'contactPhone', o.contact_phone) as buyer,
      json_build_object('name', s.name, 'line1', s.line1, 'city', s.city, 'state', s.state, 'postalCode', s.postal_code,
        'phone', s.phone, 'gstin', s.gstin, 'licenceNumber', s.licence_number, 'timeZone', s.time_zone) as store,
      (select json_agg(json_build_object('name', l.name, 'potencyLabel', l.potency_label, 'packLabel', l.pack_label,
          'batchNumber', l.batch_number, 'expiresOn', l.expires_on, 'quantity', l.quantity, 'totalPaise', l.total_paise)
          order by l.position) from ${orderLines} l where l.order_id = o.id) as lines,
      (select p.method from ${payments} p where p.order_id = o.id order by p.created_at limit 1) as payment_method
    from ${orders} o join ${stores} s on s.id = o.store_id
    where o.id in (select value::uuid from jsonb_array_elements_text(${JSON.stringify(orderIds)}::jsonb))`);
  return new Map(
    await Promise.all(
      rows.map(async ({ order, buyer, store, lines, payment_method }): Promise<[string, PlacedOrder]> => {
        const { contact, shippingAddress: address } = await openBuyer(ctx.personal, buyer);
        const told = { contactName: contact.name, contactEmail: contact.email, address };
        return [order.id, { ...order, ...told, store, lines: lines ?? [], paymentMethod: payment_method ?? '' }];
      }),
    ),
  );
}
