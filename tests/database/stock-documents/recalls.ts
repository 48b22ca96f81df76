import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { compensateSaga, resumeSaga } from '#modules/sagas';
import {
  decantBatch,
  dispatchTransfer,
  getRecall,
  liftRecall,
  listBatchBuyers,
  listRecallBuyers,
  quarantineStock,
  recallBatch,
  sweepStock,
} from '#modules/stock-documents';
import type { Permitted } from '#platform/context';
import { refusal } from '../staff.ts';
import { dieEverywhere, HOUR_MS, type StockShop, sagaOf, transfersOf } from '../stock-shop.ts';

export function describeRecalls(shop: StockShop): void {
  const { draft, arrive } = transfersOf(shop);
  describe('a recall is one call: it', () => {
    const recall = (batchId: string, key = `recall-${batchId}`) =>
      recallBatch(shop.as(shop.owner), { batchId, reason: 'Wrong strength on the label', key });
    const later = async () => {
      shop.office.clock.advanceMs(HOUR_MS);
      await sweepStock(shop.platform);
    };

    it('quarantines the batch everywhere, and everything that was made of it', async () => {
      const { batchId, variantId } = await shop.newBatch({ at: shop.pune, quantity: 10 });
      const { id } = await draft(variantId, 4);
      await dispatchTransfer(shop.as(shop.keeper), { transferId: id, key: 'go' });
      await arrive(id, 'some', batchId, { received: 3 });
      const small = await shop.siblingVariant(variantId, 10);
      const child = await decantBatch(shop.as(shop.keeper), {
        storeId: shop.thane.storeId,
        key: 'child',
        sourceBatchId: batchId,
        sourceQuantity: 1,
        targetVariantId: small,
        targetQuantity: 3,
        batchNumber: 'B-1/10',
        mrpPaise: 5_000,
      });
      const childId = child.made[0]?.batchId ?? '';
      expect(await refusal(recallBatch(shop.as(shop.manager), { batchId, reason: 'Mine alone', key: 'm' }))).toBe(
        'forbidden',
      );
      const [done] = await Promise.all([recall(batchId), recall(batchId)]);
      expect([done.batchIds.toSorted(), done.reason]).toEqual([
        [batchId, childId].toSorted(),
        'Wrong strength on the label',
      ]);
      expect(await shop.pieces(shop.pune.storeId, batchId)).toEqual({ quarantined: 6 });
      expect(await shop.pieces(shop.thane.storeId, batchId)).toEqual({ quarantined: 2, in_transit: 1 });
      expect(await shop.pieces(shop.thane.storeId, childId)).toEqual({ quarantined: 3 });
      // What was under way arrives, cannot be sold, and follows.
      await arrive(id, 'rest', batchId, { received: 1 });
      await later();
      expect(await shop.pieces(shop.thane.storeId, batchId)).toEqual({ quarantined: 3 });
      const [event] = await shop.office.db.query(sql`select type, data from events where subject = ${batchId}`);
      expect(event).toMatchObject({ type: 'stock.batch_recalled', data: { recallId: done.id } });
      const released = { storeId: shop.pune.storeId, key: 'r', reason: 'release', lines: [{ batchId, quantity: 1 }] };
      expect(await refusal(quarantineStock(shop.as(shop.keeper), released))).toBe('conflict');

      const lift = { recallId: done.id, reason: 'The laboratory found nothing' };
      await Promise.all([liftRecall(shop.as(shop.owner), lift), liftRecall(shop.as(shop.owner), lift)]);
      await later();
      expect((await getRecall(shop.as(shop.manager), { recallId: done.id })).status).toBe('lifted');
      expect(await shop.pieces(shop.pune.storeId, batchId)).toEqual({ sellable: 6 });
      expect(await shop.pieces(shop.thane.storeId, batchId)).toEqual({ sellable: 3 });
      expect((await sagaOf(shop.office.db, done.id))?.status).toBe('compensated');
    });

    it('reaches what is being filled from it at that very moment', async () => {
      const { batchId, variantId } = await shop.newBatch({ at: shop.pune, quantity: 5 });
      const small = await shop.siblingVariant(variantId, 10);
      const keeper = shop.as(shop.keeper);
      const stockRoom = (storeId: string) => {
        const real = shop.world.objects.stockRoom(storeId);
        const book: typeof real.book = async (...input) => {
          const booked = await real.book(...input);
          await recall(batchId);
          return booked;
        };
        return new Proxy(real, { get: (target, name) => (name === 'book' ? book : Reflect.get(target, name)) });
      };
      const meanwhile: Permitted = { ...keeper, objects: { ...keeper.objects, stockRoom } };
      const child = await decantBatch(meanwhile, {
        storeId: shop.pune.storeId,
        key: 'child',
        sourceBatchId: batchId,
        sourceQuantity: 1,
        targetVariantId: small,
        targetQuantity: 3,
        batchNumber: 'B-1/10',
        mrpPaise: 5_000,
      });
      const childId = child.made[0]?.batchId ?? '';
      expect(await shop.pieces(shop.pune.storeId, childId)).toEqual({ quarantined: 3 });
      expect((await shop.standing(shop.pune.storeId, childId)).blockedFor).toContain('recall:');
    });

    it('lets nobody buy what is held in a cart, and sets it aside when the cart lets go', async () => {
      const { batchId, variantId } = await shop.newBatch({ at: shop.pune, quantity: 5 });
      const room = shop.world.objects.stockRoom(shop.pune.storeId);
      const holdMs = HOUR_MS / 2;
      await room.hold({ holdId: 'cart', lines: [{ variantId, quantity: 2 }], channel: 'web', holdMs });
      await recall(batchId);
      expect(await shop.pieces(shop.pune.storeId, batchId)).toEqual({ sellable: 2, quarantined: 3 });
      expect((await room.commit('cart', 'order')).ok).toBe(false);
      await later();
      shop.world.stockBook(shop.pune.storeId).expireDue(shop.office.clock.now().getTime());
      await later();
      expect(await shop.pieces(shop.pune.storeId, batchId)).toEqual({ quarantined: 5 });
    });

    it('lists every buyer, and stops the orders that have not left', async () => {
      const { batchId, variantId } = await shop.newBatch({ at: shop.pune, quantity: 5 });
      const [waiting, gone] = [
        await shop.newOrder('placed', variantId, batchId),
        await shop.newOrder('shipped', variantId, batchId),
      ];
      const done = await recall(batchId);
      expect([done.buyers, done.stoppedOrders, done.status]).toEqual([2, 1, 'active']);
      const stopped = () =>
        shop.office.db.query(sql`select stopped_for from orders where id in (${waiting}, ${gone}) order by status`);
      expect(await stopped()).toEqual([{ stopped_for: `recall:${done.id}` }, { stopped_for: null }]);
      const owner = shop.as(shop.owner);
      const first = await listRecallBuyers(owner, { recallId: done.id, limit: 1 });
      const second = await listRecallBuyers(owner, { recallId: done.id, limit: 1, cursor: String(first.nextCursor) });
      expect([...first.data, ...second.data].map(({ orderId }) => orderId).toSorted()).toEqual(
        [waiting, gone].toSorted(),
      );
      expect(first.data[0]?.contact).toMatchObject({ email: 'asha@example.com' });
      const seen = await listBatchBuyers(shop.as(shop.manager), { batchId });
      expect(seen.data.map(({ contact }) => contact)).toEqual([null, null]);
      // An order that the records learn of late is stopped as well.
      const late = await shop.newOrder('confirmed', variantId, batchId);
      await later();
      expect(await shop.office.db.query(sql`select stopped_for from orders where id = ${late}`)).toEqual([
        { stopped_for: `recall:${done.id}` },
      ]);
      await liftRecall(owner, { recallId: done.id, reason: 'A mistake of the laboratory' });
      expect(await stopped()).toEqual([{ stopped_for: null }, { stopped_for: null }]);
    });

    it('survives a process that dies between any two calls, and a store that is away', async () => {
      const died = await dieEverywhere(async () => {
        const { batchId } = await shop.newBatch({ at: shop.pune, quantity: 5 });
        return {
          as: shop.as(shop.owner),
          deed: (ctx) => recallBatch(ctx, { batchId, reason: 'Wrong strength', key: batchId }),
          async check(at) {
            const [known] = await shop.office.db.query(sql`select 1 from recalls where batch_id = ${batchId}`);
            if (at % 2 === 0 && known !== undefined) await later();
            else await recallBatch(shop.as(shop.owner), { batchId, reason: 'Wrong strength', key: batchId });
            expect(await shop.pieces(shop.pune.storeId, batchId)).toEqual({ quarantined: 5 });
            expect(await shop.office.db.query(sql`select status from recalls where batch_id = ${batchId}`)).toEqual([
              { status: 'active' },
            ]);
            await shop.office.db.query(sql`update recalls set due_at = null`);
          },
        };
      });
      expect(died).toBeGreaterThan(5);
      const { batchId } = await shop.newBatch({ at: shop.pune, quantity: 5 });
      shop.world.losingStock = 'requests';
      const { id: sagaId, status } = await recall(batchId);
      expect(status).toBe('running');
      shop.world.losingStock = null;
      expect(await resumeSaga(shop.as(shop.owner), { sagaId })).toMatchObject({ kind: 'recall', status: 'completed' });
      const back = compensateSaga(shop.as(shop.owner), { sagaId, reason: 'Lift it instead' });
      expect(await refusal(back)).toBe('illegal_transition');
      expect(await shop.pieces(shop.pune.storeId, batchId)).toEqual({ quarantined: 5 });
    });
  });
}
