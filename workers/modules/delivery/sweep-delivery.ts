import { sql } from 'drizzle-orm';
import { deliveryReservations } from '#db/schema/delivery';
import type { Permitted } from '#platform/context';

/** Takes away places that nobody holds any more: an order keeps its own. They count no more already. */
export async function sweepDelivery(ctx: Permitted): Promise<void> {
  const at = ctx.clock.now().toISOString();
  await ctx.db.query(sql`delete from ${deliveryReservations} where held_until < ${at}::timestamptz - interval '1 day'`);
}
