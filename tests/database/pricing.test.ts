import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  addCartLine,
  applyChange,
  applyCoupon,
  explainPrice,
  newCart,
  openCart,
  previewPromotion,
  removeCoupon,
  setLineDiscount,
} from '#modules/orders';
import {
  changePriceList,
  changePromotion,
  createCoupons,
  createPromotion,
  disableCoupon,
  endPromotion,
  listCoupons,
  listPriceFloors,
  listPriceLists,
  listPromotions,
  listQuantityBreaks,
  schedulePrices,
  setPriceFloor,
  setQuantityBreaks,
  sweepDuePrices,
} from '#modules/pricing';
import { fixedClock } from '#platform/clock';
import type { Permitted } from '#platform/context';
import { type AppError, succeed } from '#platform/errors';
import { randomIds } from '#platform/ids';
import { inr } from '#platform/money';
import type { CartState, CheckoutDoor, Objects } from '#platform/objects';
import { openSampleShop, type SampleShop } from '../../durable-objects/checkout/sample-shop.test-support.ts';
import { CouponBookRecords } from '../../durable-objects/coupon-book/coupon-book-records.ts';
import { nodeSql } from '../../durable-objects/node-sql.test-support.ts';
import { type Engine, engines } from './engines.ts';
import { auditOf, type Office, openOffice, refusal } from './staff.ts';

/** The words in which something was refused. */
const words = (work: Promise<unknown>): Promise<string | undefined> =>
  work.then(
    () => 'done',
    (error: AppError) => error.errors[0]?.message ?? error.message,
  );

describe.each(engines)('prices on $name', (kind) => {
  let engine: Engine;
  let office: Office;
  let shop: SampleShop;
  let objects: Objects;
  let carts: Map<string, CartState>;

  beforeAll(async () => {
    engine = await kind.start();
  });
  afterAll(() => engine.stop());
  beforeEach(async () => {
    office = openOffice(engine.db);
    carts = new Map();
    objects = objectsInNode();
    shop = await openSampleShop({ ...office.platform, objects }, randomIds.next().slice(-6), [0, 0]);
    await engine.db.query(sql`update promotions set valid_until = now() - interval '1 year' where valid_until is null`);
    await engine.db.query(sql`update promotions set valid_from = now() - interval '2 years' where valid_from > now()`);
  });

  /** Real books of coupons, and carts that change by the object's own rule. */
  function objectsInNode(): Objects {
    const books = new Map<string, CouponBookRecords>();
    const checkout = (id: string): Partial<CheckoutDoor> => ({
      async open(opening) {
        carts.set(id, newCart(opening));
        return succeed(carts.get(id) as CartState);
      },
      async read() {
        return succeed(carts.get(id) as CartState);
      },
      async change(_token, ...change) {
        const changed = applyChange(carts.get(id) as CartState, ...change);
        if (changed.ok) carts.set(id, changed.value);
        return changed;
      },
    });
    return {
      outboxRelay: () => ({ kick: async () => undefined }),
      checkout,
      couponBook(code: string) {
        const book = books.get(code) ?? new CouponBookRecords(nodeSql());
        books.set(code, book);
        return {
          reserve: async (use: Parameters<CouponBookRecords['reserve']>[0]) => book.reserve(use, Date.now()),
          uses: async () => book.uses(Date.now()),
        };
      },
    } as unknown as Objects;
  }

  const as = (actor: Permitted['actor']): Permitted => ({ ...office.as(actor), objects });
  const visitor = () => as({ kind: 'anonymous' });
  const owner = async () => as(await office.join('owner'));

  /** A cart with so many of the shop's variant, at Rs 125.50. */
  async function cartOf(ctx: Permitted, quantity: number) {
    const { id: cartId, token } = await openCart(ctx, { storeId: shop.storeId });
    const { variantId } = shop;
    const cart = await addCartLine(ctx, { cartId, token, variantId, quantity });
    return { cartId, token, lineId: cart.lines[0]?.id ?? '', cart };
  }

  const offer = { label: 'Ten off', benefit: { kind: 'percent_off', basisPoints: 1_000 } } as const;
  const named = (code: string, rest: object = {}) => ({ kind: 'named' as const, code, ...rest });

  describe('a coupon', () => {
    async function coupon(code: string, rest: object = {}, change: object = {}) {
      const ctx = await owner();
      const promotion = await createPromotion(ctx, { ...offer, needsCode: true, ...change });
      await createCoupons(ctx, { promotionId: promotion.id, idempotencyKey: code, coupons: named(code, rest) });
      return { ctx, promotion };
    }

    it('takes its share off in one round trip, says why, and goes again', async () => {
      await coupon('TEN');
      const ctx = visitor();
      const { cartId, token } = await cartOf(ctx, 2);
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
      const ctx = visitor();
      const { cartId, token } = await cartOf(ctx, 1);
      const why = (code: string) => words(applyCoupon(ctx, { cartId, token, code }));
      expect(await why('NEVER')).toBe('There is no such coupon');
      expect(await why('LATER')).toBe('This coupon is valid from 2027-01-01 on');
      expect(await why('RICH')).toBe('It needs goods for Rs 1,000.00; these are Rs 125.50');
      expect(await why('FIRST')).toBe('It is for the first order of an account: sign in to use it');
      expect(await why('OFF')).toBe('This coupon is no longer valid');
      const use = { useId: 'o', personKey: 'p', limits: { total: 1, perPerson: 1 }, untilMs: Date.now() + 60_000 };
      await objects.couponBook('ONCE').reserve(use);
      expect(await why('ONCE')).toBe('This coupon has been used as often as it may be');
      await endPromotion(staff, { promotionId: promotion.id });
      expect(await why('TENNER')).toBe('This coupon has expired');
      expect(carts.get(cartId)?.couponCodes).toEqual([]);
    });

    it('for a first order is for an account that has none', async () => {
      await coupon('FIRST-EVER', { perPersonLimit: null }, { scope: { firstOrderOnly: true } });
      const ctx = as(await office.join('customer', 'own'));
      const { cartId, token } = await cartOf(ctx, 1);
      expect((await applyCoupon(ctx, { cartId, token, code: 'FIRST-EVER' })).discount).toEqual(inr(1_255));
      expect(carts.get(cartId)?.terms.promotions[0]?.coupon?.limits).toEqual({ total: null, perPerson: 1 });
    });
  });

  describe('coupons by the hundred', () => {
    it('are made once per key, however often they are asked for, at once too', async () => {
      const ctx = await owner();
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
      const audit = await auditOf(office.db, promotionId);
      expect(audit.filter(({ action }) => action === 'pricing.create_coupons')).toHaveLength(1);
      const page = await listCoupons(ctx, { promotionId, limit: 60 });
      const rest = await listCoupons(ctx, { promotionId, limit: 60, cursor: String(page.nextCursor) });
      expect([page.data.length, rest.data.length, rest.nextCursor]).toEqual([60, 40, null]);
    });

    it('take no code that is taken, and none of a promotion that everybody gets', async () => {
      const ctx = await owner();
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
      const ctx = await owner();
      const made = await createPromotion(ctx, { ...offer, scope: { storeIds: [shop.storeId] } });
      expect((await cartOf(visitor(), 1)).cart.discount).toEqual(inr(1_255));
      const change = {
        promotionId: made.id,
        version: 1,
        benefit: { kind: 'percent_off' as const, basisPoints: 2_000 },
      };
      const changed = await changePromotion(ctx, change);
      expect(changed).toMatchObject({ version: 2, benefit: { basisPoints: 2_000 }, label: 'Ten off' });
      expect(await refusal(changePromotion(ctx, change))).toBe('conflict');
      expect((await cartOf(visitor(), 1)).cart.discount).toEqual(inr(2_510));
      const ended = await endPromotion(ctx, { promotionId: made.id });
      expect(await endPromotion(ctx, { promotionId: made.id })).toEqual(ended);
      expect((await cartOf(visitor(), 1)).cart.discount).toEqual(inr(0));
      const open = await listPromotions(ctx, { openOnly: 'true', limit: 100 });
      expect(open.data.map(({ id }) => id)).not.toContain(made.id);
      expect((await listPromotions(ctx, { limit: 1 })).data.map(({ id }) => id)).toEqual([made.id]);
      expect((await auditOf(office.db, made.id)).map(({ action }) => action)).toEqual([
        'pricing.create_promotion',
        'pricing.change_promotion',
        'pricing.end_promotion',
      ]);
    });

    it('that does not make sense is refused, and so is whoever may not', async () => {
      const ctx = await owner();
      const wrong = (change: object) => refusal(createPromotion(ctx, { ...offer, ...change }));
      expect(await wrong({ scope: { firstOrderOnly: true } })).toBe('invalid_input');
      expect(await wrong({ validUntil: '2020-01-01T00:00:00.000Z' })).toBe('invalid_input');
      expect(await wrong({ benefit: { kind: 'percent_off', basisPoints: 10_001 } })).toBe('invalid_input');
      const manager = as(await office.join('store_manager', [shop.storeId]));
      expect(await refusal(createPromotion(manager, offer))).toBe('forbidden');
      expect(await refusal(changePromotion(ctx, { promotionId: randomIds.next(), version: 1 }))).toBe('not_found');
    });

    it('shows what it would do before it does anything', async () => {
      const ctx = await owner();
      const preview = await previewPromotion(ctx, offer);
      expect(preview).toEqual({ data: [], before: inr(0), after: inr(0), appliedCount: 0 });
    });
  });

  describe('a price', () => {
    const lineOf = (amount: number, change: object = {}) => ({
      lines: [{ variantId: shop.variantId, price: inr(amount), ...change }],
    });

    it('is that of the buyer: a verified doctor, somebody of an active dealer, everybody else', async () => {
      const staff = await owner();
      for (const [priceList, amount] of [
        ['doctor', 11_000],
        ['dealer', 8_000],
      ] as const) {
        await schedulePrices(staff, { priceList, ...lineOf(amount) });
      }
      const [doctor, dealer] = [await office.join('doctor', 'own'), await office.join('dealer', 'own')];
      const unit = async (ctx: Permitted) => (await cartOf(ctx, 1)).cart;
      expect(await unit(as(doctor))).toMatchObject({ priceList: 'retail', subtotal: inr(12_550) });
      const firm = randomIds.next();
      await engine.db.batch([
        sql`update people set verified_at = now() where id = ${doctor.personId}`,
        sql`insert into dealers (id, name, status, created_at) values (${firm}, 'Gowda', 'active', now())`,
        sql`update people set dealer_id = ${firm} where id = ${dealer.personId}`,
      ]);
      expect(await unit(as(doctor))).toMatchObject({ priceList: 'doctor', subtotal: inr(11_000) });
      expect(await unit(as(dealer))).toMatchObject({ priceList: 'dealer', subtotal: inr(8_000) });
      await engine.db.query(sql`update dealers set status = 'suspended' where id = ${firm}`);
      expect(await unit(as(dealer))).toMatchObject({ priceList: 'retail', subtotal: inr(12_550) });
      expect(await unit(visitor())).toMatchObject({ priceList: 'retail', subtotal: inr(12_550) });
    });

    it('of a list without tax gets it on top, and a price of the shop is taken over without it', async () => {
      const staff = await owner();
      const till = { storeId: shop.storeId, priceList: 'dealer' as const, variantId: shop.variantId };
      await changePriceList(staff, { code: 'dealer', name: 'Dealers', taxIncluded: false });
      const shopPrice = await explainPrice(staff, till);
      expect(shopPrice.cart).toMatchObject({ taxIncluded: false, subtotal: inr(11_952) });
      await schedulePrices(staff, { priceList: 'dealer', ...lineOf(10_000) });
      const { cart } = await explainPrice(staff, { ...till, quantity: 10 });
      // Goods for Rs 1,000.00, 5 % on top, delivery is free.
      expect(cart).toMatchObject({
        taxIncluded: false,
        subtotal: inr(100_000),
        tax: { taxable: inr(100_000), cgst: inr(2_500), sgst: inr(2_500) },
        total: inr(105_000),
      });
      await changePriceList(staff, { code: 'dealer', name: 'Dealers', taxIncluded: true });
      expect((await listPriceLists(staff)).data).toContainEqual({ code: 'dealer', name: 'Dealers', taxIncluded: true });
    });

    it('falls with the quantity, and stops at the floor whoever asks without the permission', async () => {
      const staff = await owner();
      const { variantId, storeId } = shop;
      const breaks = [
        { minQuantity: 10, price: inr(11_000) },
        { minQuantity: 5, price: inr(12_000) },
      ];
      await setQuantityBreaks(staff, { variantId, breaks });
      const subtotal = async (quantity: number) =>
        (await explainPrice(staff, { variantId, storeId, quantity })).cart.subtotal;
      expect([await subtotal(4), await subtotal(5), await subtotal(10)]).toEqual([
        inr(50_200),
        inr(60_000),
        inr(110_000),
      ]);
      await setPriceFloor(staff, { scope: 'variant', scopeId: variantId, rule: { kind: 'price', floorPaise: 11_500 } });
      expect(await subtotal(10)).toEqual(inr(115_000));
      office.clock.advanceMs(1_000);
      await setQuantityBreaks(staff, { variantId, breaks: breaks.slice(1) });
      expect((await listQuantityBreaks(staff, { variantId })).breaks).toEqual([{ minQuantity: 5, price: inr(12_000) }]);
      await setPriceFloor(staff, { scope: 'variant', scopeId: variantId, rule: null });
      const floors = await listPriceFloors(staff, { limit: 100 });
      expect(floors.data.filter(({ scopeId }) => scopeId === variantId)).toEqual([]);
      expect(await refusal(setPriceFloor(staff, { scope: 'company', scopeId: variantId, rule: null }))).toBe(
        'invalid_input',
      );
      expect(await refusal(setPriceFloor(staff, { scope: 'brand', scopeId: variantId, rule: null }))).toBe(
        'invalid_input',
      );
    });

    it('of the future is known to whoever asks for it, and to carts and cards from its day on', async () => {
      const staff = await owner();
      const day = '2026-12-01T00:00:00.000Z';
      const { variantId, storeId, productId } = shop;
      const card = async () => {
        const [row] = await engine.db.query<{ price_from_paise: number }>(
          sql`select price_from_paise from product_cards where product_id = ${productId}`,
        );
        return row?.price_from_paise;
      };
      await engine.db.query(sql`select refresh_product_cards(array[${productId}::uuid])`);
      await sweepDuePrices(office.platform);
      const preview = await schedulePrices(staff, { ...lineOf(12_900), validFrom: day, isPreview: true });
      expect(preview.data).toMatchObject([{ before: inr(12_550), after: inr(12_900), changeBasisPoints: 279 }]);
      expect((await explainPrice(staff, { variantId, storeId, at: day })).cart.subtotal).toEqual(inr(12_550));
      await schedulePrices(staff, { ...lineOf(12_900), validFrom: day });
      await schedulePrices(staff, { ...lineOf(12_900), validFrom: day });
      const at = async (moment: string) =>
        (await explainPrice(staff, { variantId, storeId, at: moment })).cart.subtotal;
      expect([await at('2026-11-30T23:59:59.999Z'), await at(day)]).toEqual([inr(12_550), inr(12_900)]);
      const later = (moment: string) => ({ ...office.platform, objects, clock: fixedClock(moment) });
      expect([await sweepDuePrices(later('2026-11-30T23:00:00.000Z')), await card()]).toEqual([0, 12_550]);
      // The database's own clock makes the card; what the sweep does is to find it.
      expect(await sweepDuePrices(later('2026-12-01T00:01:00.000Z'))).toBe(1);
      expect(await sweepDuePrices(later('2026-12-01T00:02:00.000Z'))).toBe(0);
      expect(await refusal(schedulePrices(staff, { ...lineOf(1), validFrom: '2020-01-01T00:00:00.000Z' }))).toBe(
        'invalid_input',
      );
      expect(await refusal(schedulePrices(staff, lineOf(14_000)))).toBe('invalid_input');
      expect(await refusal(schedulePrices(staff, lineOf(100, { variantId: randomIds.next() })))).toBe('invalid_input');
    });
  });

  describe('a discount of staff', () => {
    const reason = 'Label is torn';

    it('is within the limit of the grant, in the store of the cart, and on record', async () => {
      const cashier = as(await office.join('cashier', [shop.storeId], { limits: { discountBasisPoints: 500 } }));
      const { cartId, token, lineId } = await cartOf(visitor(), 2);
      const give = (
        ctx: Permitted,
        reduction: Parameters<typeof setLineDiscount>[1]['reduction'],
        belowFloor = false,
      ) => setLineDiscount(ctx, { cartId, token, lineId, reduction, reason, belowFloor });
      expect((await give(cashier, { kind: 'percent', basisPoints: 500 })).discount).toEqual(inr(1_255));
      expect(await refusal(give(cashier, { kind: 'percent', basisPoints: 501 }))).toBe('forbidden');
      expect(await refusal(give(cashier, { kind: 'amount', perPiecePaise: 628 }))).toBe('forbidden');
      expect((await give(cashier, { kind: 'amount', perPiecePaise: 627 })).discount).toEqual(inr(1_254));
      expect(await refusal(give(cashier, { kind: 'percent', basisPoints: 1 }, true))).toBe('forbidden');
      const elsewhere = as(await office.join('cashier', [randomIds.next()]));
      expect(await refusal(give(elsewhere, { kind: 'percent', basisPoints: 1 }))).toBe('forbidden');
      expect(await refusal(give(visitor(), { kind: 'percent', basisPoints: 1 }))).toBe('unauthenticated');
      expect((await give(cashier, null)).discount).toEqual(inr(0));
      expect(await auditOf(office.db, cartId)).toMatchObject([
        { action: 'orders.discount', after: { reduction: { kind: 'percent', basisPoints: 500 } } },
        { action: 'orders.discount', after: { reduction: { kind: 'amount', perPiecePaise: 627 } } },
        { action: 'orders.discount', after: null },
      ]);
    });

    it('leads below the floor with the permission only', async () => {
      await setPriceFloor(await owner(), {
        scope: 'variant',
        scopeId: shop.variantId,
        rule: { kind: 'price', floorPaise: 12_000 },
      });
      const manager = as(await office.join('store_manager', [shop.storeId]));
      const { cartId, token, lineId } = await cartOf(visitor(), 1);
      const half = { cartId, token, lineId, reason, reduction: { kind: 'percent' as const, basisPoints: 5_000 } };
      expect((await setLineDiscount(manager, half)).discount).toEqual(inr(550));
      expect((await setLineDiscount(manager, { ...half, belowFloor: true })).discount).toEqual(inr(6_275));
    });
  });

  describe('a cart of the till', () => {
    it('and a list that somebody chose are for staff of the store', async () => {
      const cashier = as(await office.join('cashier', [shop.storeId]));
      const { storeId } = shop;
      expect(await openCart(cashier, { storeId, channel: 'till', priceList: 'doctor' })).toMatchObject({
        channel: 'till',
      });
      const other = as(await office.join('cashier', [randomIds.next()]));
      for (const opening of [{ channel: 'till' as const }, { priceList: 'dealer' as const }]) {
        expect(await refusal(openCart(visitor(), { storeId, ...opening }))).toBe('unauthenticated');
        expect(await refusal(openCart(other, { storeId, ...opening }))).toBe('forbidden');
      }
      const dealer = as(await office.join('dealer', 'own'));
      expect(await openCart(dealer, { storeId, channel: 'dealer' })).toMatchObject({ channel: 'dealer' });
      expect(await refusal(openCart(dealer, { storeId, channel: 'till' }))).toBe('forbidden');
    });
  });
});
