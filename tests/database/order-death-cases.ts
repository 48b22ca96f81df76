import { expect, it } from 'vitest';
import { cancelOrder, receiveReturn, requestReturn, resumeDueReturns } from '#modules/orders';
import { mortal } from './mortal.ts';
import type { OrderDesk } from './order-desk.ts';
import { SHELF } from './placed-and-paid.ts';
import { refusal } from './staff.ts';

/** Some thirty deaths, each with an order of its own. */
const DEATHS_MS = 120_000;

/** Programs that die in the middle of it. */
export function deathCases(desk: () => OrderDesk): void {
  it.each(['dies', 'loses'] as const)(
    'doubles and forgets nothing of a cancellation when the program %s at any call: itself, or its answer',
    async (how) => {
      const { office, world, store, platform, buyer, visitor, standing, whole } = desk();
      for (let diesAt = 1; ; diesAt++) {
        const placed = await world.place(store);
        const life = mortal(visitor(), diesAt, how);
        const outcome = await refusal(cancelOrder(life.ctx, { ...buyer(placed), reason: 'changed_mind' }));
        if (life.calls() < diesAt) {
          expect(diesAt).toBeGreaterThan(10);
          expect(outcome).toBe('done');
          return;
        }
        office.clock.advanceMs(4_000_000);
        // Only every other buyer asks again: the sweep alone must finish what has begun.
        if (diesAt % 2 === 0) await cancelOrder(visitor(), { ...buyer(placed), reason: 'changed_mind' });
        await resumeDueReturns(platform());
        const left = await standing(placed);
        if (left.status === 'placed')
          expect(left).toMatchObject({ cardPaise: 0, creditNotes: 0, sellable: [SHELF - 3, SHELF - 3] });
        else expect(left).toEqual(whole(placed));
      }
    },
    DEATHS_MS,
  );

  it.each(['dies', 'loses'] as const)(
    'doubles and forgets nothing of a return when the program %s at any call: itself, or its answer',
    async (how) => {
      const { office, world, store, staff, platform, buyer, visitor, standing, deliver, whole } = desk();
      for (let diesAt = 1; ; diesAt++) {
        const placed = await world.place(store);
        const { orderId } = placed;
        await deliver(placed);
        const lines = [
          { position: 1, quantity: 3 },
          { position: 2, quantity: 3 },
        ];
        const { id: returnId } = await requestReturn(visitor(), {
          ...buyer(placed),
          idempotencyKey: 'k',
          reason: 'damaged',
          lines,
        });
        const goods = {
          orderId,
          returnId,
          lines: [
            { position: 1, restock: 3 },
            { position: 2, restock: 1, destroy: 2 },
          ],
        };
        const life = mortal(staff(), diesAt, how);
        await refusal(receiveReturn(life.ctx, goods));
        office.clock.advanceMs(4_000_000);
        if (life.calls() >= diesAt && diesAt % 2 === 0) await receiveReturn(staff(), goods);
        await resumeDueReturns(platform());
        const left = await standing(placed);
        if (left.status === 'delivered')
          expect(left).toMatchObject({ refundedPaise: 0, sellable: [SHELF - 3, SHELF - 3] });
        else expect(left).toEqual({ ...whole(placed), status: 'returned', sellable: [SHELF, SHELF - 2] });
        if (life.calls() < diesAt) return;
      }
    },
    DEATHS_MS,
  );
}
