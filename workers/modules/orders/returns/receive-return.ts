import { sql } from 'drizzle-orm';
import type { z } from 'zod';
import { orderReturnLines, returnPolicies } from '#db/schema/fulfilment';
import { requirePermission } from '#platform/access/require-permission';
import type { Context, Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import { exactlyOne } from '#platform/exactly-one';
import { invalidInput, parseInput } from '#platform/parse-input';
import { changeOrder, type Deed } from '../fulfilment/change-order.ts';
import { showToStaff } from '../fulfilment/show-to-staff.ts';
import type { OrderReturnRow, StandingOrder } from '../fulfilment/standing-order.ts';
import type { OrderView } from '../schemas.ts';
import { DeclineReturn, ReceiveReturn } from './inputs.ts';
import { type Disposed, decideReturn, withReturn } from './new-return.ts';
import { lessToPay } from './return-deed.ts';
import { showReturn } from './return-saga.ts';
import { forStore, runReturn, saveReturn } from './run-return.ts';

type Received = z.output<typeof ReceiveReturn>['lines'];

/**
 * The goods are there: staff say for each line, and so for each batch, what is restocked, quarantined and destroyed. From here on
 * stock, coupon, money and credit note follow by themselves. What did not come is not taken off the bill.
 */
export async function receiveReturn(ctx: Context, input: z.input<typeof ReceiveReturn>): Promise<OrderView> {
  requirePermission(ctx, 'orders.return');
  const { orderId, returnId, lines, note } = parseInput(ReceiveReturn, input);
  const freeDelivery = await reasonsThatRefundDelivery(ctx, orderId);
  const order = await changeOrder(ctx, { orderId, action: 'return' }, (standing) => {
    const row = returnOf(standing, returnId);
    if (row.status === 'working' || row.status === 'completed') return sameGoods(standing, row, lines);
    requireRequested(row);
    return receiving(
      ctx,
      standing,
      row,
      received(standing, row, lines),
      freeDelivery.includes(row.reason),
      note ?? null,
    );
  });
  return showToStaff(ctx, await runReturn(forStore(ctx, [order.order.storeId]), orderId, returnId));
}

/** Staff do not take the goods back; the pieces may be asked for again. */
export async function declineReturn(ctx: Context, input: z.input<typeof DeclineReturn>): Promise<OrderView> {
  requirePermission(ctx, 'orders.return');
  const { orderId, returnId, note } = parseInput(DeclineReturn, input);
  const order = await changeOrder(ctx, { orderId, action: 'return' }, (standing) => {
    const row = returnOf(standing, returnId);
    if (row.status === 'declined') return null;
    requireRequested(row);
    const declined: OrderReturnRow = {
      ...row,
      status: 'declined',
      revision: row.revision + 1,
      completedAt: ctx.clock.now().toISOString(),
    };
    const lines = standing.returnLines.filter((line) => line.returnId === returnId);
    return {
      action: 'orders.decline_return',
      after: withReturn(standing, declined, lines),
      changes: [saveReturn(row, declined), showReturn(declined, ctx.clock.now())],
      note,
      audited: { returnId },
    };
  });
  return showToStaff(ctx, order);
}

function returnOf(standing: StandingOrder, returnId: string): OrderReturnRow {
  const row = standing.returns.find(({ id, kind }) => id === returnId && kind === 'return');
  if (row === undefined) throw new AppError('not_found', 'The order has no such return.');
  return row;
}

function requireRequested({ status }: OrderReturnRow): void {
  if (status === 'requested') return;
  throw new AppError('illegal_transition', `The return is ${status}.`, { extensions: { status } });
}

/** Said twice it is done once; said otherwise the second time, somebody must look. */
function sameGoods(standing: StandingOrder, row: OrderReturnRow, lines: Received): null {
  const booked = standing.returnLines.filter((line) => line.returnId === row.id && line.quantity > 0);
  const isSame =
    booked.length === lines.length &&
    lines.every((line) =>
      booked.some(
        ({ position, restock, quarantine, destroy }) =>
          position === line.position &&
          restock === line.restock &&
          quarantine === line.quarantine &&
          destroy === line.destroy,
      ),
    );
  if (isSame) return null;
  throw new AppError('conflict', 'The goods of this return were received already, in another way.');
}

function received(standing: StandingOrder, row: OrderReturnRow, lines: Received): Disposed[] {
  const asked = standing.returnLines.filter((line) => line.returnId === row.id);
  const wrong = lines.flatMap((line, at) => {
    const wanted = asked.find(({ position }) => position === line.position)?.quantity ?? 0;
    const came = line.restock + line.quarantine + line.destroy;
    return came <= wanted ? [] : [{ path: `lines.${at}`, message: `Only ${wanted} were asked to come back` }];
  });
  if (wrong.length > 0) throw invalidInput(wrong);
  return lines.map((line) => ({ ...line, quantity: line.restock + line.quarantine + line.destroy }));
}

function receiving(
  ctx: Permitted,
  standing: StandingOrder,
  row: OrderReturnRow,
  disposed: readonly Disposed[],
  refundsDelivery: boolean,
  note: string | null,
): Deed {
  const asked = standing.returnLines.filter((line) => line.returnId === row.id);
  const decided = decideReturn(ctx, standing, row, disposed, (takesAll) => takesAll && refundsDelivery);
  const stayed = asked
    .filter(({ position }) => !disposed.some((line) => line.position === position))
    .map((line) => ({ ...line, quantity: 0 }));
  const lines = [...decided.lines, ...stayed];
  return {
    action: 'orders.receive_return',
    after: withReturn(standing, decided.row, lines),
    changes: [
      saveReturn(row, decided.row),
      ...lines.map((line) =>
        exactlyOne(sql`update ${orderReturnLines} set quantity = ${line.quantity}, restock = ${line.restock},
          quarantine = ${line.quarantine}, destroy = ${line.destroy}, total_paise = ${line.totalPaise},
          discount_paise = ${line.discountPaise}, taxable_paise = ${line.taxablePaise}, cgst_paise = ${line.cgstPaise},
          sgst_paise = ${line.sgstPaise}, igst_paise = ${line.igstPaise}
          where return_id = ${row.id} and position = ${line.position}`),
      ),
      ...lessToPay(standing, decided.row),
      showReturn(decided.row, ctx.clock.now()),
    ],
    note,
    audited: {
      returnId: row.id,
      totalPaise: decided.row.totalPaise,
      refundedPaise: decided.row.refundedPaise,
      lines: disposed,
    },
  };
}

/** Data, by the day on which the order was placed. */
async function reasonsThatRefundDelivery(ctx: Permitted, orderId: string): Promise<readonly string[]> {
  const [policy] = await ctx.db.query<{ shipping_back_for: string[] }>(sql`
    select p.shipping_back_for from orders o, ${returnPolicies} p
    where o.id = ${orderId} and p.channel in (o.channel, 'any') and p.valid_from <= o.placed_at::date
    order by (p.channel <> 'any') desc, p.valid_from desc limit 1`);
  return policy?.shipping_back_for ?? [];
}
