import { describe, expect, it } from 'vitest';
import {
  approveCount,
  askRecount,
  countSheet,
  enterCounts,
  getCount,
  listCountEntries,
  openCount,
  submitCount,
  sweepStock,
} from '#modules/stock-documents';
import type { Permitted } from '#platform/context';
import { refusal } from '../staff.ts';
import { dieEverywhere, HOUR_MS, type StockShop } from '../stock-shop.ts';

export function describeCounts(shop: StockShop): void {
  describe('a count', () => {
    const sell = async (variantId: string, quantity: number) => {
      const room = shop.world.objects.stockRoom(shop.pune.storeId);
      const holdId = `sale-${Math.abs(quantity)}-${variantId}`;
      await room.hold({ holdId, lines: [{ variantId, quantity }], channel: 'web', holdMs: HOUR_MS });
      const sold = await room.commit(holdId, holdId);
      expect(sold.ok).toBe(true);
    };
    const counted = async (batchId: string, figure: number, variantIds: string[] | null = null) => {
      const keeper = shop.as(shop.keeper);
      const { id } = await openCount(keeper, { storeId: shop.pune.storeId, key: `count-${batchId}`, variantIds });
      await enterCounts(keeper, { countId: id, entries: [{ batchId, counted: figure }] });
      return id;
    };

    it('is blind: neither its sheet nor its figures tell how much there should be until it is submitted', async () => {
      const { batchId, variantId } = await shop.newBatch({ at: shop.pune, quantity: 10 });
      const keeper = shop.as(shop.keeper);
      const countId = await counted(batchId, 8, [variantId]);
      const told = [
        await countSheet(keeper, { countId }),
        await getCount(keeper, { countId }),
        await listCountEntries(keeper, { countId }),
      ];
      expect(told[0]).toMatchObject({ data: [{ batchId, batchNumber: 'B-1' }], nextCursor: null });
      expect(JSON.stringify(told)).not.toMatch(/:10[,}]/);
      expect(told[2]).toMatchObject({ data: [{ counted: 8, expected: null, difference: null }] });
      await submitCount(keeper, { countId });
      expect(await listCountEntries(keeper, { countId })).toMatchObject({ data: [{ expected: 10, difference: -2 }] });
    });

    it('books the difference, not the figure, so that sales before its approval stay sold', async () => {
      const { batchId, variantId } = await shop.newBatch({ at: shop.pune, quantity: 10 });
      await sell(variantId, 1);
      const countId = await counted(batchId, 8);
      await sell(variantId, 3);
      // The answer was lost and the handheld sends the same figure again: the moment that it stands for has not moved.
      await enterCounts(shop.as(shop.keeper), { countId, entries: [{ batchId, counted: 8 }] });
      await submitCount(shop.as(shop.keeper), { countId });
      await sell(variantId, 2);
      const done = await approveCount(shop.as(shop.keeper), { countId, key: 'ok' });
      expect(done).toMatchObject({ status: 'posted', valuePaise: 5_000 });
      expect(await shop.pieces(shop.pune.storeId, batchId)).toEqual({ sellable: 3 });
    });

    it('is approved by somebody else above its limit, booked once, and after a recount by what was counted last', async () => {
      const { batchId } = await shop.newBatch({ at: shop.pune, quantity: 100 });
      const countId = await counted(batchId, 40);
      const [keeper, manager] = [shop.as(shop.keeper), shop.as(shop.manager)];
      await submitCount(keeper, { countId });
      expect(await refusal(approveCount(keeper, { countId, key: 'own' }))).toBe('forbidden');
      await askRecount(manager, { countId, batchIds: [batchId] });
      expect(await refusal(submitCount(keeper, { countId }))).toBe('illegal_transition');
      await enterCounts(keeper, { countId, entries: [{ batchId, counted: 50 }] });
      await submitCount(keeper, { countId });
      const approve = (key: string) => refusal(approveCount(manager, { countId, key }));
      const outcomes = await Promise.all([approve('a'), approve('a'), approve('b')]);
      expect(outcomes).toContain('done');
      expect(await shop.pieces(shop.pune.storeId, batchId)).toEqual({ sellable: 50 });
    });

    it('is not entered while goods are on their way between the objects of a store that is being spread', async () => {
      const { batchId } = await shop.newBatch({ at: shop.pune, quantity: 10 });
      const keeper = shop.as(shop.keeper);
      const { id: countId } = await openCount(keeper, { storeId: shop.pune.storeId, key: 'moving', variantIds: null });
      const settled = await keeper.objects.stockRoom(shop.pune.storeId).layout();
      // It begins or ends to move while the shelf is looked at.
      const moving = { ...settled, version: 1, phase: 'moving' } as const;
      for (const layouts of [[moving], [settled, moving], [moving, settled], [settled, { ...settled, version: 3 }]]) {
        let asked = 0;
        const layout = async () => layouts[Math.min(asked++, layouts.length - 1)] ?? settled;
        const stockRoom = (storeId: string) =>
          new Proxy(keeper.objects.stockRoom(storeId), {
            get: (room, name) => (name === 'layout' ? layout : Reflect.get(room, name)),
          });
        const rearranged: Permitted = { ...keeper, objects: { ...keeper.objects, stockRoom } };
        const enters = enterCounts(rearranged, { countId, entries: [{ batchId, counted: 10 }] });
        expect(await refusal(enters)).toBe('in_progress');
      }
      expect(await getCount(keeper, { countId })).toMatchObject({ entries: 0 });
    });

    it('books what two people found missing once: another count of the same shelf is counted anew', async () => {
      const { batchId } = await shop.newBatch({ at: shop.pune, quantity: 10 });
      const [keeper, manager] = [shop.as(shop.keeper), shop.as(shop.manager)];
      const countOf = async (key: string) => {
        const { id } = await openCount(keeper, { storeId: shop.pune.storeId, key, variantIds: null });
        await enterCounts(keeper, { countId: id, entries: [{ batchId, counted: 9 }] });
        await submitCount(keeper, { countId: id });
        return id;
      };
      const counts = [await countOf('mine'), await countOf('yours')];
      shop.office.clock.advanceMs(1_000);
      const approve = (countId: string, key: string) => refusal(approveCount(manager, { countId, key }));
      const outcomes = await Promise.all(counts.map((countId) => approve(countId, 'ok')));
      expect(outcomes.toSorted()).toEqual(['conflict', 'done']);
      expect(await shop.pieces(shop.pune.storeId, batchId)).toEqual({ sellable: 9 });
      const other = counts[outcomes.indexOf('conflict')] ?? '';
      expect(await refusal(approveCount(manager, { countId: other, key: 'later' }))).toBe('conflict');
      await askRecount(manager, { countId: other, batchIds: [batchId] });
      shop.office.clock.advanceMs(1_000);
      await enterCounts(keeper, { countId: other, entries: [{ batchId, counted: 9 }] });
      await submitCount(keeper, { countId: other });
      expect(await approve(other, 'again')).toBe('done');
      expect(await shop.pieces(shop.pune.storeId, batchId)).toEqual({ sellable: 9 });
    });

    it('survives a process that dies between any two calls of its approval', async () => {
      const died = await dieEverywhere(async () => {
        const { batchId } = await shop.newBatch({ at: shop.pune, quantity: 10 });
        const countId = await counted(batchId, 8);
        await submitCount(shop.as(shop.keeper), { countId });
        return {
          as: shop.as(shop.manager),
          deed: (ctx) => approveCount(ctx, { countId, key: 'ok' }),
          async check(at) {
            if (at % 2 === 0) {
              shop.office.clock.advanceMs(HOUR_MS);
              await sweepStock(shop.platform);
            }
            await approveCount(shop.as(shop.manager), { countId, key: 'ok' });
            expect(await shop.pieces(shop.pune.storeId, batchId)).toEqual({ sellable: 8 });
          },
        };
      });
      expect(died).toBeGreaterThan(4);
    });
  });
}
