import { type SQL, sql } from 'drizzle-orm';
import { orderReturnLines, orderReturns } from '#db/schema/fulfilment';
import { payments } from '#db/schema/orders';
import type { Permitted } from '#platform/context';
import { demand } from '#platform/exactly-one';
import { type Fact, fact } from '#platform/facts';
import type { Deed } from '../fulfilment/change-order.ts';
import type { OrderReturnLineRow, OrderReturnRow, StandingOrder } from '../fulfilment/standing-order.ts';
import { owedPaise } from './bill-of-order.ts';
import { type Disposed, decideReturn, type NewReturn, requestedReturn, withReturn } from './new-return.ts';
import { showReturn } from './return-saga.ts';

/** The rows of a return that is new, to be written with the order's new version. */
export const returnFacts = (row: OrderReturnRow, lines: readonly OrderReturnLineRow[]): Fact[] => [
  fact(orderReturns, row),
  ...lines.map((line) => fact(orderReturnLines, line)),
];

/**
 * Pieces that never leave the house: the intention with its amounts, what is still to be paid, and the order's new version,
 * all in one transaction. The saga does the rest.
 */
export function takeOutDeed(
  ctx: Permitted,
  order: StandingOrder,
  wanted: NewReturn,
  disposed: readonly Disposed[],
  action: string,
): Deed {
  const isAtHome = order.shipments.every(({ status }) => status === 'packed' || status === 'cancelled');
  const requested = requestedReturn(ctx, order, wanted);
  const { row, lines } = decideReturn(ctx, order, requested, disposed, (takesAll) => takesAll && isAtHome);
  return {
    action,
    after: withReturn(order, row, lines),
    facts: returnFacts(row, lines),
    changes: [...lessToPay(order, row), showReturn(row, ctx.clock.now())],
    note: wanted.note,
    audited: { returnId: row.id, reason: row.reason, totalPaise: row.totalPaise, refundedPaise: row.refundedPaise },
  };
}

/**
 * What was to be paid at the door or by hand becomes less: nobody collects money for goods that do not come. Only where one
 * such payment is open; a provider's own is settled by whoever started it. Money that came in since the order was read takes
 * the deed back: it is thought over anew, or nobody would give that money back.
 */
export function lessToPay(order: StandingOrder, row: OrderReturnRow): SQL[] {
  const owed = owedPaise(order, row.totalPaise);
  const paid = order.payments
    .filter(({ status }) => ['captured', 'partly_refunded', 'refunded'].includes(status))
    .reduce((sum, { amountPaise }) => sum + amountPaise, 0);
  const toCollect = Math.max(0, owed - paid);
  const orderId = order.order.id;
  return [
    sql`update ${payments} set amount_paise = least(amount_paise, ${toCollect}::bigint),
      status = case when ${toCollect}::bigint = 0 then 'cancelled' else status end
      where order_id = ${orderId} and status = 'pending' and provider = 'manual'`,
    demand(sql`(select coalesce(sum(amount_paise), 0) from ${payments} where order_id = ${orderId}
      and status in ('captured', 'partly_refunded', 'refunded')) = ${paid}::bigint`),
  ];
}

/** Everything that has not left the house, back on the shelf. */
export const restocked = (pieces: readonly { position: number; quantity: number }[]): Disposed[] =>
  pieces.map(({ position, quantity }) => ({ position, quantity, restock: quantity, quarantine: 0, destroy: 0 }));
