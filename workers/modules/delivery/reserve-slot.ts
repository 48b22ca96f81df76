import { sql } from 'drizzle-orm';
import { deliveryReservations, deliverySlots } from '#db/schema/delivery';
import type { Permitted } from '#platform/context';
import type { ReservedSlot } from '#platform/delivery-terms';
import { fail, type Result, succeed } from '#platform/errors';
import { exactlyOne, wasRefused } from '#platform/exactly-one';
import { isOpenOn } from './slot-days.ts';
import { isInForce, readSlotName, type SlotRow, slotColumns, weeklySlot } from './slot-rows.ts';

export interface WantedSlot {
  cartId: string;
  /** The slot as the options named it. */
  slotName: string;
  store: { storeId: string; timeZone: string };
  /** How long the place is kept for an order to be written: the time to pay, and what a slow document may take. */
  holdMs: number;
}

const wrong = (message: string): Result<never> =>
  fail('invalid_input', message, { errors: [{ path: 'slotId', message }], extensions: { reason: 'no_such_slot' } });

/**
 * Keeps one place of a slot for a cart, which has at most one: asking again keeps it longer or moves it. All who want a place
 * on the same day go through one lock, so the last place goes to one of them. Fails with `invalid_input` for a slot that
 * cannot be chosen (any more) and with `conflict` for one that is full.
 */
export async function reserveSlot(ctx: Permitted, wanted: WantedSlot): Promise<Result<ReservedSlot>> {
  const { cartId, store, holdMs } = wanted;
  const { slotId, day } = readSlotName(wanted.slotName);
  const now = ctx.clock.now();
  const at = now.toISOString();
  const [row] = await ctx.db.query<SlotRow>(sql`select ${slotColumns} from ${deliverySlots} s
    where s.id = ${slotId}::uuid and s.store_id = ${store.storeId}::uuid and ${isInForce('s', at)}`);
  if (row === undefined) return wrong('There is no such slot');
  const slot = weeklySlot(row);
  if (!isOpenOn(slot, day, store.timeZone, now)) return wrong('This slot can no longer be chosen');
  const heldUntil = new Date(now.getTime() + holdMs).toISOString();
  try {
    await ctx.db.batch([
      sql`select pg_advisory_xact_lock(hashtextextended(${`delivery ${slotId} ${day}`}, 0))`,
      exactlyOne(sql`insert into ${deliveryReservations} (cart_id, slot_id, day, held_until)
        select ${cartId}::uuid, s.id, ${day}::date, ${heldUntil}::timestamptz from ${deliverySlots} s
        where s.id = ${slotId}::uuid
          and delivery_places_taken(s.id, ${day}::date, ${at}::timestamptz, ${cartId}::uuid) < s.capacity
        on conflict (cart_id) do update set slot_id = excluded.slot_id, day = excluded.day,
          held_until = greatest(excluded.held_until, case when delivery_reservations.slot_id = excluded.slot_id
            and delivery_reservations.day = excluded.day then delivery_reservations.held_until end)`),
    ]);
  } catch (error) {
    if (!wasRefused(error)) throw error;
    return fail('conflict', 'This slot is full by now. Choose another one.', { extensions: { reason: 'slot_full' } });
  }
  return succeed({ slotId, method: slot.method, zoneId: slot.zoneId, day, from: slot.from, to: slot.to });
}
