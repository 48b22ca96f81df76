import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Permitted } from '#platform/context';
import { withDeadline } from '#platform/deadline';
import { describeError, log } from '#platform/log';
import { defineRoute } from '../../routing/define-route.ts';

/** An event that has waited so long says that the queue or a consumer stands still. */
const MAX_EVENT_AGE_SECONDS = 60;
/** A part that has not answered by then is down for whoever waits. */
const CHECK_LIMIT_MS = 3_000;

const state = z.enum(['ok', 'failing']);
const HealthView = z
  .object({
    status: z.enum(['ok', 'degraded']),
    version: z.string(),
    checks: z.object({ database: state, objects: state, queue: state }),
  })
  .meta({ id: 'Health' });
type Health = z.infer<typeof HealthView>;

/** `degraded` still sells when only the queue is late; without records or objects it is 503. */
export const getHealthRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/health',
    area: 'System',
    permission: 'system.read',
    summary: 'Whether the shop can sell',
    description: '503 when it cannot; `degraded` with 200 when it sells but messages are late.',
    response: HealthView,
    errors: [],
  },
  async ({ ctx, version }) => {
    const [records, objects] = await Promise.all([checkRecords(ctx), check('objects', reachObjects(ctx))]);
    const database: z.infer<typeof state> = records === undefined ? 'failing' : 'ok';
    const queue: z.infer<typeof state> =
      records !== undefined && records.waitingSeconds <= MAX_EVENT_AGE_SECONDS ? 'ok' : 'failing';
    const checks = { database, objects: objects === undefined ? ('failing' as const) : ('ok' as const), queue };
    const canSell = checks.database === 'ok' && checks.objects === 'ok';
    const health: Health = { status: canSell && queue === 'ok' ? 'ok' : 'degraded', version, checks };
    const headers = { 'cache-control': 'no-store', ...(!canSell && { 'retry-after': '2' }) };
    return Response.json(health, { status: canSell ? 200 : 503, headers });
  },
);

async function checkRecords(ctx: Permitted): Promise<{ waitingSeconds: number } | undefined> {
  const waiting = ctx.db.query<{ seconds: number }>(
    sql`select coalesce(extract(epoch from now() - min(occurred_at)), 0)::int as seconds from events where due_at is not null`,
  );
  const rows = await check('database', waiting);
  return rows && { waitingSeconds: rows[0]?.seconds ?? 0 };
}

const reachObjects = async (ctx: Permitted): Promise<true> => {
  await ctx.objects.outboxRelay().kick();
  return true;
};

async function check<T>(part: string, work: Promise<T>): Promise<T | undefined> {
  try {
    return await withDeadline(work, CHECK_LIMIT_MS);
  } catch (error) {
    log('warn', 'A part of the shop does not answer', { part, ...describeError(error) });
    return undefined;
  }
}
