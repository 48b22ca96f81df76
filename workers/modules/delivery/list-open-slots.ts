import { sql } from 'drizzle-orm';
import { deliverySlots } from '#db/schema/delivery';
import type { Permitted } from '#platform/context';
import { slotDaysAhead } from './limits.ts';
import { isOpenOn, type SlotOnDay } from './slot-days.ts';
import { isInForce, type SlotRow, slotColumns, weeklySlot } from './slot-rows.ts';

interface SlotDayRow extends SlotRow {
  day: string;
  taken: number;
}

export interface OpenSlot extends SlotOnDay {
  placesLeft: number;
}

/** The slots of a store that can be chosen now, the earliest first; `cartId`: whose own place does not count as taken. */
export async function listOpenSlots(
  ctx: Permitted,
  { storeId, timeZone, cartId }: { storeId: string; timeZone: string; cartId: string | null },
): Promise<OpenSlot[]> {
  const now = ctx.clock.now();
  const at = now.toISOString();
  const rows = await ctx.db.query<SlotDayRow>(sql`select ${slotColumns}, d.day::text as day,
      delivery_places_taken(s.id, d.day, ${at}::timestamptz, ${cartId}::uuid) as taken
    from ${deliverySlots} s
    join (select (${at}::timestamptz at time zone ${timeZone})::date + n as day from generate_series(0, ${slotDaysAhead - 1}::int) n) d
      on extract(isodow from d.day) = s.weekday
    where s.store_id = ${storeId}::uuid and ${isInForce('s', at)} order by d.day, s.from_time, s.id`);
  return rows
    .filter((row) => isOpenOn(weeklySlot(row), row.day, timeZone, now) && row.taken < row.capacity)
    .map((row) => ({ ...weeklySlot(row), day: row.day, placesLeft: row.capacity - row.taken }));
}
