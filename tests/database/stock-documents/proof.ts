import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import {
  adjustStock,
  listBatchMovements,
  listDifferences,
  listProofs,
  proveStore,
  repairLedger,
  sweepStock,
} from '#modules/stock-documents';
import { randomIds } from '#platform/ids';
import { refusal } from '../staff.ts';
import { HOUR_MS, type StockShop } from '../stock-shop.ts';

export function describeProof(shop: StockShop): void {
  describe('the nightly proof', () => {
    /** Minute by minute until the store's turn has come: the tests before this one have left their stores. */
    const nightly = async () => {
      for (let minute = 0; minute < 30; minute++) {
        await sweepStock(shop.platform);
        const { data } = await listProofs(shop.as(shop.manager), { storeId: shop.pune.storeId });
        if (data[0]?.status !== 'running' && data[0]?.status !== 'repairing') return data[0];
      }
      return undefined;
    };
    const nextNight = () => shop.office.clock.advanceMs(24 * HOUR_MS);

    it('agrees once a night, while the store sells on and the ledger lags behind', async () => {
      const { variantId } = await shop.newBatch({ at: shop.pune, quantity: 9 });
      await shop.world.report(shop.pune.storeId);
      const room = shop.world.objects.stockRoom(shop.pune.storeId);
      await room.hold({ holdId: 'h', lines: [{ variantId, quantity: 2 }], channel: 'web', holdMs: HOUR_MS });
      await room.commit('h', 'order');
      const first = await nightly();
      expect(first).toMatchObject({ status: 'agrees', batchesChecked: 1, kind: 'nightly' });
      expect((await nightly())?.id).toBe(first?.id);
      nextNight();
      await shop.world.report(shop.pune.storeId);
      const second = await nightly();
      expect([second?.status, second?.id === first?.id]).toEqual(['agrees', false]);
    });

    it('finds what the ledger has lost or made up, and mends what was lost from the store’s own movements', async () => {
      const { batchId, variantId } = await shop.newBatch({ at: shop.pune, quantity: 9 });
      await adjustStock(shop.as(shop.manager), {
        storeId: shop.pune.storeId,
        key: 'd',
        reason: 'damage',
        lines: [{ batchId, quantity: 2 }],
      });
      await shop.world.report(shop.pune.storeId);
      await shop.office.db.query(
        sql`delete from stock_movements where store_id = ${shop.pune.storeId} and kind = 'damage'`,
      );
      nextNight();
      const found = await nightly();
      expect(found).toMatchObject({ status: 'differs', differences: 2 });
      const proofId = found?.id ?? '';
      expect((await listDifferences(shop.as(shop.manager), { proofId })).data).toEqual([
        { batchId, state: 'damaged', standing: 2, ledger: 0 },
        { batchId, state: 'sellable', standing: 7, ledger: 9 },
      ]);
      expect(await refusal(repairLedger(shop.as(shop.manager), { proofId }))).toBe('forbidden');
      const owner = shop.as(await shop.office.join('owner'));
      await repairLedger(owner, { proofId });
      expect(await nightly()).toMatchObject({ id: proofId, status: 'repaired', differences: 0 });
      const movements = await listBatchMovements(shop.as(shop.manager), { batchId, limit: 2 });
      expect(movements.data.map(({ kind: moved, document }) => [moved, document])).toEqual([
        ['receipt', null],
        ['damage', 'adjustment'],
      ]);
      expect(movements.nextCursor).not.toBeNull();
      await shop.office.db.query(sql`insert into stock_movements (store_id, shard, sequence, batch_id, variant_id, state, kind, quantity,
        reference, occurred_at) values (${shop.pune.storeId}, 0, 99, ${randomIds.next()}, ${variantId}, 'sellable', 'receipt', 5, 'made up', now())`);
      const byHand = await proveStore(owner, { storeId: shop.pune.storeId, key: 'look' });
      expect(byHand).toMatchObject({ status: 'differs', differences: 1 });
    });
  });
}
