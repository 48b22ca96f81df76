import { reachOf } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { buyerActions, type OrderAction, type OrderStatus, orderActionNames, orderActions } from '../order-machine.ts';
import { handoverCode } from './handover-code.ts';
import { progressOf, returnable, unpacked } from './order-progress.ts';
import type { StandingOrder } from './standing-order.ts';

/** Whose eyes an order is shown to: those who bought it, or staff who may read it. */
export type OrderViewer = 'buyer' | 'staff';

export interface Shown {
  viewer: OrderViewer;
  /** What whoever looks can do with it now. */
  possible: OrderAction[];
  /** What a buyer says at the counter to be handed the parcel; null for staff, and where nothing waits for them. */
  handoverCode: string | null;
}

/** As an order is shown to its buyer the moment it was placed. */
export const shownWhenPlaced: Shown = { viewer: 'buyer', possible: ['cancel'], handoverCode: null };

export async function shownTo(
  ctx: Pick<Context, 'actor' | 'clock'>,
  order: StandingOrder,
  viewer: OrderViewer,
): Promise<Shown> {
  if (viewer === 'staff') return { viewer, possible: staffPossible(ctx, order), handoverCode: null };
  return { viewer, possible: buyerPossible(order), handoverCode: await codeToShow(order) };
}

async function codeToShow({ order, shipments }: StandingOrder): Promise<string | null> {
  const isWaiting = order.deliveryMethod === 'pickup' && shipments.some(({ status }) => status === 'packed');
  return isWaiting ? handoverCode(order) : null;
}

/** Without the window of returns, which the verb asks for: a view needs no round trip of its own for it. */
export function buyerPossible(order: StandingOrder): OrderAction[] {
  const status = order.order.status as OrderStatus;
  const progress = progressOf(order);
  const names: OrderAction[] = [];
  const isIn = (statuses: readonly OrderStatus[]): boolean => statuses.includes(status);
  if (isIn(buyerActions.cancel) && progress.every(({ packed }) => packed === 0)) names.push('cancel');
  if (isIn(buyerActions.return) && progress.some((line) => returnable(line) > 0)) names.push('return');
  return names;
}

/** By the machine, the stop and the caller's permissions in the order's own store. */
function staffPossible(ctx: Pick<Context, 'actor' | 'clock'>, order: StandingOrder): OrderAction[] {
  const { status, stoppedFor, storeId } = order.order;
  const progress = progressOf(order);
  const nowMs = ctx.clock.now().getTime();
  return orderActionNames.filter((name) => {
    const { from, permission, isHalted } = orderActions[name];
    if (!(from as readonly string[]).includes(status) || (isHalted && stoppedFor !== null)) return false;
    const reach = reachOf(ctx.actor, permission, nowMs);
    if (reach?.kind !== 'all' && !(reach?.kind === 'stores' && reach.storeIds.includes(storeId))) return false;
    if (name === 'return') return progress.some((line) => returnable(line) > 0);
    if (name === 'edit') return progress.some((line) => unpacked(line) > 0);
    if (name === 'ship') return order.shipments.some((shipment) => shipment.status === 'packed');
    if (name === 'hand_over') {
      return (
        order.order.deliveryMethod === 'pickup' && order.shipments.some((shipment) => shipment.status === 'packed')
      );
    }
    return name !== 'deliver' || order.shipments.some((shipment) => shipment.status === 'shipped');
  });
}
