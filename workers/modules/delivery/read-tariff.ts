import { type SQL, sql } from 'drizzle-orm';
import type { DeliveryTariff } from '#platform/delivery-terms';
import { isInForce } from './slot-rows.ts';

/** A store's tariff at a moment as one JSON value (`DeliveryTariff`): an expression, so that quotes read it with them. */
export function tariffOf(storeId: string, at: string): SQL {
  return sql`(select jsonb_build_object(
    'isPickedUp', 'pickup' = any(s.fulfils),
    'home', jsonb_build_object('postalCode', s.postal_code, 'stateCode', s.state_code),
    'zones', (select coalesce(jsonb_agg(jsonb_build_object('id', z.id, 'name', z.name, 'isOwn', z.store_id is not null,
        'areas', z.areas, 'refusal', z.refusal, 'rates', (
          select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'method', r.method, 'steps', r.steps,
            'freeFromPaise', r.free_from_paise, 'minDays', r.min_days, 'maxDays', r.max_days) order by r.method desc), '[]')
          from (select distinct on (r.method) r.* from delivery_rates r where r.zone_id = z.id and ${isInForce('r', at)}
            order by r.method, r.valid_from desc, r.id desc) r)
      ) order by z.valid_from desc, z.id desc), '[]')
      from delivery_zones z where (z.store_id = s.id or z.store_id is null) and ${isInForce('z', at)})
    ) from stores s where s.id = ${storeId}::uuid)`;
}

export interface TariffRow {
  tariff: DeliveryTariff | null;
}
