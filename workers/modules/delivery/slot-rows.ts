import { type SQL, sql } from 'drizzle-orm';
import type { DeliveryMethod } from '#platform/delivery-terms';
import type { WeeklySlot } from './slot-days.ts';

export interface SlotRow {
  id: string;
  method: DeliveryMethod;
  zone_id: string | null;
  weekday: number;
  from_time: string;
  to_time: string;
  cut_off_minutes: number;
  capacity: number;
}

export const weeklySlot = (row: SlotRow): WeeklySlot => ({
  id: row.id,
  method: row.method,
  zoneId: row.zone_id,
  weekday: row.weekday,
  from: row.from_time,
  to: row.to_time,
  cutOffMinutes: row.cut_off_minutes,
  capacity: row.capacity,
});

export const slotColumns = sql.raw(
  's.id, s.method, s.zone_id, s.weekday, s.from_time, s.to_time, s.cut_off_minutes, s.capacity',
);

export const isInForce = (row: string, at: string): SQL =>
  sql`${sql.raw(row)}.valid_from <= ${at}::timestamptz and (${sql.raw(row)}.valid_until is null or ${sql.raw(row)}.valid_until > ${at}::timestamptz)`;

/** The name of a slot on a day, as buyers choose it. */
export const slotName = (slotId: string, day: string): string => `${slotId}_${day}`;

export function readSlotName(name: string): { slotId: string; day: string } {
  const [slotId = '', day = ''] = name.split('_');
  return { slotId, day };
}
