import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isFinal,
  moveOrder,
  type OrderAction,
  type OrderStatus,
  orderActions,
  requireAction,
} from '../order-machine.ts';
import {
  advance,
  type CountedOrder,
  cancellable,
  impossibilities,
  openPieces,
  progressOf,
  returnable,
  unpacked,
} from './order-progress.ts';

/** An order as its rows count it, and what its goods really did: told by nobody but this test. */
class Order {
  status: OrderStatus = 'placed';
  rows: {
    -readonly [K in keyof CountedOrder]: CountedOrder[K] extends readonly (infer Row)[] ? Row[] : never;
  };
  history: OrderStatus[] = ['placed'];
  #made = 0;

  constructor(quantities: readonly number[]) {
    this.rows = {
      lines: quantities.map((quantity, at) => ({ position: at + 1, quantity })),
      fulfilment: quantities.map((_, at) => ({ position: at + 1, picked: 0 })),
      shipments: [],
      shipmentLines: [],
      returns: [],
      returnLines: [],
    };
  }

  newId(): string {
    this.#made += 1;
    return `id-${this.#made}`;
  }

  get progress() {
    return progressOf(this.rows);
  }

  allows(action: OrderAction): boolean {
    return (orderActions[action].from as readonly OrderStatus[]).includes(this.status);
  }

  /** As a deed is written: an explicit move first, then what follows by itself. */
  settle(moveTo?: OrderStatus): void {
    expect(impossibilities(this.progress)).toEqual([]);
    if (moveTo !== undefined) this.#pass(moveOrder(this.status, moveTo));
    for (const next of advance(this.status, this.progress)) this.#pass(next);
    if (this.history.includes('shipped')) expect(this.status).not.toBe('cancelled');
  }

  #pass(next: OrderStatus): void {
    expect(isFinal(this.status)).toBe(false);
    this.status = next;
    this.history.push(next);
  }

  take(kind: string, wanted: (line: Order['progress'][number]) => number, status: string): void {
    const lines = this.progress
      .map((line) => ({ position: line.position, quantity: wanted(line) }))
      .filter(({ quantity }) => quantity > 0);
    if (lines.length === 0) return;
    const id = this.newId();
    this.rows.returns.push({ id, kind, status });
    this.rows.returnLines.push(...lines.map((line) => ({ returnId: id, ...line })));
  }
}

type Step = fc.Command<object, Order>;

/** A deed that the machine must allow; `part` decides how many of the possible pieces it is about. */
class Deed implements Step {
  readonly action: OrderAction;
  readonly part: number;
  readonly work: (order: Order, pieces: (possible: number) => number) => OrderStatus | undefined;

  constructor(action: OrderAction, part: number, work: Deed['work']) {
    this.action = action;
    this.part = part;
    this.work = work;
  }

  check = (): boolean => true;
  run(_: object, order: Order): void {
    if (!order.allows(this.action)) {
      expect(() => requireAction(this.action, order.status, null)).toThrow('not done');
      return;
    }
    requireAction(this.action, order.status, null);
    order.settle(this.work(order, (possible) => Math.ceil((possible * this.part) / 4)));
  }
  toString = (): string => `${this.action} ${this.part}/4`;
}

const deed = (action: OrderAction, work: Deed['work']) =>
  fc.integer({ min: 0, max: 4 }).map((part) => new Deed(action, part, work));

const anyDeed = [
  deed('confirm', () => 'confirmed'),
  deed('pick', (order, pieces) => {
    const { progress } = order;
    for (const line of progress) {
      const row = order.rows.fulfilment.find(({ position }) => position === line.position);
      if (row !== undefined) row.picked = line.packed + pieces(openPieces(line) - line.packed);
    }
    return order.status === 'confirmed' ? 'picking' : undefined;
  }),
  deed('pack', (order, pieces) => {
    const id = order.newId();
    const lines = order.progress
      .map((line) => ({ shipmentId: id, position: line.position, quantity: pieces(line.picked - line.packed) }))
      .filter(({ quantity }) => quantity > 0);
    if (lines.length > 0) order.rows.shipments.push({ id, status: 'packed' });
    order.rows.shipmentLines.push(...lines);
    return undefined;
  }),
  deed('ship', (order) => {
    const row = order.rows.shipments.find(({ status }) => status === 'packed');
    if (row !== undefined) row.status = 'shipped';
    return undefined;
  }),
  deed('deliver', (order, pieces) => {
    const row = order.rows.shipments.find(({ status }) => status === 'shipped');
    if (row !== undefined) row.status = pieces(4) > 1 ? 'delivered' : 'undelivered';
    return undefined;
  }),
  deed('edit', (order, pieces) => {
    order.take('edit', (line) => pieces(unpacked(line)), 'working');
    return undefined;
  }),
  deed('cancel', (order, pieces) => {
    // Seldom, or no order would get far.
    if (pieces(4) > 0) return undefined;
    for (const row of order.rows.shipments) if (row.status === 'packed') row.status = 'cancelled';
    order.take('cancellation', cancellable, 'working');
    return undefined;
  }),
  deed('return', (order, pieces) => {
    order.take('return', (line) => pieces(returnable(line)), 'requested');
    const asked = order.rows.returns.find(({ status }) => status === 'requested');
    if (asked !== undefined && pieces(4) !== 2) asked.status = pieces(4) === 0 ? 'declined' : 'working';
    return undefined;
  }),
  deed('complete', (order) =>
    order.rows.returns.some(({ status }) => status === 'requested') ? undefined : 'completed',
  ),
];

describe('the pieces of an order', () => {
  it('end in no impossible state, whatever is done in whichever order, in parts or whole', () => {
    const reached = new Set<OrderStatus>();
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 3 }),
        fc.commands(anyDeed, { maxCommands: 60, size: 'max' }),
        (quantities, commands) => {
          const order = new Order(quantities);
          fc.modelRun(() => ({ model: {}, real: order }), commands);
          reached.add(order.status);
          for (const line of order.progress) {
            expect(line.shipped).toBeLessThanOrEqual(openPieces(line));
            expect(line.returned + line.returning).toBeLessThanOrEqual(line.shipped);
            if (order.status === 'cancelled') expect(openPieces(line)).toBe(0);
            if (order.status === 'returned') expect(line.returned).toBe(openPieces(line));
            if (order.status === 'shipped') expect(line.shipped).toBe(openPieces(line));
          }
        },
      ),
      { numRuns: 1_000 },
    );
    expect([...reached]).toEqual(expect.arrayContaining(['cancelled', 'returned', 'completed', 'shipped', 'packed']));
  });

  it('lets an order go on when what is missing of it is cancelled after a part has left', () => {
    const order = new Order([2, 1]);
    order.status = 'picking';
    order.rows.fulfilment = [
      { position: 1, picked: 2 },
      { position: 2, picked: 0 },
    ];
    order.rows.shipments = [{ id: 's', status: 'shipped' }];
    order.rows.shipmentLines = [{ shipmentId: 's', position: 1, quantity: 2 }];
    order.take('cancellation', cancellable, 'working');
    order.settle();
    expect(order.history).toEqual(['placed', 'packed', 'shipped']);
  });

  it('names what cannot be', () => {
    const [line] = progressOf(new Order([1]).rows);
    expect(line && impossibilities([{ ...line, packed: 1 }])).toEqual(['line 1: only what is picked is packed']);
    expect(line && impossibilities([{ ...line, cancelled: 2 }])).toHaveLength(2);
  });
});
