import { describe, expect, it } from 'vitest';
import { adjustStock, approveAdjustment, quarantineStock, rejectAdjustment } from '#modules/stock-documents';
import { refusal } from '../staff.ts';
import type { StockShop } from '../stock-shop.ts';

export function describeAdjustments(shop: StockShop): void {
  describe('an adjustment', () => {
    const line = (batchId: string, quantity: number) => [{ batchId, quantity }];
    const adjust = (reason: string, batchId: string, quantity: number, key = reason) =>
      adjustStock(shop.as(shop.manager), { storeId: shop.pune.storeId, key, reason, lines: line(batchId, quantity) });

    it('moves pieces as its reason says, once per key, and never below nothing', async () => {
      const { batchId } = await shop.newBatch({ at: shop.pune, quantity: 10, costPaise: 100 });
      const [first, again] = await Promise.all([adjust('damage', batchId, 2), adjust('damage', batchId, 2)]);
      expect([first.status, again.id]).toEqual(['posted', first.id]);
      await adjust('found', batchId, 1);
      await adjust('sample', batchId, 3);
      expect(await shop.pieces(shop.pune.storeId, batchId)).toEqual({ sellable: 6, damaged: 2 });
      expect(await refusal(adjust('breakage', batchId, 1))).toBe('invalid_input');
      expect(await refusal(adjust('damage', batchId, 7, 'more'))).toBe('out_of_stock');
      expect(await refusal(adjust('damage', batchId, 3))).toBe('idempotency_mismatch');
      expect(await refusal(adjust('count_difference', batchId, 1))).toBe('invalid_input');
    });

    it('above the limit of its reason waits for somebody else', async () => {
      const { batchId } = await shop.newBatch({ at: shop.pune, quantity: 10 });
      const theft = await adjust('theft', batchId, 4);
      expect(theft).toMatchObject({ status: 'awaiting_approval', valuePaise: 20_000 });
      expect(await shop.pieces(shop.pune.storeId, batchId)).toEqual({ sellable: 10 });
      const approve = (actor: typeof shop.owner) =>
        refusal(approveAdjustment(shop.as(actor), { adjustmentId: theft.id }));
      expect(await approve(shop.manager)).toBe('forbidden');
      expect(await approve(shop.keeper)).toBe('forbidden');
      const outcomes = await Promise.all([approve(shop.owner), approve(shop.owner)]);
      expect(outcomes).toContain('done');
      expect(await shop.pieces(shop.pune.storeId, batchId)).toEqual({ sellable: 6 });
      expect(await refusal(rejectAdjustment(shop.as(shop.owner), { adjustmentId: theft.id, note: 'Too late' }))).toBe(
        'illegal_transition',
      );
    });

    it('sets aside at the shelf what somebody must look at, and gives it back', async () => {
      const { batchId } = await shop.newBatch({ at: shop.pune, quantity: 5 });
      const keeper = shop.as(shop.keeper);
      const wanted = { storeId: shop.pune.storeId, key: 'q', reason: 'quarantine', lines: line(batchId, 2) };
      expect(await refusal(adjustStock(keeper, wanted))).toBe('forbidden');
      await quarantineStock(keeper, wanted);
      expect(await shop.pieces(shop.pune.storeId, batchId)).toEqual({ sellable: 3, quarantined: 2 });
      await quarantineStock(keeper, { ...wanted, key: 'r', reason: 'release', lines: line(batchId, 2) });
      expect(await shop.pieces(shop.pune.storeId, batchId)).toEqual({ sellable: 5 });
      expect(await refusal(quarantineStock(keeper, { ...wanted, key: 't', reason: 'theft' }))).toBe('invalid_input');
    });
  });
}
