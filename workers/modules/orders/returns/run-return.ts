import { sql } from 'drizzle-orm';
import { orderReturns } from '#db/schema/fulfilment';
import { dayIn } from '#platform/clock';
import type { Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import { exactlyOne, wasRefused } from '#platform/exactly-one';
import { type Fact, writeFacts } from '#platform/facts';
import { hurryEvents } from '#platform/hurry-events';
import { describeError, log } from '#platform/log';
import { MAX_SAGA_STEPS, type SagaStep } from '#platform/sagas';
import { readStandingOrder } from '../fulfilment/change-order.ts';
import { orderCancelled, orderReturned } from '../fulfilment/events.ts';
import type { OrderReturnRow, StandingOrder } from '../fulfilment/standing-order.ts';
import { showReturn } from './return-saga.ts';
import { type ReturnedOrder, returnSteps, stepAfter } from './return-steps.ts';

const FIRST_RETRY_MS = 10_000;
const LONGEST_RETRY_MS = 3_600_000;
/** Steps, and as many lost races with another runner of the same return. */
const MAX_ROUNDS = 20;

/** Reads and writes as the store of the order, whoever set the return going: a buyer, staff, or the sweep. */
export const forStore = (ctx: Permitted, storeIds: readonly string[]): Permitted => ({
  ...ctx,
  db: ctx.db.within({ storeIds, personId: null }),
});

/**
 * Takes a decided return as far as it goes. Every step bears repeating and is written down when it is done, so two who run it
 * at once, or one who dies in the middle, do no harm. What fails stays due, and the sweep goes on with it.
 */
export async function runReturn(ctx: Permitted, orderId: string, returnId: string): Promise<StandingOrder> {
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const order = await readStandingOrder(ctx, orderId);
    const row = order.returns.find(({ id }) => id === returnId);
    if (row === undefined) throw new AppError('not_found', 'The order has no such return.');
    if (row.status !== 'working') return order;
    try {
      if (row.step !== 'done') await returnSteps[row.step](ctx, { row, order });
    } catch (error) {
      await noteFailure(ctx, row, error);
      return readStandingOrder(ctx, orderId);
    }
    await finishStep(ctx, { row, order }, { step: row.step, at: ctx.clock.now().toISOString(), outcome: 'done' });
  }
  throw new Error('A return goes round in circles');
}

/** Writes down that a step is done; whoever was slower finds it written already. */
export async function finishStep(ctx: Permitted, { row, order }: ReturnedOrder, done: SagaStep): Promise<void> {
  const step = stepAfter(row.step);
  const isOver = row.step === 'done' || step === 'done';
  const now = ctx.clock.now();
  const after: OrderReturnRow = {
    ...row,
    step,
    status: isOver ? 'completed' : 'working',
    completedAt: isOver ? now.toISOString() : null,
    failures: 0,
    lastError: null,
    steps: [...(row.steps as SagaStep[]), done].slice(-MAX_SAGA_STEPS),
    revision: row.revision + 1,
    dueAt: isOver ? null : row.dueAt,
  };
  const told = isOver ? await tell(ctx, { row: after, order }) : [];
  try {
    await ctx.db.batch([saveReturn(row, after), showReturn(after, now), ...writeFacts(told)]);
  } catch (error) {
    if (!wasRefused(error)) throw error;
    return;
  }
  if (isOver) await hurryEvents(ctx);
}

/** On the very revision that was read. */
export const saveReturn = (before: OrderReturnRow, after: OrderReturnRow) =>
  exactlyOne(sql`update ${orderReturns} set status = ${after.status}, step = ${after.step}, failures = ${after.failures},
    last_error = ${after.lastError}, steps = ${JSON.stringify(after.steps)}::jsonb, revision = ${after.revision},
    decided_by = ${after.decidedBy}, decided_at = ${after.decidedAt}::timestamptz,
    completed_at = ${after.completedAt}::timestamptz, due_at = ${after.dueAt}::timestamptz,
    total_paise = ${after.totalPaise}, discount_paise = ${after.discountPaise}, shipping_paise = ${after.shippingPaise},
    taxable_paise = ${after.taxablePaise}, cgst_paise = ${after.cgstPaise}, sgst_paise = ${after.sgstPaise},
    igst_paise = ${after.igstPaise}, refunded_paise = ${after.refundedPaise}, gives_coupon_back = ${after.givesCouponBack}
    where id = ${before.id} and revision = ${before.revision}`);

async function noteFailure(ctx: Permitted, row: OrderReturnRow, error: unknown): Promise<void> {
  const failures = row.failures + 1;
  const now = ctx.clock.now();
  const lastError = error instanceof AppError ? `${error.code}: ${error.message}` : 'No answer.';
  log('warn', 'A return could not go on and waits', { returnId: row.id, step: row.step, ...describeError(error) });
  const failed: SagaStep = { step: row.step, at: now.toISOString(), outcome: 'failed', error: lastError };
  const after: OrderReturnRow = {
    ...row,
    failures,
    lastError,
    steps: [...(row.steps as SagaStep[]), failed].slice(-MAX_SAGA_STEPS),
    revision: row.revision + 1,
    dueAt: new Date(now.getTime() + Math.min(FIRST_RETRY_MS * 2 ** (failures - 1), LONGEST_RETRY_MS)).toISOString(),
  };
  try {
    await ctx.db.batch([saveReturn(row, after), showReturn(after, now)]);
  } catch (refusal) {
    // Another run was faster, or the records are away: what stands there is due all the same.
    if (!wasRefused(refusal)) log('warn', 'A failed step was not written down', describeError(refusal));
  }
}

/** What others hear when it is over. */
async function tell(ctx: Permitted, { row, order }: ReturnedOrder): Promise<Fact[]> {
  if (row.kind === 'goodwill') return [];
  const [store] = await ctx.db.query<{ time_zone: string; number: string | null }>(
    sql`select s.time_zone, (select c.number from credit_notes c where c.id = ${row.id}) as number
      from stores s where s.id = ${row.storeId}`,
  );
  const taxOf = (amounts: { cgstPaise: number; sgstPaise: number; igstPaise: number }): number =>
    amounts.cgstPaise + amounts.sgstPaise + amounts.igstPaise;
  const lines = order.returnLines.flatMap((line) => {
    const sold = order.lines.find(({ position }) => position === line.position);
    if (line.returnId !== row.id || line.quantity === 0 || sold === undefined) return [];
    const { variantId, productId, batchId } = sold;
    const { quantity, totalPaise } = line;
    return [{ variantId, productId, batchId, quantity, totalPaise, taxPaise: taxOf(line) }];
  });
  const contract = row.kind === 'return' ? orderReturned : orderCancelled;
  return [
    contract.fact(ctx, {
      id: ctx.ids.next(),
      subject: row.orderId,
      storeId: row.storeId,
      data: {
        returnId: row.id,
        orderId: row.orderId,
        number: order.order.number,
        storeId: row.storeId,
        channel: order.order.channel,
        kind: row.kind,
        reason: row.reason,
        day: dayIn(store?.time_zone ?? 'Asia/Kolkata', ctx.clock.now()),
        creditNoteNumber: store?.number ?? null,
        lines,
        shippingPaise: row.shippingPaise,
        taxPaise: taxOf(row),
        totalPaise: row.totalPaise,
        refundedPaise: row.refundedPaise ?? 0,
      },
    }),
  ];
}
