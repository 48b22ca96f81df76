import { sql } from 'drizzle-orm';
import type { Permitted } from '#platform/context';
import { AppError } from '#platform/errors';

/**
 * Throws `illegal_transition` while an order has goods that leave the shop on a verified prescription only, and none was
 * verified for it. One that was verified stays so, whatever becomes of its file.
 */
export async function requireVerifiedPrescription(ctx: Permitted, orderId: string): Promise<void> {
  const at = ctx.clock.now().toISOString();
  const missing = await ctx.db.query<{ name: string }>(sql`select distinct l.name from order_lines l
    join prescription_needs n on n.product_id = l.product_id and n.valid_from <= ${at}::timestamptz
      and (n.valid_until is null or n.valid_until > ${at}::timestamptz)
    where l.order_id = ${orderId}::uuid and not exists (select from prescriptions p where p.status = 'verified'
      and (p.order_id = l.order_id or p.cart_id = (select d.cart_id from order_deliveries d where d.order_id = l.order_id)))`);
  if (missing.length === 0) return;
  const products = missing.map(({ name }) => name);
  throw new AppError('illegal_transition', 'Verify a prescription for this order before it is packed.', {
    extensions: { reason: 'prescription_missing', products },
  });
}
