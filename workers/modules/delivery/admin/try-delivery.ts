import { sql } from 'drizzle-orm';
import type * as z from 'zod';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { deliveryMethods } from '#platform/delivery-terms';
import { invalidInput, parseInput } from '#platform/parse-input';
import { chooseZone } from '../choose-zone.ts';
import { type TariffRow, tariffOf } from '../read-tariff.ts';
import { resolveDelivery } from '../resolve-delivery.ts';
import { type TriedDeliveryView, TryDeliveryQuery } from './schemas.ts';

/** Which zone and rate an address would get, and why a way is not offered there. */
export async function tryDelivery(
  ctx: Context,
  input: z.input<typeof TryDeliveryQuery>,
): Promise<z.infer<typeof TriedDeliveryView>> {
  requirePermission(ctx, 'delivery.write');
  const { storeId, postalCode, stateCode, subtotalPaise, weightGrams } = parseInput(TryDeliveryQuery, input);
  const at = ctx.clock.now().toISOString();
  const [row] = await ctx.db.query<TariffRow>(sql`select ${tariffOf(storeId, at)} as tariff`);
  const tariff = row?.tariff ?? null;
  if (tariff === null) throw invalidInput([{ path: 'storeId', message: 'There is no such store' }]);
  const address = { postalCode, stateCode: stateCode ?? null };
  const zone = chooseZone(tariff.zones, address);
  const parcel = { subtotalPaise, weightGrams, isDeliveryFree: false };
  return {
    zone: zone === undefined ? null : { id: zone.id, name: zone.name, refusal: zone.refusal },
    methods: deliveryMethods.map((method) => {
      const resolved = resolveDelivery(tariff, method, address, parcel);
      if (!resolved.ok) return { method, rateId: null, feePaise: null, refusal: resolved.failure.detail };
      return { method, rateId: resolved.value.rate?.id ?? null, feePaise: resolved.value.feePaise, refusal: null };
    }),
  };
}
