import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { minute, place, restoreTimers, shelf, stopTimers, token } from './buyer.test-support.ts';
import type { Placement } from './placement.ts';
import { ShopModel } from './shop-model.test-support.ts';

beforeEach(stopTimers);
afterEach(restoreTimers);

const without = <T extends object>(row: T, names: readonly string[]): T =>
  Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name))) as T;

const newOfOrders = [
  'version',
  'stoppedFor',
  'taxIncluded',
  'priceExplanation',
  'couponUses',
  'dealerId',
  'takenBy',
] as const;
const newOfPayments = ['provider', 'providerRef', 'capturedAt', 'refundedPaise'] as const;

/** A placement as the release before wrote it down: no coupons, no shares of the bill, its draft in the step. */
function asBefore({ draft, ...placement }: Placement): Placement {
  if (draft === null) throw new Error('It has drawn up no order yet');
  const { orderId, orderToken, orderTokenHash, idempotencyKey, bodyHash, requestId, request, attempt, failures } =
    placement;
  const drawnUp = {
    ...without(draft, ['couponUses', 'delivery']),
    order: without(draft.order, newOfOrders),
    timeline: draft.timeline.map((entry) => without(entry, ['actor', 'note', 'isInternal'])),
    payments: draft.payments.map((payment) => without(payment, newOfPayments)),
  };
  const kept = { orderId, orderToken, orderTokenHash, idempotencyKey, bodyHash, requestId, attempt, failures };
  const asked = without(request, ['vouchers', 'creditAccountId', 'returnUrl', 'statement', 'takenBy']);
  return { ...kept, request: asked, step: { at: 'issuing', draft: drawnUp, committed: false } } as unknown as Placement;
}

describe('a placement that the release before was cut off in', () => {
  it('ends in the same order, whose rows lack nothing that records ask for today', async () => {
    const shop = new ShopModel(shelf(5));
    const cartId = await shop.openCart(token, 2);
    shop.fateOf = (call) => (call === 'issue' ? 'crash_before' : 'answered');
    expect(await place(shop, cartId)).toBe('crashed');
    const cutOff = shop.placementOf(cartId);
    if (cutOff === undefined) throw new Error('Nothing was cut off');
    shop.recordsOf(cartId).savePlacement(asBefore(cutOff));
    shop.restart(cartId);
    shop.fateOf = () => 'answered';
    shop.clock.advanceMs(minute);
    await shop.ringAlarms();

    const facts = shop.written.get(cutOff.orderId) ?? [];
    const rowOf = (table: string) => facts.find((fact) => fact.table === table)?.row;
    expect(rowOf('orders')).toMatchObject({
      version: 1,
      stopped_for: null,
      total_paise: cutOff.draft?.order.totalPaise,
    });
    expect(rowOf('payments')).toMatchObject({ provider: 'manual', refunded_paise: 0, provider_ref: null });
    expect(rowOf('order_timeline')).toMatchObject({ status: 'placed', is_internal: false });
    const answer = shop.recordsOf(cartId).answer('key-1')?.answer;
    expect(JSON.parse(answer?.body ?? '{}')).toMatchObject({ version: 1, payments: [{ refunded: { amount: 0 } }] });
    expect(shop.totals()).toMatchObject({ onHand: 3, held: 0, sold: 2 });
  });
});
