import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { explainPrice, openCart, setLineDiscount } from '#modules/orders';
import {
  changePriceList,
  listPriceFloors,
  listPriceLists,
  listQuantityBreaks,
  schedulePrices,
  setPriceFloor,
  setQuantityBreaks,
  sweepDuePrices,
} from '#modules/pricing';
import { fixedClock } from '#platform/clock';
import type { Permitted } from '#platform/context';
import { randomIds } from '#platform/ids';
import { inr } from '#platform/money';
import { type Engine, engines } from './engines.ts';
import { openPriceShop, type PriceShop } from './price-shop.ts';
import { auditOf, refusal } from './staff.ts';

describe.each(engines)('prices on $name', (kind) => {
  let engine: Engine;
  let shop: PriceShop;

  beforeAll(async () => {
    engine = await kind.start();
  });
  afterAll(() => engine.stop());
  beforeEach(async () => {
    shop = await openPriceShop(engine.db);
  });

  describe('a price', () => {
    const lineOf = (amount: number, change: object = {}) => ({
      lines: [{ variantId: shop.variantId, price: inr(amount), ...change }],
    });

    it('is that of the buyer: a verified doctor, somebody of an active dealer, everybody else', async () => {
      const staff = await shop.owner();
      for (const [priceList, amount] of [
        ['doctor', 11_000],
        ['dealer', 8_000],
      ] as const) {
        await schedulePrices(staff, { priceList, ...lineOf(amount) });
      }
      const [doctor, dealer] = [await shop.office.join('doctor', 'own'), await shop.office.join('dealer', 'own')];
      const unit = async (ctx: Permitted) => (await shop.cartOf(ctx, 1)).cart;
      expect(await unit(shop.as(doctor))).toMatchObject({ priceList: 'retail', subtotal: inr(12_550) });
      const firm = randomIds.next();
      await engine.db.batch([
        sql`update people set verified_at = now() where id = ${doctor.personId}`,
        sql`insert into dealers (id, name, status, created_at) values (${firm}, 'Gowda', 'active', now())`,
        sql`update people set dealer_id = ${firm} where id = ${dealer.personId}`,
      ]);
      expect(await unit(shop.as(doctor))).toMatchObject({ priceList: 'doctor', subtotal: inr(11_000) });
      expect(await unit(shop.as(dealer))).toMatchObject({ priceList: 'dealer', subtotal: inr(8_000) });
      await engine.db.query(sql`update dealers set status = 'suspended' where id = ${firm}`);
      expect(await unit(shop.as(dealer))).toMatchObject({ priceList: 'retail', subtotal: inr(12_550) });
      expect(await unit(shop.visitor())).toMatchObject({ priceList: 'retail', subtotal: inr(12_550) });
    });

    it('of a list without tax gets it on top, and a price of the shop is taken over without it', async () => {
      const staff = await shop.owner();
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
      const staff = await shop.owner();
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
      shop.office.clock.advanceMs(1_000);
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
      const staff = await shop.owner();
      const day = '2026-12-01T00:00:00.000Z';
      const { variantId, storeId, productId } = shop;
      const card = async () => {
        const [row] = await engine.db.query<{ price_from_paise: number }>(
          sql`select price_from_paise from product_cards where product_id = ${productId}`,
        );
        return row?.price_from_paise;
      };
      await engine.db.query(sql`select refresh_product_cards(array[${productId}::uuid])`);
      const preview = await schedulePrices(staff, { ...lineOf(12_900), validFrom: day, isPreview: true });
      expect(preview.data).toMatchObject([{ before: inr(12_550), after: inr(12_900), changeBasisPoints: 279 }]);
      expect((await explainPrice(staff, { variantId, storeId, at: day })).cart.subtotal).toEqual(inr(12_550));
      await schedulePrices(staff, { ...lineOf(12_900), validFrom: day });
      await schedulePrices(staff, { ...lineOf(12_900), validFrom: day });
      const at = async (moment: string) =>
        (await explainPrice(staff, { variantId, storeId, at: moment })).cart.subtotal;
      expect([await at('2026-11-30T23:59:59.999Z'), await at(day)]).toEqual([inr(12_550), inr(12_900)]);
      const later = (moment: string) => ({ ...shop.office.platform, objects: shop.objects, clock: fixedClock(moment) });
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
      const cashier = shop.as(
        await shop.office.join('cashier', [shop.storeId], { limits: { discountBasisPoints: 500 } }),
      );
      const { cartId, token, lineId } = await shop.cartOf(shop.visitor(), 2);
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
      const elsewhere = shop.as(await shop.office.join('cashier', [randomIds.next()]));
      expect(await refusal(give(elsewhere, { kind: 'percent', basisPoints: 1 }))).toBe('forbidden');
      expect(await refusal(give(shop.visitor(), { kind: 'percent', basisPoints: 1 }))).toBe('unauthenticated');
      expect((await give(cashier, null)).discount).toEqual(inr(0));
      expect(await auditOf(shop.office.db, cartId)).toMatchObject([
        { action: 'orders.discount', after: { reduction: { kind: 'percent', basisPoints: 500 } } },
        { action: 'orders.discount', after: { reduction: { kind: 'amount', perPiecePaise: 627 } } },
        { action: 'orders.discount', after: null },
      ]);
    });

    it('leads below the floor with the permission only', async () => {
      await setPriceFloor(await shop.owner(), {
        scope: 'variant',
        scopeId: shop.variantId,
        rule: { kind: 'price', floorPaise: 12_000 },
      });
      const manager = shop.as(await shop.office.join('store_manager', [shop.storeId]));
      const { cartId, token, lineId } = await shop.cartOf(shop.visitor(), 1);
      const half = { cartId, token, lineId, reason, reduction: { kind: 'percent' as const, basisPoints: 5_000 } };
      expect((await setLineDiscount(manager, half)).discount).toEqual(inr(550));
      expect((await setLineDiscount(manager, { ...half, belowFloor: true })).discount).toEqual(inr(6_275));
    });
  });

  describe('a cart of the till', () => {
    it('and a list that somebody chose are for staff of the store', async () => {
      const cashier = shop.as(await shop.office.join('cashier', [shop.storeId]));
      const { storeId } = shop;
      expect(await openCart(cashier, { storeId, channel: 'till', priceList: 'doctor' })).toMatchObject({
        channel: 'till',
      });
      const other = shop.as(await shop.office.join('cashier', [randomIds.next()]));
      for (const opening of [{ channel: 'till' as const }, { priceList: 'dealer' as const }]) {
        expect(await refusal(openCart(shop.visitor(), { storeId, ...opening }))).toBe('unauthenticated');
        expect(await refusal(openCart(other, { storeId, ...opening }))).toBe('forbidden');
      }
      const dealer = shop.as(await shop.office.join('dealer', 'own'));
      expect(await openCart(dealer, { storeId, channel: 'dealer' })).toMatchObject({ channel: 'dealer' });
      expect(await refusal(openCart(dealer, { storeId, channel: 'till' }))).toBe('forbidden');
    });
  });
});
