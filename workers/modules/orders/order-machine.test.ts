import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canMove,
  IllegalOrderMove,
  isFinal,
  moveOrder,
  type OrderStatus,
  orderMoves,
  orderStatuses,
} from './order-machine.ts';

const anyStatus = fc.constantFrom(...orderStatuses);

/** Every status that can be reached from one, itself included. */
function reachable(from: OrderStatus): Set<OrderStatus> {
  const seen = new Set<OrderStatus>([from]);
  for (const status of seen) for (const next of orderMoves[status]) seen.add(next);
  return seen;
}

describe('the order machine', () => {
  it('leads from placed to every status', () => {
    expect(reachable('placed')).toEqual(new Set(orderStatuses));
  });

  it('lets every order come to an end, and never goes in a circle', () => {
    for (const status of orderStatuses) {
      expect([...reachable(status)].some(isFinal)).toBe(true);
      for (const next of orderMoves[status]) expect(reachable(next).has(status)).toBe(false);
    }
  });

  it('ends in completed, cancelled or returned only', () => {
    expect(orderStatuses.filter(isFinal)).toEqual(['completed', 'cancelled', 'returned']);
  });

  it('cannot cancel what has left the house', () => {
    const cancellable = orderStatuses.filter((status) => canMove(status, 'cancelled'));
    expect(cancellable).toEqual(['placed', 'confirmed', 'picking', 'packed']);
  });

  it('moves exactly as its table says, and names what is possible otherwise', () => {
    fc.assert(
      fc.property(anyStatus, anyStatus, (from, to) => {
        if (orderMoves[from].includes(to)) expect(moveOrder(from, to)).toBe(to);
        else expect(() => moveOrder(from, to)).toThrow(IllegalOrderMove);
      }),
    );
    const refusal = new IllegalOrderMove('shipped', 'cancelled');
    expect(refusal).toMatchObject({
      code: 'illegal_transition',
      extensions: { status: 'shipped', possible: ['delivered', 'returned'] },
    });
  });
});
