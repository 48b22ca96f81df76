import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { MoneyView } from '#modules/catalog';
import {
  listOpenSlots,
  type OpenSlot,
  type Parcel,
  type ResolvedDelivery,
  resolveDelivery,
  servedZone,
  slotName,
  type TariffRow,
  tariffOf,
} from '#modules/delivery';
import { requirePermission } from '#platform/access/require-permission';
import type { Context, Permitted } from '#platform/context';
import { type DeliveryAddress, type DeliveryTariff, deliveryMethods } from '#platform/delivery-terms';
import { AppError, orThrow } from '#platform/errors';
import { hashSecret } from '#platform/ids';
import { inr } from '#platform/money';
import type { CartState } from '#platform/objects';
import { invalidInput, parseInput } from '#platform/parse-input';
import { gstStateCodes } from './gst-states.ts';
import { findStore } from './open-cart.ts';
import { DeliveryPromiseView } from './order-view-schema.ts';
import { parcelOf, priceGoods } from './price-cart.ts';

export const DeliveryOptionsQuery = z.strictObject({
  storeId: z.uuid('Must be an id as this API gives them').optional(),
  postalCode: z.string('Must be text').regex(/^[1-9][0-9]{5}$/, 'Must be a PIN of six digits'),
  stateCode: z
    .enum(gstStateCodes, 'Must be a GST state code, such as 27')
    .optional()
    .meta({ description: 'Without it a zone of a whole state is not found' }),
  cartId: z.uuid('Must be an id as this API gives them').optional(),
});
const DeliveryOptionsInput = DeliveryOptionsQuery.extend({ token: z.string().max(100).optional() });

const SlotView = z
  .strictObject({
    id: z.string().meta({ description: 'What a checkout names as its `slotId`' }),
    day: z.iso.date(),
    from: z.string(),
    to: z.string(),
    placesLeft: z.int(),
  })
  .meta({ id: 'DeliverySlotOnDay' });

export const DeliveryOptionsView = z
  .strictObject({
    storeId: z.uuid(),
    postalCode: z.string(),
    zone: z.string().nullable(),
    notServed: z.string().nullable().meta({ description: 'Why nothing is delivered there; null: it is' }),
    methods: z.array(
      z.strictObject({
        method: z.enum(deliveryMethods),
        price: MoneyView.meta({ description: 'Of this cart; without one, of the lightest parcel below `freeFrom`' }),
        freeFrom: MoneyView.nullable().meta({ description: 'Goods worth so much are delivered for nothing' }),
        promise: DeliveryPromiseView.nullable(),
        slots: z.array(SlotView),
      }),
    ),
  })
  .meta({ id: 'DeliveryOptions' });
export type DeliveryOptionsView = z.infer<typeof DeliveryOptionsView>;

/** Of somebody who has no cart yet. */
const smallestParcel: Parcel = { subtotalPaise: 1, weightGrams: 0, isDeliveryFree: false };

/**
 * How goods reach a postal code from a store: of a cart (its token opens it) what it would cost, else what it costs at least.
 * Throws `not_found` for a cart of another token.
 */
export async function deliveryOptions(
  ctx: Context,
  input: z.input<typeof DeliveryOptionsInput>,
): Promise<DeliveryOptionsView> {
  requirePermission(ctx, 'carts.own');
  const { storeId, postalCode, stateCode, cartId, token } = parseInput(DeliveryOptionsInput, input);
  const cart = cartId === undefined ? undefined : await readCart(ctx, cartId, token, storeId);
  const store = cart?.store ?? (await findStore(ctx, storeId));
  const address = { postalCode, stateCode: stateCode ?? null };
  const [tariff, slots] = await Promise.all([
    readTariff(ctx, store.storeId),
    listOpenSlots(ctx, { storeId: store.storeId, timeZone: store.timeZone, cartId: cartId ?? null }),
  ]);
  const parcel = cart === undefined || cart.lines.length === 0 ? smallestParcel : parcelOf(cart, priceGoods(cart));
  const zone = servedZone(tariff, address);
  return {
    storeId: store.storeId,
    postalCode,
    zone: zone.ok ? zone.value.name : null,
    notServed: zone.ok ? null : zone.failure.detail,
    methods: methodViews(tariff, address, parcel, slots),
  };
}

async function readCart(ctx: Permitted, cartId: string, token: string | undefined, storeId: string | undefined) {
  if (token === undefined || token === '') throw new AppError('unauthenticated', 'Send the x-cart-token header.');
  const cart: CartState = orThrow(await ctx.objects.checkout(cartId).read(await hashSecret(token)));
  if (storeId === undefined || storeId === cart.store.storeId) return cart;
  throw invalidInput([{ path: 'storeId', message: 'Is not the store of this cart' }]);
}

async function readTariff(ctx: Permitted, storeId: string): Promise<DeliveryTariff> {
  const at = ctx.clock.now().toISOString();
  const [row] = await ctx.db.query<TariffRow>(sql`select ${tariffOf(storeId, at)} as tariff`);
  if (row === undefined || row.tariff === null) throw new AppError('not_found', 'There is no such store.');
  return row.tariff;
}

function methodViews(
  tariff: DeliveryTariff,
  address: DeliveryAddress,
  parcel: Parcel,
  slots: readonly OpenSlot[],
): DeliveryOptionsView['methods'] {
  return deliveryMethods.flatMap((method) => {
    const resolved = resolveDelivery(tariff, method, address, parcel);
    return resolved.ok ? [methodView(resolved.value, slots)] : [];
  });
}

function methodView({ method, zone, rate, feePaise }: ResolvedDelivery, slots: readonly OpenSlot[]) {
  const freeFromPaise = rate?.freeFromPaise ?? null;
  return {
    method,
    price: inr(feePaise),
    freeFrom: freeFromPaise === null ? null : inr(freeFromPaise),
    promise: rate === null ? null : { minDays: rate.minDays, maxDays: rate.maxDays },
    slots: slots
      .filter((slot) => slot.method === method && (slot.zoneId === null || slot.zoneId === zone?.id))
      .map(({ id, day, from, to, placesLeft }) => ({ id: slotName(id, day), day, from, to, placesLeft })),
  };
}
