import { describe, expect, it } from 'vitest';
import {
  cancelTransfer,
  compensateTransfer,
  createTransfer,
  dispatchTransfer,
  getTransfer,
  receiveTransfer,
  resumeTransfer,
  sweepStock,
} from '#modules/stock-documents';
import { refusal } from '../staff.ts';
import { dieEverywhere, HOUR_MS, type StockShop, sagaOf, transfersOf } from '../stock-shop.ts';

export function describeTransfers(shop: StockShop): void {
  const { draft, arrive } = transfersOf(shop);
  describe('a transfer', () => {
    it('takes what expires first off one shelf and shows it in transit at the other, until it is received in parts', async () => {
      const late = await shop.newBatch({ at: shop.pune, quantity: 10, expiresOn: '2029-06-30' });
      const soon = await shop.newBatch({
        at: shop.pune,
        quantity: 4,
        expiresOn: '2028-06-30',
        variantId: late.variantId,
      });
      const { id } = await draft(late.variantId, 6);
      const keeper = shop.as(shop.keeper);
      const sent = await dispatchTransfer(keeper, { transferId: id, key: 'go' });
      expect(sent).toMatchObject({ status: 'dispatched' });
      expect(await shop.pieces(shop.pune.storeId, soon.batchId)).toEqual({});
      expect(await shop.pieces(shop.pune.storeId, late.batchId)).toEqual({ sellable: 8 });
      expect(await shop.pieces(shop.thane.storeId, soon.batchId)).toEqual({ in_transit: 4 });

      const part = await arrive(id, 'first', soon.batchId, { received: 2, damaged: 1 });
      expect(part.status).toBe('partly_received');
      expect(await shop.pieces(shop.thane.storeId, soon.batchId)).toEqual({ sellable: 2, in_transit: 1, damaged: 1 });
      await arrive(id, 'second', soon.batchId, { lost: 1 });
      const whole = await arrive(id, 'third', late.batchId, { received: 2 });
      expect(whole.status).toBe('received');
      expect(await shop.pieces(shop.thane.storeId, soon.batchId)).toEqual({ sellable: 2, damaged: 1 });
      expect(whole.pieces.map(({ underWay }) => underWay)).toEqual([0, 0]);
      expect((await sagaOf(shop.office.db, id))?.status).toBe('completed');
      expect((await sagaOf(shop.office.db, id))?.steps.map(({ step }) => step)).toEqual([
        'pick',
        'dispatch',
        'receive',
        'receive',
        'receive',
      ]);
    });

    it('happens once, however often and however much at once it is asked for', async () => {
      const { batchId, variantId } = await shop.newBatch({ at: shop.pune, quantity: 10 });
      const [{ id }, again] = await Promise.all([draft(variantId, 6), draft(variantId, 6)]);
      expect(again.id).toBe(id);
      expect(await refusal(draft(variantId, 7))).toBe('idempotency_mismatch');
      const go = (key: string) => refusal(dispatchTransfer(shop.as(shop.keeper), { transferId: id, key }));
      const outcomes = await Promise.all([go('a'), go('a'), go('b')]);
      expect(outcomes.filter((outcome) => outcome === 'done').length).toBeGreaterThanOrEqual(1);
      expect(await shop.pieces(shop.thane.storeId, batchId)).toEqual({ in_transit: 6 });
      expect(await go('c')).toBe('illegal_transition');

      const receipts = ['x', 'x', 'y'].map((key) => refusal(arrive(id, key, batchId, { received: 4 })));
      expect((await Promise.all(receipts)).toSorted()).toContain('done');
      expect(await shop.pieces(shop.thane.storeId, batchId)).toEqual({ sellable: 4, in_transit: 2 });
      expect(await shop.pieces(shop.pune.storeId, batchId)).toEqual({ sellable: 4 });
    });

    it('is a draft again when the shelf no longer holds it, and goes when it does', async () => {
      const { batchId, variantId } = await shop.newBatch({ at: shop.pune, quantity: 5 });
      const { id } = await draft(variantId, 5);
      const room = shop.world.objects.stockRoom(shop.pune.storeId);
      await room.hold({ holdId: 'cart', lines: [{ variantId, quantity: 1 }], channel: 'web', holdMs: HOUR_MS });
      const manager = shop.as(shop.manager);
      expect(await refusal(dispatchTransfer(manager, { transferId: id, key: 'a' }))).toBe('out_of_stock');
      expect((await getTransfer(manager, { transferId: id })).status).toBe('draft');
      await room.release('cart');
      await dispatchTransfer(manager, { transferId: id, key: 'b' });
      expect(await shop.pieces(shop.thane.storeId, batchId)).toEqual({ in_transit: 5 });
      expect(await refusal(cancelTransfer(manager, { transferId: id }))).toBe('illegal_transition');
    });

    it('names its batch only for a reason and with the permission to override', async () => {
      const { batchId, variantId } = await shop.newBatch({ at: shop.pune, quantity: 5, expiresOn: '2029-01-31' });
      await shop.newBatch({ at: shop.pune, quantity: 5, expiresOn: '2028-01-31', variantId });
      expect(await refusal(draft(variantId, 2, { batchId }))).toBe('invalid_input');
      const named = { fromStoreId: shop.pune.storeId, toStoreId: shop.thane.storeId, key: 'named' };
      const lines = [{ variantId, quantity: 2, batchId, reason: 'The customer asked for it' }];
      expect(await refusal(createTransfer(shop.as(shop.keeper), { ...named, lines }))).toBe('forbidden');
      const { id } = await createTransfer(shop.as(shop.manager), { ...named, lines });
      await dispatchTransfer(shop.as(shop.manager), { transferId: id, key: 'go' });
      expect(await shop.pieces(shop.thane.storeId, batchId)).toEqual({ in_transit: 2 });
    });

    it('survives a process that dies between any two calls: dispatch', async () => {
      const died = await dieEverywhere(async () => {
        const { batchId, variantId } = await shop.newBatch({ at: shop.pune, quantity: 10 });
        const { id } = await draft(variantId, 6);
        return {
          as: shop.as(shop.keeper),
          deed: (ctx) => dispatchTransfer(ctx, { transferId: id, key: 'go' }),
          async check(at) {
            if (at % 2 === 0) await dispatchTransfer(shop.as(shop.keeper), { transferId: id, key: 'go' });
            else {
              shop.office.clock.advanceMs(HOUR_MS);
              await sweepStock(shop.platform);
              await resumeTransfer(shop.as(shop.manager), { transferId: id });
              const { status } = await getTransfer(shop.as(shop.manager), { transferId: id });
              if (status === 'draft') await dispatchTransfer(shop.as(shop.keeper), { transferId: id, key: 'go' });
            }
            expect(await shop.pieces(shop.pune.storeId, batchId)).toEqual({ sellable: 4 });
            expect(await shop.pieces(shop.thane.storeId, batchId)).toEqual({ in_transit: 6 });
            expect((await getTransfer(shop.as(shop.manager), { transferId: id })).status).toBe('dispatched');
          },
        };
      });
      expect(died).toBeGreaterThan(5);
    });

    it('survives a process that dies between any two calls: receipt, and sending back', async () => {
      const sent = async () => {
        const { batchId, variantId } = await shop.newBatch({ at: shop.pune, quantity: 10 });
        const { id } = await draft(variantId, 6);
        await dispatchTransfer(shop.as(shop.keeper), { transferId: id, key: 'go' });
        return { batchId, id };
      };
      const settle = async () => {
        shop.office.clock.advanceMs(HOUR_MS);
        await sweepStock(shop.platform);
      };
      const received = await dieEverywhere(async () => {
        const { batchId, id } = await sent();
        const lines = [{ batchId, received: 3, damaged: 1, lost: 1, reason: 'Counted at the door' }];
        const receipt = { transferId: id, key: 'one', lines };
        return {
          as: shop.as(shop.keeper),
          deed: (ctx) => receiveTransfer(ctx, receipt),
          async check(at) {
            if (at % 2 === 0) await settle();
            await receiveTransfer(shop.as(shop.keeper), receipt);
            expect(await shop.pieces(shop.thane.storeId, batchId)).toEqual({ sellable: 3, damaged: 1, in_transit: 1 });
            const { pieces, status } = await getTransfer(shop.as(shop.manager), { transferId: id });
            expect([pieces[0]?.underWay, status]).toEqual([1, 'partly_received']);
          },
        };
      });
      const back = await dieEverywhere(async () => {
        const { batchId, id } = await sent();
        const wanted = { transferId: id, reason: 'The lorry turned round' };
        return {
          as: shop.as(shop.manager),
          deed: (ctx) => compensateTransfer(ctx, wanted),
          async check(at) {
            if (at % 2 === 0) await settle();
            await compensateTransfer(shop.as(shop.manager), wanted);
            expect(await shop.pieces(shop.pune.storeId, batchId)).toEqual({ sellable: 10 });
            expect(await shop.pieces(shop.thane.storeId, batchId)).toEqual({});
            expect((await sagaOf(shop.office.db, id))?.status).toBe('compensated');
          },
        };
      });
      expect(Math.min(received, back)).toBeGreaterThan(5);
    });

    it('of a thousand lines goes and arrives in a call each', async () => {
      const lines = await shop.newBatches(1_000, shop.pune, 3);
      const made = await createTransfer(shop.as(shop.manager), {
        fromStoreId: shop.pune.storeId,
        toStoreId: shop.thane.storeId,
        key: 'thousand',
        lines: lines.map(({ variantId }) => ({ variantId, quantity: 2 })),
      });
      const at = performance.now();
      await dispatchTransfer(shop.as(shop.keeper), { transferId: made.id, key: 'go' });
      const whole = await receiveTransfer(shop.as(shop.keeper), {
        transferId: made.id,
        key: 'all',
        lines: lines.map(({ batchId }) => ({ batchId, received: 2 })),
      });
      expect(whole.status).toBe('received');
      console.log(`transfer of 1,000 lines: dispatched and received in ${Math.round(performance.now() - at)} ms`);
      expect(await shop.world.objects.stockRoom(shop.thane.storeId).totals()).toMatchObject({ onHand: 2_000 });
    });
  });
}
