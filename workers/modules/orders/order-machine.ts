import type { Permission } from '#platform/access/permission-table';
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

/** What somebody does with an order, in which statuses, and what they need for it. Parts of it may be packed, shipped and returned. */
export const orderActions = {
  confirm: { from: ['placed'], permission: 'orders.fulfil', isHalted: true },
  pick: { from: ['confirmed', 'picking'], permission: 'orders.fulfil', isHalted: true },
  pack: { from: ['picking'], permission: 'orders.fulfil', isHalted: true },
  ship: { from: ['picking', 'packed'], permission: 'orders.fulfil', isHalted: true },
  hand_over: { from: ['picking', 'packed'], permission: 'orders.fulfil', isHalted: true },
  deliver: { from: ['picking', 'packed', 'shipped'], permission: 'orders.fulfil', isHalted: false },
  reassign: { from: ['confirmed', 'picking'], permission: 'orders.fulfil', isHalted: false },
  edit: { from: ['placed', 'confirmed', 'picking'], permission: 'orders.edit', isHalted: false },
  cancel: { from: ['placed', 'confirmed', 'picking', 'packed'], permission: 'orders.cancel', isHalted: false },
  return: { from: ['picking', 'packed', 'shipped', 'delivered'], permission: 'orders.return', isHalted: false },
  complete: { from: ['delivered'], permission: 'orders.fulfil', isHalted: false },
} as const satisfies Record<string, OrderActionRule>;

interface OrderActionRule {
  from: readonly OrderStatus[];
  permission: Permission;
  /** Whether it waits while the order is stopped, for a recall for example. */
  isHalted: boolean;
}

export type OrderAction = keyof typeof orderActions;
export const orderActionNames = Object.keys(orderActions) as [OrderAction, ...OrderAction[]];

/** What a buyer does with an order of their own: until somebody packs it, and once it has arrived. */
export const buyerActions = {
  cancel: ['placed', 'confirmed', 'picking'],
  return: ['delivered'],
} as const satisfies Partial<Record<OrderAction, readonly OrderStatus[]>>;

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

/** Throws `illegal_transition` where staff cannot do it now, or where the order is stopped. */
export function requireAction(action: OrderAction, status: OrderStatus, stoppedFor: string | null): void {
  const { from, isHalted } = orderActions[action];
  if (!(from as readonly OrderStatus[]).includes(status)) {
    throw new AppError('illegal_transition', `This is not done with an order that is ${status}.`, {
      extensions: { status, action, possibleIn: from },
    });
  }
  if (isHalted && stoppedFor !== null) {
    throw new AppError('illegal_transition', 'The order is stopped. Take out what it is stopped for, or cancel it.', {
      extensions: { status, action, stoppedFor },
    });
  }
}
