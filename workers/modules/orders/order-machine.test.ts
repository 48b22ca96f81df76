import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canMove,
  IllegalOrderMove,
  isFinal,
  moveOrder,
  type OrderStatus,
  orderActionNames,
  orderActions,
  orderMoves,
  orderStatuses,
  requireAction,
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
      name: 'IllegalOrderMove',
      code: 'illegal_transition',
      message: 'An order that is shipped cannot become cancelled.',
      extensions: { status: 'shipped', possible: ['delivered', 'returned'] },
    });
  });
});

describe('what staff do with an order', () => {
  const refusal = (work: () => void): unknown => {
    try {
      work();
      return null;
    } catch (error) {
      return error;
    }
  };

  it('is refused in every status but its own, and says in which it is possible', () => {
    for (const action of orderActionNames) {
      const possibleIn: readonly OrderStatus[] = orderActions[action].from;
      for (const status of orderStatuses) {
        const refused = refusal(() => requireAction(action, status, null));
        if (possibleIn.includes(status)) expect(refused).toBeNull();
        else {
          expect(refused).toMatchObject({
            code: 'illegal_transition',
            message: `This is not done with an order that is ${status}.`,
            extensions: { status, action, possibleIn },
          });
        }
      }
    }
  });

  it('waits while the order is stopped, unless it is what ends the stop', () => {
    const halted = orderActionNames.filter((action) => {
      const [status] = orderActions[action].from;
      return refusal(() => requireAction(action, status, 'Recall 7')) !== null;
    });
    expect(halted).toEqual(['confirm', 'pick', 'pack', 'ship', 'hand_over']);
    expect(refusal(() => requireAction('pack', 'picking', 'Recall 7'))).toMatchObject({
      code: 'illegal_transition',
      message: 'The order is stopped. Take out what it is stopped for, or cancel it.',
      extensions: { status: 'picking', action: 'pack', stoppedFor: 'Recall 7' },
    });
  });
});
