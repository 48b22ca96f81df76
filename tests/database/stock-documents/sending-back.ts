import { describe, expect, it } from 'vitest';
import { compensateSaga, resumeSaga } from '#modules/sagas';
import { compensateTransfer, dispatchTransfer, getTransfer, resumeTransfer } from '#modules/stock-documents';
import type { PersonActor } from '#platform/access/actor';
import type { Permitted } from '#platform/context';
import { fail } from '#platform/errors';
import type { StockRoomDoor } from '#platform/objects';
import { refusal } from '../staff.ts';
import { dyingAfter, HOUR_MS, type StockShop, transfersOf } from '../stock-shop.ts';

/** What turns round on its way, or is thought better of. */
export function describeSendingBack(shop: StockShop): void {
  const { draft, arrive } = transfersOf(shop);
  describe('a transfer that turns round', () => {
    it('is sent back with what is still under way', async () => {
      const { batchId, variantId } = await shop.newBatch({ at: shop.pune, quantity: 10 });
      const { id } = await draft(variantId, 6);
      await dispatchTransfer(shop.as(shop.keeper), { transferId: id, key: 'go' });
      await arrive(id, 'some', batchId, { received: 1, lost: 1 });
      const back = { transferId: id, reason: 'The lorry turned round' };
      expect(await refusal(compensateTransfer(shop.as(shop.keeper), back))).toBe('forbidden');
      const [first, second] = await Promise.all([
        compensateTransfer(shop.as(shop.manager), back),
        compensateTransfer(shop.as(shop.manager), back),
      ]);
      expect([first.status, second.status]).toContain('returned');
      expect(await shop.pieces(shop.pune.storeId, batchId)).toEqual({ sellable: 8 });
      expect(await shop.pieces(shop.thane.storeId, batchId)).toEqual({ sellable: 1 });
      expect(await refusal(arrive(id, 'late', batchId, { received: 1 }))).toBe('illegal_transition');
    });

    it('is turned back when a slow call is booked after somebody else was refused', async () => {
      const { batchId, variantId } = await shop.newBatch({ at: shop.pune, quantity: 5 });
      const { id } = await draft(variantId, 5);
      const room = shop.world.objects.stockRoom(shop.pune.storeId);
      const go = { transferId: id, key: 'go' };
      let isSlow = true;
      const meanwhile = async () => {
        isSlow = false;
        await room.hold({ holdId: 'cart', lines: [{ variantId, quantity: 1 }], channel: 'web', holdMs: HOUR_MS });
        expect(await refusal(dispatchTransfer(shop.as(shop.keeper), go))).toBe('out_of_stock');
        await room.release('cart');
      };
      const slow = shop.as(shop.keeper);
      const stockRoom = (storeId: string) => {
        const real = shop.world.objects.stockRoom(storeId);
        const book: typeof real.book = async (...input) => {
          if (isSlow) await meanwhile();
          return real.book(...input);
        };
        return new Proxy(real, { get: (target, name) => (name === 'book' ? book : Reflect.get(target, name)) });
      };
      const delayed: Permitted = { ...slow, objects: { ...slow.objects, stockRoom } };
      const outcome = dispatchTransfer(delayed, go);
      expect(await refusal(outcome)).toBe('out_of_stock');
      expect(await shop.pieces(shop.pune.storeId, batchId)).toEqual({ sellable: 5 });
      expect(await shop.pieces(shop.thane.storeId, batchId)).toEqual({});
      expect((await getTransfer(shop.as(shop.manager), { transferId: id })).status).toBe('draft');
      await dispatchTransfer(shop.as(shop.keeper), { transferId: id, key: 'again' });
      expect(await shop.pieces(shop.pune.storeId, batchId)).toEqual({});
      expect(await shop.pieces(shop.thane.storeId, batchId)).toEqual({ in_transit: 5 });
    });

    it('is gone on with and sent back through its saga', async () => {
      const { batchId, variantId } = await shop.newBatch({ at: shop.pune, quantity: 10 });
      const { id } = await draft(variantId, 6);
      const { world } = shop;
      world.losingStock = 'answers';
      const dying = dispatchTransfer(dyingAfter(shop.as(shop.keeper), 5), { transferId: id, key: 'go' });
      await dying.catch(() => undefined);
      world.losingStock = null;
      const manager = shop.as(shop.manager);
      const dispatchAgain = async () => dispatchTransfer(shop.as(shop.keeper), { transferId: id, key: 'go' });
      if ((await getTransfer(manager, { transferId: id })).status === 'draft') await dispatchAgain();
      expect(await resumeSaga(manager, { sagaId: id })).toMatchObject({ kind: 'transfer', status: 'waiting' });
      expect(await shop.pieces(shop.thane.storeId, batchId)).toEqual({ in_transit: 6 });
      const back = { sagaId: id, reason: 'The lorry turned round' };
      expect(await refusal(compensateSaga(shop.as(shop.keeper), back))).toBe('forbidden');
      expect(await compensateSaga(manager, back)).toMatchObject({ status: 'compensated', canResume: false });
      expect(await shop.pieces(shop.pune.storeId, batchId)).toEqual({ sellable: 10 });
      expect(await shop.pieces(shop.thane.storeId, batchId)).toEqual({});
    });

    it('is sent back once, although its announcement is booked after it was sent back', async () => {
      const { batchId, variantId } = await shop.newBatch({ at: shop.pune, quantity: 10 });
      const { id } = await draft(variantId, 6);
      const withBook = (actor: PersonActor, book: (real: StockRoomDoor) => StockRoomDoor['book']): Permitted => {
        const ctx = shop.as(actor);
        const stockRoom = (storeId: string) => {
          const real = ctx.objects.stockRoom(storeId);
          if (storeId !== shop.thane.storeId) return real;
          return new Proxy(real, { get: (target, name) => (name === 'book' ? book(real) : Reflect.get(target, name)) });
        };
        return { ...ctx, objects: { ...ctx.objects, stockRoom } };
      };
      const refused = withBook(shop.manager, () => async () => fail('conflict', 'Not here.'));
      let isSlow = true;
      const slow = withBook(shop.keeper, (real) => async (...input) => {
        if (!isSlow) return real.book(...input);
        isSlow = false;
        expect(await refusal(resumeTransfer(refused, { transferId: id }))).toBe('conflict');
        const back = await compensateTransfer(refused, { transferId: id, reason: 'It is not taken there' });
        expect(back.status).toBe('returned');
        return real.book(...input);
      });
      expect(await refusal(dispatchTransfer(slow, { transferId: id, key: 'go' }))).toBe('conflict');
      expect(await shop.pieces(shop.pune.storeId, batchId)).toEqual({ sellable: 10 });
      expect(await shop.pieces(shop.thane.storeId, batchId)).toEqual({});
    });
  });
}
