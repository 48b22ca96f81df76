import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { applyCoupon, previewPromotion, removeCoupon } from '#modules/orders';
import {
  changePromotion,
  createCoupons,
  createPromotion,
  disableCoupon,
  endPromotion,
  listCoupons,
  listPromotions,
} from '#modules/pricing';
import type { AppError } from '#platform/errors';
import { writeFacts } from '#platform/facts';
import { randomIds } from '#platform/ids';
import { inr } from '#platform/money';
import { type Engine, engines } from './engines.ts';
import { placedOrder, recordsOf } from './placed-orders.ts';
import { openPriceShop, type PriceShop } from './price-shop.ts';
import { auditOf, refusal } from './staff.ts';

/** The words in which something was refused. */
const words = (work: Promise<unknown>): Promise<string | undefined> =>
  work.then(
    () => 'done',
    (error: AppError) => error.errors[0]?.message ?? error.message,
  );

const offer = { label: 'Ten off', benefit: { kind: 'percent_off', basisPoints: 1_000 } } as const;
const named = (code: string, rest: object = {}) => ({ kind: 'named' as const, code, ...rest });

describe.each(engines)('promotions on $name', (kind) => {
  let engine: Engine;
  let shop: PriceShop;

  beforeAll(async () => {
    engine = await kind.start();
  });
  afterAll(() => engine.stop());
  beforeEach(async () => {
    shop = await openPriceShop(engine.db);
  });

  describe('a coupon', () => {
    async function coupon(code: string, rest: object = {}, change: object = {}) {
      const ctx = await shop.owner();
      const promotion = await createPromotion(ctx, { ...offer, needsCode: true, ...change });
      await createCoupons(ctx, { promotionId: promotion.id, idempotencyKey: code, coupons: named(code, rest) });
      return { ctx, promotion };
    }

    it('takes its share off in one round trip, says why, and goes again', async () => {
      await coupon('TEN');
      const ctx = shop.visitor();
      const { cartId, token } = await shop.cartOf(ctx, 2);
      const before = ctx.db.roundTrips;
      const cart = await applyCoupon(ctx, { cartId, token, code: ' ten ' });
      expect(ctx.db.roundTrips - before).toBe(1);
      expect(cart).toMatchObject({
        subtotal: inr(25_100),
        discount: inr(2_510),
        discounts: [{ label: 'Ten off', code: 'TEN', amount: inr(2_510) }],
        coupons: [{ code: 'TEN', isApplied: true, reason: null }],
      });
      expect(cart.lines[0]?.explain).toEqual([
        { text: 'List price Rs 125.50, 2 of it', amount: inr(25_100) },
        { text: 'Ten off (TEN): 10 % off', amount: inr(-2_510) },
      ]);
      expect((await applyCoupon(ctx, { cartId, token, code: 'TEN' })).discount).toEqual(inr(2_510));
      expect(await removeCoupon(ctx, { cartId, token, code: 'TEN' })).toMatchObject({ discount: inr(0), coupons: [] });
      expect(await refusal(removeCoupon(ctx, { cartId, token, code: 'TEN' }))).toBe('not_found');
    });

    it('is refused in words that say why', async () => {
      const { ctx: staff, promotion } = await coupon('TENNER');
      await coupon('LATER', {}, { validFrom: '2027-01-01T00:00:00.000Z' });
      await coupon('RICH', {}, { scope: { minSubtotalPaise: 100_000 } });
      await coupon('FIRST', {}, { scope: { firstOrderOnly: true } });
      await coupon('ONCE', { totalLimit: 1 });
      await coupon('OFF');
      await disableCoupon(staff, { code: 'OFF' });
      const ctx = shop.visitor();
      const { cartId, token } = await shop.cartOf(ctx, 1);
      const why = (code: string) => words(applyCoupon(ctx, { cartId, token, code }));
      expect(await why('NEVER')).toBe('There is no such coupon');
      expect(await why('LATER')).toBe('This coupon is valid from 2027-01-01 on');
      expect(await why('RICH')).toBe('It needs goods for Rs 1,000.00; these are Rs 125.50');
      expect(await why('FIRST')).toBe('It is for the first order of an account: sign in to use it');
      expect(await why('OFF')).toBe('This coupon is no longer valid');
      const use = { useId: 'o', personKey: 'p', limits: { total: 1, perPerson: 1 }, untilMs: Date.now() + 60_000 };
      await shop.objects.couponBook('ONCE').reserve(use);
      expect(await why('ONCE')).toBe('This coupon has been used as often as it may be');
      await endPromotion(staff, { promotionId: promotion.id });
      expect(await why('TENNER')).toBe('This coupon has expired');
      expect(shop.carts.get(cartId)?.couponCodes).toEqual([]);
    });

    it('for a first order is for an account that has none', async () => {
      await coupon('FIRST-EVER', { perPersonLimit: null }, { scope: { firstOrderOnly: true } });
      const ctx = shop.as(await shop.office.join('customer', 'own'));
      const { cartId, token } = await shop.cartOf(ctx, 1);
      expect((await applyCoupon(ctx, { cartId, token, code: 'FIRST-EVER' })).discount).toEqual(inr(1_255));
      expect(shop.carts.get(cartId)?.terms.promotions[0]?.coupon?.limits).toEqual({ total: null, perPerson: 1 });
    });
  });

  describe('coupons by the hundred', () => {
    it('are made once per key, however often they are asked for, at once too', async () => {
      const ctx = await shop.owner();
      const { id: promotionId } = await createPromotion(ctx, { ...offer, needsCode: true });
      const wish = { kind: 'generated' as const, count: 100, prefix: 'SPRING-' };
      const make = () => createCoupons(ctx, { promotionId, idempotencyKey: 'mailing', coupons: wish });
      const [first, second] = await Promise.all([make(), make()]);
      expect(first.data).toHaveLength(100);
      expect(second).toEqual(first);
      expect(new Set(first.data.map(({ code }) => code)).size).toBe(100);
      expect(first.data[0]).toMatchObject({ totalLimit: 1, perPersonLimit: 1, promotionId });
      expect(first.data.every(({ code }) => /^SPRING-[A-HJ-NP-Z2-9]{10}$/.test(code))).toBe(true);
      const other = createCoupons(ctx, { promotionId, idempotencyKey: 'mailing', coupons: { ...wish, count: 5 } });
      expect(await refusal(other)).toBe('idempotency_mismatch');
      const audit = await auditOf(shop.office.db, promotionId);
      expect(audit.filter(({ action }) => action === 'pricing.create_coupons')).toHaveLength(1);
      const page = await listCoupons(ctx, { promotionId, limit: 60 });
      const rest = await listCoupons(ctx, { promotionId, limit: 60, cursor: String(page.nextCursor) });
      expect([page.data.length, rest.data.length, rest.nextCursor]).toEqual([60, 40, null]);
    });

    it('take no code that is taken, and none of a promotion that everybody gets', async () => {
      const ctx = await shop.owner();
      const { id: promotionId } = await createPromotion(ctx, { ...offer, needsCode: true });
      const code = `TAKEN-${randomIds.next().slice(-6)}`;
      const make = (idempotencyKey: string, id = promotionId) =>
        createCoupons(ctx, { promotionId: id, idempotencyKey, coupons: named(code) });
      await make('a');
      expect(await refusal(make('b'))).toBe('conflict');
      const open = await createPromotion(ctx, { ...offer, scope: { storeIds: [randomIds.next()] } });
      expect(await refusal(make('c', open.id))).toBe('conflict');
      expect(await refusal(make('d', randomIds.next()))).toBe('not_found');
    });
  });

  describe('a promotion', () => {
    it('is on record with every change, and changes only from what was read', async () => {
      const ctx = await shop.owner();
      const made = await createPromotion(ctx, { ...offer, scope: { storeIds: [shop.storeId] } });
      expect((await shop.cartOf(shop.visitor(), 1)).cart.discount).toEqual(inr(1_255));
      const change = {
        promotionId: made.id,
        version: 1,
        benefit: { kind: 'percent_off' as const, basisPoints: 2_000 },
      };
      const changed = await changePromotion(ctx, change);
      expect(changed).toMatchObject({ version: 2, benefit: { basisPoints: 2_000 }, label: 'Ten off' });
      expect(await refusal(changePromotion(ctx, change))).toBe('conflict');
      expect((await shop.cartOf(shop.visitor(), 1)).cart.discount).toEqual(inr(2_510));
      const ended = await endPromotion(ctx, { promotionId: made.id });
      expect(await endPromotion(ctx, { promotionId: made.id })).toEqual(ended);
      expect((await shop.cartOf(shop.visitor(), 1)).cart.discount).toEqual(inr(0));
      const open = await listPromotions(ctx, { openOnly: 'true', limit: 100 });
      expect(open.data.map(({ id }) => id)).not.toContain(made.id);
      expect((await listPromotions(ctx, { limit: 1 })).data.map(({ id }) => id)).toEqual([made.id]);
      expect((await auditOf(shop.office.db, made.id)).map(({ action }) => action)).toEqual([
        'pricing.create_promotion',
        'pricing.change_promotion',
        'pricing.end_promotion',
      ]);
    });

    it('that does not make sense is refused, and so is whoever may not', async () => {
      const ctx = await shop.owner();
      const wrong = (change: object) => refusal(createPromotion(ctx, { ...offer, ...change }));
      expect(await wrong({ scope: { firstOrderOnly: true } })).toBe('invalid_input');
      expect(await wrong({ validUntil: '2020-01-01T00:00:00.000Z' })).toBe('invalid_input');
      expect(await wrong({ benefit: { kind: 'percent_off', basisPoints: 10_001 } })).toBe('invalid_input');
      const manager = shop.as(await shop.office.join('store_manager', [shop.storeId]));
      expect(await refusal(createPromotion(manager, offer))).toBe('forbidden');
      expect(await refusal(changePromotion(ctx, { promotionId: randomIds.next(), version: 1 }))).toBe('not_found');
    });

    it('shows what it would do before it does anything', async () => {
      const ctx = await shop.owner();
      const { productId, variantId } = shop;
      const bought = [{ productId, quantity: 2, totalPaise: 25_100 }];
      const [order, other] = [placedOrder(bought), placedOrder(bought)];
      const lines = order.lines.map((line) => ({ ...line, variantId }));
      for (const sold of [{ ...order, lines }, other]) {
        await engine.db.batch(writeFacts(await recordsOf(ctx.personal, sold)));
      }
      const preview = await previewPromotion(ctx, { ...offer, scope: { variantIds: [variantId] } });
      // What is no longer sold is left out.
      expect(preview).toEqual({
        data: [{ orderId: order.orderId, before: inr(25_100), after: inr(22_590), isApplied: true, reason: null }],
        before: inr(25_100),
        after: inr(22_590),
        appliedCount: 1,
      });
      const scope = { minSubtotalPaise: 30_000 };
      expect((await previewPromotion(ctx, { ...offer, scope })).data).toMatchObject([
        { isApplied: false, reason: 'It needs goods for Rs 300.00; these are Rs 251.00' },
      ]);
      expect((await listPromotions(ctx, { openOnly: 'true' })).data).toEqual([]);
    });
  });
});
