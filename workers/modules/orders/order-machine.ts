import { AppError } from '#platform/errors';

export const orderStatuses = [
  'placed',
  'confirmed',
  'picking',
  'packed',
  'shipped',
  'delivered',
  'completed',
  'cancelled',
  'returned',
] as const;
export type OrderStatus = (typeof orderStatuses)[number];

/**
 * Where an order can go from each status. A packed order that is fetched is delivered without being shipped; a shipped one
 * that is refused at the door comes back as returned; once completed, the time for returns is over.
 */
export const orderMoves: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  placed: ['confirmed', 'cancelled'],
  confirmed: ['picking', 'cancelled'],
  picking: ['packed', 'cancelled'],
  packed: ['shipped', 'delivered', 'cancelled'],
  shipped: ['delivered', 'returned'],
  delivered: ['completed', 'returned'],
  completed: [],
  cancelled: [],
  returned: [],
};

export class IllegalOrderMove extends AppError {
  override readonly name = 'IllegalOrderMove';

  constructor(from: OrderStatus, to: OrderStatus) {
    super('illegal_transition', `An order that is ${from} cannot become ${to}.`, {
      extensions: { status: from, possible: orderMoves[from] },
    });
  }
}

export const canMove = (from: OrderStatus, to: OrderStatus): boolean => orderMoves[from].includes(to);

export const isFinal = (status: OrderStatus): boolean => orderMoves[status].length === 0;

/** The status after a move. Throws IllegalOrderMove, naming what is possible instead. */
export function moveOrder(from: OrderStatus, to: OrderStatus): OrderStatus {
  if (!canMove(from, to)) throw new IllegalOrderMove(from, to);
  return to;
}
