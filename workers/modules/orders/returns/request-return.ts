import { sql } from 'drizzle-orm';
import type { z } from 'zod';
import { returnPolicies } from '#db/schema/fulfilment';
import { stores } from '#db/schema/inventory';
import { requirePermission } from '#platform/access/require-permission';
import { dayIn } from '#platform/clock';
import type { Context, Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import { hashSecret } from '#platform/ids';
import { keyedId } from '#platform/keyed-id';
import { invalidInput, parseInput } from '#platform/parse-input';
import { orderReturnView } from '../fulfilment/aftermath-view.ts';
import { busy, writeDeed } from '../fulfilment/change-order.ts';
import { progressOf, returnable } from '../fulfilment/order-progress.ts';
import { sameRequest } from '../fulfilment/pack-order.ts';
import type { StandingOrder } from '../fulfilment/standing-order.ts';
import { findOrder } from '../get-order.ts';
import { buyerActions, type OrderStatus, requireAction } from '../order-machine.ts';
import type { OrderReturnView } from '../schemas.ts';
import { RequestReturn } from './inputs.ts';
import { requestedLine, requestedReturn, withReturn } from './new-return.ts';
import { returnFacts } from './return-deed.ts';
import { lastDayOfReturns } from './return-policy.ts';
import { showReturn } from './return-saga.ts';

const MAX_TRIES = 5;

/**
 * Asks to give goods back, once per key: its buyer within the days that the return policy gives, staff while the order is not
 * completed. Nothing moves until the goods are there.
 */
export async function requestReturn(ctx: Context, input: z.input<typeof RequestReturn>): Promise<OrderReturnView> {
  requirePermission(ctx, 'orders.change.own');
  const { reason, lines, resolution, idempotencyKey, ...access } = parseInput(RequestReturn, input);
  const id = await keyedId(access.orderId, 'return', idempotencyKey);
  const requestHash = await hashSecret(JSON.stringify({ reason, lines, resolution }));
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const { record, viewer } = await findOrder(ctx, access);
    const known = record.returns.find((row) => row.id === id);
    if (known !== undefined) {
      sameRequest(known, requestHash);
      return orderReturnView(known, record);
    }
    if (viewer === 'buyer') await requireInTime(ctx, record);
    else {
      requirePermission(ctx, 'orders.return', { storeId: record.order.storeId });
      requireAction('return', record.order.status as OrderStatus, record.order.stoppedFor);
    }
    requireReturnable(record, lines);
    if (resolution === 'store_credit') requireCreditable(record);
    const row = requestedReturn(ctx, record, {
      id,
      kind: 'return',
      reason,
      note: null,
      resolution,
      requestHash,
    });
    const rows = lines.map((line) => requestedLine(id, line));
    const after = withReturn(record, row, rows);
    const deed = {
      action: 'orders.request_return',
      after,
      facts: returnFacts(row, rows),
      changes: [showReturn(row, ctx.clock.now())],
      audited: { returnId: id, reason, lines },
    };
    if (await writeDeed(ctx, record, deed)) return orderReturnView(row, after);
  }
  throw busy();
}

function requireReturnable(record: StandingOrder, lines: readonly { position: number; quantity: number }[]): void {
  const progress = progressOf(record);
  const wrong = lines.flatMap(({ position, quantity }, at) => {
    const line = progress.find((candidate) => candidate.position === position);
    if (line === undefined) return [{ path: `lines.${at}.position`, message: 'No such line' }];
    const left = returnable(line);
    return quantity <= left ? [] : [{ path: `lines.${at}.quantity`, message: `Only ${left} can come back` }];
  });
  if (wrong.length > 0) throw invalidInput(wrong);
}

/** What a firm still owes must not become money of whoever ordered for it. */
function requireCreditable({ order, payments }: StandingOrder): void {
  const refuse = (message: string) => invalidInput([{ path: 'resolution', message }]);
  if (order.personId === null) throw refuse('Store credit needs an account that has ordered');
  const isOnCredit = payments.some(({ method }) => method === 'dealer_credit');
  if (isOnCredit) throw refuse('What was ordered on credit is taken off that credit: choose refund');
}

interface PolicyRow {
  window_days: number;
  time_zone: string;
}

/** The days of the store count, the last one whole. */
async function requireInTime(ctx: Permitted, record: StandingOrder): Promise<void> {
  const { order } = record;
  if (!(buyerActions.return as readonly string[]).includes(order.status)) {
    throw new AppError(
      'illegal_transition',
      'It can be given back once it has arrived, and until the order is completed.',
      {
        extensions: { status: order.status },
      },
    );
  }
  const deliveredAt = record.shipments
    .map((shipment) => shipment.deliveredAt ?? '')
    .toSorted()
    .at(-1);
  const [policy] = await ctx.db.query<PolicyRow>(sql`
    select p.window_days, s.time_zone from ${stores} s, ${returnPolicies} p
    where s.id = ${order.storeId} and p.channel in (${order.channel}, 'any') and p.valid_from <= ${order.placedAt}::timestamptz::date
    order by (p.channel <> 'any') desc, p.valid_from desc limit 1`);
  if (policy === undefined || deliveredAt === undefined || deliveredAt === '') {
    throw new AppError(
      'illegal_transition',
      'Goods of this order are not taken back over the internet. Ask the store.',
    );
  }
  const lastDay = lastDayOfReturns(dayIn(policy.time_zone, new Date(deliveredAt)), policy.window_days);
  if (dayIn(policy.time_zone, ctx.clock.now()) <= lastDay) return;
  throw new AppError('expired', `It could be given back until ${lastDay}.`, { extensions: { lastDay } });
}
