import { type SQL, sql } from 'drizzle-orm';
import { orders, orderTimeline } from '#db/schema/orders';
import { describeActor, personOf } from '#platform/access/actor';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import { exactlyOne, wasRefused } from '#platform/exactly-one';
import { type Fact, fact, writeFacts } from '#platform/facts';
import { hurryEvents } from '#platform/hurry-events';
import { moveOrder, type OrderAction, type OrderStatus, orderActions, requireAction } from '../order-machine.ts';
import { type OrderJson, orderRecord, ordersQuery } from '../read-orders.ts';
import { orderStatusChanged } from './events.ts';
import { advance, impossibilities, progressOf } from './order-progress.ts';
import type { StandingOrder } from './standing-order.ts';

/** What somebody does with an order, before it is written. */
export interface Deed {
  /** The audit's name of it: `orders.pack`. */
  action: string;
  /** The order's records as they will be: its pieces decide which statuses it passes by itself. */
  after: StandingOrder;
  /** A status that this deed itself brings about, before the order goes on by itself. */
  moveTo?: OrderStatus;
  facts?: readonly Fact[];
  changes?: readonly SQL[];
  note?: string | null;
  isInternal?: boolean;
  stoppedFor?: string | null;
  /** What the audit keeps of it. */
  audited?: Readonly<Record<string, unknown>>;
}

/** How often a deed is thought over anew because somebody else was faster; more at once on one order is a defect. */
const MAX_TRIES = 5;

/** The order as staff of a store see it. Throws `not_found` where the records do not show it. */
export async function readStandingOrder(ctx: Permitted, orderId: string): Promise<StandingOrder> {
  const [json] = await ctx.db.query<OrderJson>(ordersQuery(sql`o.id = ${orderId}::uuid`));
  if (json === undefined) throw new AppError('not_found', 'There is no such order.');
  return orderRecord(json);
}

/** The store that does it: one that was named and ships lines of the order, or the order's own. */
function actingStore(order: StandingOrder, storeId: string | undefined): string {
  const acting = storeId ?? order.order.storeId;
  const isPart = acting === order.order.storeId || order.fulfilment.some((line) => line.storeId === acting);
  if (!isPart) throw new AppError('not_found', 'This store ships nothing of the order.');
  return acting;
}

/**
 * Staff do something with an order. The deed is thought over on the order as it is and written on that very version; whoever
 * was slower thinks it over on the newer one. A deed of null is done already: the answer is the order as it stands.
 */
export async function changeOrder(
  ctx: Permitted,
  { orderId, action, storeId }: { orderId: string; action: OrderAction; storeId?: string | undefined },
  think: (order: StandingOrder, actingStoreId: string) => Deed | null,
): Promise<StandingOrder> {
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const order = await readStandingOrder(ctx, orderId);
    const acting = actingStore(order, storeId);
    requirePermission(ctx, orderActions[action].permission, { storeId: acting });
    const deed = think(order, acting);
    if (deed === null) return order;
    requireAction(action, order.order.status as OrderStatus, order.order.stoppedFor);
    if (await writeDeed(ctx, order, deed)) return readStandingOrder(ctx, orderId);
  }
  throw busy();
}

export const busy = (): AppError =>
  new AppError('conflict', 'Others are changing this order at the same moment. Look at it again.');

/** Writes a deed on the version it was thought over for: all of it, or (false) nothing because the order has moved on. */
export async function writeDeed(ctx: Permitted, order: StandingOrder, deed: Deed): Promise<boolean> {
  try {
    await recordsOfOrder(ctx, order).batch(deedStatements(ctx, order, deed));
  } catch (error) {
    if (wasRefused(error)) return false;
    throw error;
  }
  await hurryEvents(ctx);
  return true;
}

/**
 * The records of one order, whoever was allowed to do something with it: its buyer writes into its store's, and a store that
 * ships for another into that one's.
 */
export function recordsOfOrder(ctx: Permitted, { order, fulfilment }: StandingOrder) {
  const storeIds = [...new Set([order.storeId, ...fulfilment.map(({ storeId }) => storeId)])];
  return ctx.db.within({ storeIds, personId: personOf(ctx.actor) });
}

/** The order's new version with its timeline, audit and events, and what the deed itself writes. */
function deedStatements(ctx: Permitted, before: StandingOrder, deed: Deed): SQL[] {
  const progress = progressOf(deed.after);
  const wrong = impossibilities(progress);
  if (wrong.length > 0) throw new Error(`An order would become impossible: ${wrong.join('; ')}`);
  const { order } = before;
  const status = order.status as OrderStatus;
  const first = deed.moveTo === undefined ? [] : [moveOrder(status, deed.moveTo)];
  const passed = [...first, ...advance(first[0] ?? status, progress)];
  const stoppedFor = deed.stoppedFor === undefined ? order.stoppedFor : deed.stoppedFor;
  return [
    exactlyOne(sql`update ${orders} set version = version + 1, status = ${passed.at(-1) ?? status},
      stopped_for = ${stoppedFor} where id = ${order.id} and version = ${order.version}`),
    ...(deed.changes ?? []),
    ...writeFacts([
      ...(deed.facts ?? []),
      ...timelineFacts(ctx, before, passed, deed),
      ...statusEvents(ctx, before, passed),
      auditFact(ctx, {
        action: deed.action,
        subject: order.id,
        storeId: order.storeId,
        reason: deed.note ?? null,
        before: { status, version: order.version },
        after: { status: passed.at(-1) ?? status, version: order.version + 1 },
        facts: deed.audited ?? {},
      }),
    ]),
  ];
}

/** One entry a status that was passed; a note without one stands beside the present status. */
function timelineFacts(
  ctx: Permitted,
  { order, timeline }: StandingOrder,
  passed: readonly OrderStatus[],
  deed: Deed,
): Fact[] {
  const note = deed.note ?? null;
  // After every entry that stands: two at the same instant with the same status would be one.
  const lastMs = Math.max(0, ...timeline.map(({ at }) => Date.parse(at)));
  const at = new Date(Math.max(ctx.clock.now().getTime(), lastMs + 1)).toISOString();
  const statuses = passed.length === 0 && note !== null ? [order.status] : passed;
  return statuses.map((status, index) =>
    fact(orderTimeline, {
      orderId: order.id,
      status,
      at,
      actor: describeActor(ctx.actor),
      note: index === 0 ? note : null,
      isInternal: index === 0 && note !== null && passed.length === 0 && deed.isInternal === true,
    }),
  );
}

function statusEvents(ctx: Permitted, { order }: StandingOrder, passed: readonly OrderStatus[]): Fact[] {
  return passed.map((to, index) =>
    orderStatusChanged.fact(ctx, {
      id: ctx.ids.next(),
      subject: order.id,
      storeId: order.storeId,
      data: {
        orderId: order.id,
        number: order.number,
        storeId: order.storeId,
        channel: order.channel,
        deliveryMethod: order.deliveryMethod,
        from: passed[index - 1] ?? (order.status as OrderStatus),
        to,
        changedAt: ctx.clock.now().toISOString(),
        orderVersion: order.version + 1,
      },
    }),
  );
}
