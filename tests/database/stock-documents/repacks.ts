import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import {
  assembleKit,
  decantBatch,
  disassembleKit,
  discardBottle,
  dispense,
  openBottle,
  setKit,
  traceBatch,
} from '#modules/stock-documents';
import { refusal } from '../staff.ts';
import { HOUR_MS, type StockShop } from '../stock-shop.ts';

export function describeRepacks(shop: StockShop): void {
  describe('a repack', () => {
    it('makes small packs of a big one, with the parent on record, its expiry, its cost and the loss', async () => {
      const big = await shop.newBatch({ at: shop.pune, quantity: 2, costPaise: 80_000 });
      await shop.office.db.query(sql`update variants set pack_quantity = 500 where id = ${big.variantId}`);
      const small = await shop.siblingVariant(big.variantId, 30);
      const wanted = {
        storeId: shop.pune.storeId,
        key: 'decant',
        sourceBatchId: big.batchId,
        sourceQuantity: 1,
        targetVariantId: small,
        targetQuantity: 16,
        batchNumber: 'B-1/30',
        mrpPaise: 9_000,
      };
      const keeper = shop.as(shop.keeper);
      expect(await refusal(decantBatch(keeper, { ...wanted, targetQuantity: 17 }))).toBe('invalid_input');
      expect(await refusal(decantBatch(keeper, { ...wanted, expiresOn: '2029-01-01' }))).toBe('invalid_input');
      const [made] = await Promise.all([decantBatch(keeper, wanted), decantBatch(keeper, wanted)]);
      expect(made).toMatchObject({ status: 'posted', lossAmount: 20, lossUnit: 'ml', roundingPaise: 0 });
      const child = made.made[0]?.batchId ?? '';
      expect(made.made).toMatchObject([{ quantity: 16, costPaise: 5_000 }]);
      expect(await shop.pieces(shop.pune.storeId, big.batchId)).toEqual({ sellable: 1 });
      expect(await shop.pieces(shop.pune.storeId, child)).toEqual({ sellable: 16 });
      expect(await traceBatch(keeper, { batchId: child })).toMatchObject({
        expiresOn: '2028-12-31',
        ancestors: [{ batchId: big.batchId, parentQuantity: 1, childQuantity: 16, kind: 'decant' }],
      });
      expect(await traceBatch(keeper, { batchId: big.batchId })).toMatchObject({ descendants: [{ batchId: child }] });
    });

    it('never substitutes a potency silently', async () => {
      const big = await shop.newBatch({ at: shop.pune, quantity: 2 });
      const other = await shop.siblingVariant(big.variantId, 10);
      await shop.office.db.query(sql`update variants set potency_value = 200 where id = ${other}`);
      const wanted = { sourceBatchId: big.batchId, sourceQuantity: 1, targetVariantId: other, targetQuantity: 3 };
      const pack = { storeId: shop.pune.storeId, key: 'potency', batchNumber: 'X', mrpPaise: 100 };
      await expect(decantBatch(shop.as(shop.keeper), { ...wanted, ...pack })).rejects.toMatchObject({
        code: 'invalid_input',
        errors: [{ path: 'targetVariantId', message: 'Is another potency: never substituted silently' }],
      });
    });

    it('makes kits of their parts and takes them apart into the very batches they were made of', async () => {
      const [arnica, kitOf] = [
        await shop.newBatch({ at: shop.pune, quantity: 3, costPaise: 1_001 }),
        await shop.newBatch(),
      ];
      const later = await shop.newBatch({
        at: shop.pune,
        quantity: 9,
        variantId: arnica.variantId,
        expiresOn: '2030-01-31',
      });
      const kitVariantId = kitOf.variantId;
      await setKit(shop.as(shop.owner), { kitVariantId, components: [{ variantId: arnica.variantId, quantity: 2 }] });
      const keeper = shop.as(shop.keeper);
      const base = { storeId: shop.pune.storeId, quantity: 3 };
      const kit = await assembleKit(keeper, { ...base, key: 'k', kitVariantId, batchNumber: 'KIT', mrpPaise: 50_000 });
      expect(await shop.pieces(shop.pune.storeId, later.batchId)).toEqual({ sellable: 6 });
      expect(kit.made[0]?.costPaise).toBe(Math.floor((3 * 1_001 + 3 * 5_000) / 3));
      const kitBatchId = kit.made[0]?.batchId ?? '';
      const apart = (key: string, quantity: number) =>
        refusal(disassembleKit(keeper, { storeId: shop.pune.storeId, key, kitBatchId, quantity }));
      expect(await apart('d', 2)).toBe('done');
      expect(await shop.pieces(shop.pune.storeId, later.batchId)).toEqual({ sellable: 9 });
      expect(await shop.pieces(shop.pune.storeId, arnica.batchId)).toEqual({ sellable: 1 });
      expect(await apart('e', 2)).toBe('invalid_input');
      expect(await apart('d', 2)).toBe('done');
      expect(await shop.pieces(shop.pune.storeId, kitBatchId)).toEqual({ sellable: 1 });
    });

    it('opens a bottle to dispense from it, never more than it holds nor after its last day', async () => {
      const { batchId } = await shop.newBatch({ at: shop.pune, quantity: 2 });
      const keeper = shop.as(shop.keeper);
      const open = { storeId: shop.pune.storeId, key: 'bottle', batchId, discardOn: '2026-12-01' };
      expect(await refusal(openBottle(keeper, { ...open, discardOn: '2029-01-01' }))).toBe('invalid_input');
      const bottle = await openBottle(keeper, open);
      expect(bottle).toMatchObject({ status: 'open', remainingAmount: 30, unit: 'ml' });
      expect(await shop.pieces(shop.pune.storeId, batchId)).toEqual({ sellable: 1 });
      const pour = (amount: number, key: string) =>
        refusal(dispense(shop.as(shop.keeper), { bottleId: bottle.id, amount, key, reference: 'PUN/1' }));
      expect(await Promise.all([pour(20, 'a'), pour(20, 'a')])).toEqual(['done', 'done']);
      expect(await pour(20, 'b')).toBe('conflict');
      expect(await pour(21, 'a')).toBe('idempotency_mismatch');
      shop.office.clock.advanceMs(10 * 24 * HOUR_MS);
      const nextWeek = { ...shop.as(await shop.office.renew(shop.keeper)) };
      const late = dispense(nextWeek, { bottleId: bottle.id, amount: 5, key: 'c', reference: 'PUN/2' });
      expect(await refusal(late)).toBe('conflict');
      expect(await discardBottle(nextWeek, { bottleId: bottle.id, reason: 'Its day is over' })).toMatchObject({
        status: 'discarded',
        remainingAmount: 10,
      });
    });
  });
}
