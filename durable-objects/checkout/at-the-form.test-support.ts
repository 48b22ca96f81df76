import { orThrow } from '#platform/errors';
import type { PaymentReport } from '#platform/payments-door';
import { place, token } from './buyer.test-support.ts';
import { sampleRequest } from './sample-request.test-support.ts';
import type { ShopModel } from './shop-model.test-support.ts';

export const byCard = { ...sampleRequest, paymentMethod: 'card' as const };
export const key = (name: string) => ({ key: name, bodyHash: 'body-1' });

export async function placed(shop: ShopModel, cartId: string, idempotency = key('key-1'), request = byCard) {
  const outcome = await place(shop, cartId, idempotency, token, request);
  if (outcome === 'crashed') throw new Error('crashed');
  const value = orThrow(outcome);
  if (value.kind !== 'answered') throw new Error(value.kind);
  return { ...value, body: JSON.parse(value.answer.body) as { payment?: { paymentId: string } } };
}

/** A cart whose buyer is at the provider's form. */
export async function atTheForm(shop: ShopModel, quantity = 2) {
  const cartId = await shop.openCart(token, quantity);
  const { answer, body } = await placed(shop, cartId);
  if (answer.status !== 202) throw new Error(`Nothing waits for a payment: ${answer.status}`);
  const paymentId = body.payment?.paymentId ?? '';
  return { cartId, paymentId, answer };
}

export const report = (shop: ShopModel, told: PaymentReport | undefined) => {
  if (told === undefined) throw new Error('The provider has told nothing');
  return shop.run(told.cartId, (desk) => desk.paymentReported(told));
};
export const outcomeOf = async (told: ReturnType<typeof report>) => {
  const outcome = await told;
  return outcome === 'crashed' ? outcome : orThrow(outcome).outcome;
};
export const standing = async (shop: ShopModel, cartId: string) => orThrow(await shop.desk(cartId).standing(token));
