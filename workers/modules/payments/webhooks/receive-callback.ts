import { sql } from 'drizzle-orm';
import { paymentReports } from '#db/schema/payments';
import type { Permitted } from '#platform/context';
import { sqlStateOf } from '#platform/database-errors';
import { AppError } from '#platform/errors';
import { exactlyOne, wasRefused } from '#platform/exactly-one';
import { type Fact, fact, writeFacts } from '#platform/facts';
import { hurryEvents } from '#platform/hurry-events';
import { describeError, log } from '#platform/log';
import { handleDispute } from './handle-dispute.ts';
import { type Effect, handlePayment } from './handle-payment.ts';
import { handleRefund } from './handle-refund.ts';
import type { Callback, ProviderNews } from './provider-news.ts';

/** Long enough for the request that brought it; then the sweep takes it for cut off. */
const SWEEP_AFTER_MS = 60_000;
const LONGEST_RETRY_MS = 3_600_000;
const UNIQUE_VIOLATION = '23505';

export type CallbackStatus = 'received' | 'handled' | 'ignored' | 'unclaimed';

interface Kept {
  status: CallbackStatus;
  attempts: number;
}

/**
 * Takes what a provider said: written down first, then done, and closed in the transaction that holds its effect. The same
 * one counts once. `alongside` is written with it. Throws `unavailable` when it could not be done, so that the provider tries again; so does the sweep.
 */
export async function receiveCallback(
  ctx: Permitted,
  callback: Callback,
  alongside: readonly Fact[],
): Promise<CallbackStatus> {
  const { id, provider, type, news } = callback;
  const now = ctx.clock.now();
  const row = fact(paymentReports, {
    id,
    provider,
    type,
    news,
    paymentId: news.kind === 'payment' ? news.report.paymentId : null,
    captureRef: news.kind === 'payment' ? news.captureRef : null,
    status: news.kind === 'other' ? 'ignored' : 'received',
    outcome: null,
    attempts: 0,
    lastError: null,
    receivedAt: now.toISOString(),
    handledAt: news.kind === 'other' ? now.toISOString() : null,
    dueAt: news.kind === 'other' ? null : new Date(now.getTime() + SWEEP_AFTER_MS).toISOString(),
  });
  const kept = await ctx.db.batch<Kept>([
    ...writeFacts([row, ...alongside]),
    sql`select status, attempts from ${paymentReports} where id = ${id}`,
  ]);
  const [report] = kept.at(-1) ?? [];
  if (report === undefined || report.status !== 'received') return report?.status ?? 'received';
  return handleCallback(ctx, { id, provider, news, attempts: report.attempts });
}

export interface OpenCallback extends Pick<Callback, 'id' | 'provider' | 'news'> {
  /** Tries that failed. */
  attempts: number;
}

/** How often it is thought over anew because somebody was faster; after that the sweep does it. */
const MAX_RACES = 3;

/** Does what a kept call-back asks for. Two at once do it once: the second one's transaction is refused. */
export async function handleCallback(ctx: Permitted, callback: OpenCallback): Promise<CallbackStatus> {
  for (let races = 1; ; races++) {
    try {
      return await settleCallback(ctx, callback);
    } catch (error) {
      if (!isRace(error) || races === MAX_RACES) return await afterFailure(ctx, callback, error);
    }
  }
}

async function settleCallback(ctx: Permitted, callback: OpenCallback): Promise<CallbackStatus> {
  const { status, outcome, statements } = await effectOf(ctx, callback.provider, callback.news);
  await ctx.db.batch([
    exactlyOne(sql`update ${paymentReports} set status = ${status}, outcome = ${outcome}, last_error = null,
      handled_at = ${ctx.clock.now().toISOString()}, due_at = null where id = ${callback.id} and status = 'received'`),
    ...statements,
  ]);
  await hurryEvents(ctx);
  return status;
}

const isRace = (error: unknown): boolean => wasRefused(error) || sqlStateOf(error) === UNIQUE_VIOLATION;

async function effectOf(ctx: Permitted, provider: Callback['provider'], news: ProviderNews): Promise<Effect> {
  if (news.kind === 'payment') return handlePayment(ctx, news);
  if (news.kind === 'refund') return handleRefund(ctx, news);
  if (news.kind === 'dispute') return handleDispute(ctx, provider, news);
  return { status: 'ignored', outcome: 'other', statements: [] };
}

async function afterFailure(ctx: Permitted, callback: OpenCallback, error: unknown): Promise<CallbackStatus> {
  const [kept] = await ctx.db.query<Kept>(
    sql`select status, attempts from ${paymentReports} where id = ${callback.id}`,
  );
  // Somebody else did it at the same time, and the transaction of the second was refused.
  if (kept !== undefined && kept.status !== 'received') return kept.status;
  const attempts = callback.attempts + 1;
  const waitMs = isRace(error) ? 0 : Math.min(SWEEP_AFTER_MS * 2 ** Math.min(attempts - 1, 20), LONGEST_RETRY_MS);
  const dueAt = new Date(ctx.clock.now().getTime() + waitMs).toISOString();
  await ctx.db.query(sql`update ${paymentReports} set attempts = ${attempts}, last_error = ${reasonOf(error)},
    due_at = ${dueAt} where id = ${callback.id} and status = 'received'`);
  log('warn', 'A call-back of a provider could not be handled yet', { callback: callback.id, ...describeError(error) });
  throw new AppError('unavailable', 'It is kept, but could not be handled yet. Send it again.', {
    retryAfterSeconds: 60,
  });
}

const MAX_REASON = 300;
const reasonOf = (error: unknown): string =>
  (error instanceof AppError
    ? `${error.code}: ${error.message}`
    : error instanceof Error
      ? error.name
      : 'unknown'
  ).slice(0, MAX_REASON);
