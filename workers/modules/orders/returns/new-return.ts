import { describeActor } from '#platform/access/actor';
import type { Context } from '#platform/context';
import type { OrderReturnLineRow, OrderReturnRow, StandingOrder } from '../fulfilment/standing-order.ts';
import { alreadyOff, billOfOrder, refundOf } from './bill-of-order.ts';
import { type Pieces, returnAmounts, takesEverything } from './return-amounts.ts';

export interface Disposed extends Pieces {
  restock: number;
  quarantine: number;
  destroy: number;
}

export interface NewReturn {
  id: string;
  kind: OrderReturnRow['kind'];
  reason: string;
  note: string | null;
  resolution: OrderReturnRow['resolution'];
  requestHash: string;
}

const noAmounts = { totalPaise: 0, discountPaise: 0, taxablePaise: 0, cgstPaise: 0, sgstPaise: 0, igstPaise: 0 };

/** A return that waits for its goods: it takes nothing off the bill yet. */
export function requestedReturn(
  ctx: Pick<Context, 'actor' | 'clock' | 'requestId'>,
  { order }: StandingOrder,
  wanted: NewReturn,
): OrderReturnRow {
  return {
    ...wanted,
    orderId: order.id,
    storeId: order.storeId,
    status: 'requested',
    step: 'stock',
    requestedBy: describeActor(ctx.actor),
    requestedAt: ctx.clock.now().toISOString(),
    decidedBy: null,
    decidedAt: null,
    completedAt: null,
    ...noAmounts,
    shippingPaise: 0,
    refundedPaise: null,
    givesCouponBack: false,
    failures: 0,
    lastError: null,
    steps: [],
    revision: 1,
    correlationId: ctx.requestId,
    dueAt: null,
  };
}

export const requestedLine = (returnId: string, { position, quantity }: Pieces): OrderReturnLineRow => ({
  returnId,
  position,
  quantity,
  restock: 0,
  quarantine: 0,
  destroy: 0,
  ...noAmounts,
});

/** A return decided on an order as it stands: amounts, refund and coupon are fixed here, whatever happens afterwards. */
export function decideReturn(
  ctx: Pick<Context, 'actor' | 'clock'>,
  order: StandingOrder,
  row: OrderReturnRow,
  disposed: readonly Disposed[],
  refundsShipping: (takesAll: boolean) => boolean,
): { row: OrderReturnRow; lines: OrderReturnLineRow[] } {
  const bill = billOfOrder(order);
  const already = alreadyOff(order);
  const takesAll = takesEverything(bill, disposed, already);
  const { lines, ...amounts } = returnAmounts(bill, disposed, already, refundsShipping(takesAll));
  const now = ctx.clock.now().toISOString();
  return {
    row: {
      ...row,
      ...amounts,
      status: 'working',
      decidedBy: describeActor(ctx.actor),
      decidedAt: now,
      refundedPaise: refundOf(order, amounts.totalPaise),
      givesCouponBack: takesAll,
      revision: row.revision + 1,
      dueAt: now,
    },
    lines: lines.map((line, at) => {
      const { restock, quarantine, destroy } = disposed[at] ?? { restock: 0, quarantine: 0, destroy: 0 };
      return { returnId: row.id, ...line, restock, quarantine, destroy };
    }),
  };
}

/** Rows of an order with a return in them: put in the place of what it was before, or added. */
export function withReturn(
  order: StandingOrder,
  row: OrderReturnRow,
  lines: readonly OrderReturnLineRow[],
): StandingOrder {
  return {
    ...order,
    returns: [...order.returns.filter(({ id }) => id !== row.id), row],
    returnLines: [...order.returnLines.filter(({ returnId }) => returnId !== row.id), ...lines],
  };
}
