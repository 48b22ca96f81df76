import { type SQL, sql } from 'drizzle-orm';
import { deliveryRates, deliveryZones } from '#db/schema/delivery';
import type { Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import type { RateView, ZoneView } from './schemas.ts';

export interface ZoneRow extends Omit<ZoneView, 'rates'> {
  rates: RateView[];
}

const instant = (text: string): string => new Date(text).toISOString();
const instantOrNull = (text: string | null): string | null => (text === null ? null : instant(text));

/** Zones with all their rates, the newest first. */
export const selectZones = (
  condition: SQL,
): SQL => sql`select z.id, z.store_id as "storeId", z.name, z.areas, z.refusal,
    z.valid_from as "validFrom", z.valid_until as "validUntil", z.version,
    (select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'zoneId', r.zone_id, 'method', r.method, 'steps', r.steps,
      'freeFromPaise', r.free_from_paise, 'minDays', r.min_days, 'maxDays', r.max_days, 'validFrom', r.valid_from,
      'validUntil', r.valid_until) order by r.method desc, r.valid_from desc), '[]')
      from ${deliveryRates} r where r.zone_id = z.id) as rates
  from ${deliveryZones} z where ${condition}`;

export const zoneView = (row: ZoneRow): ZoneView => ({
  ...row,
  validFrom: instant(row.validFrom),
  validUntil: instantOrNull(row.validUntil),
  rates: row.rates.map((rate) => ({
    ...rate,
    validFrom: instant(rate.validFrom),
    validUntil: instantOrNull(rate.validUntil),
  })),
});

export async function findZone(ctx: Permitted, zoneId: string): Promise<ZoneView> {
  const [row] = await ctx.db.query<ZoneRow>(selectZones(sql`z.id = ${zoneId}::uuid`));
  if (row === undefined) throw new AppError('not_found', 'There is no such delivery zone.');
  return zoneView(row);
}

export const changedMeanwhile = (): AppError =>
  new AppError('conflict', 'Somebody else has changed it, or it has ended. Read it again.');
