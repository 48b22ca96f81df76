import { sql } from 'drizzle-orm';
import { stores } from '#db/schema/inventory';
import { stockDifferences, stockProofs } from '#db/schema/stock-batches';
import type { Permitted } from '#platform/context';
import { fact, writeFacts } from '#platform/facts';
import { describeError, log } from '#platform/log';
import { advanceProof, type ProofRow, replayMovements } from './advance-proof.ts';
import { selectProofs } from './prove-store.ts';

/** A night's proof begins at this hour of the store: after the day's last sale, before the first. */
const NIGHT_HOUR = 2;
/** So much in one minute: a run must end before the next begins. */
const STORES_AT_ONCE = 20;
const PAGES_AT_ONCE = 10;

/** Begins every store's proof of the night once, and goes on with what has begun or is to be repaired. */
export async function sweepProofs(ctx: Permitted): Promise<void> {
  const now = ctx.clock.now().toISOString();
  await beginNight(ctx, now);
  const open = await ctx.db.query<ProofRow>(
    selectProofs(sql`status in ('running', 'repairing') order by started_at limit ${STORES_AT_ONCE}`),
  );
  for (const proof of open) {
    await (proof.status === 'repairing' ? repair(ctx, proof) : advanceProof(ctx, proof, PAGES_AT_ONCE)).catch(
      (error: unknown) => log('warn', 'A stock proof could not go on', { proofId: proof.id, ...describeError(error) }),
    );
  }
}

async function beginNight(ctx: Permitted, now: string): Promise<void> {
  const due = await ctx.db.query<{ storeId: string; day: string }>(sql`select storeId as "storeId", day from (
      select id as storeId, ((${now}::timestamptz at time zone time_zone) - make_interval(hours => ${NIGHT_HOUR}))::date as day
      from ${stores}) s
    where not exists (select 1 from ${stockProofs} p where p.store_id = s.storeId and p.day = s.day and p.kind = 'nightly')`);
  if (due.length === 0) return;
  const rows = due.map(({ storeId, day }) =>
    fact(stockProofs, {
      id: ctx.ids.next(),
      storeId,
      day,
      kind: 'nightly',
      status: 'running',
      afterBatchId: null,
      batchesChecked: 0,
      differences: 0,
      startedAt: now,
      endedAt: null,
    }),
  );
  await ctx.db.batch(writeFacts(rows));
}

/** Replays, and proves again from the beginning; what still differs is older than what the object remembers, or wrong. */
async function repair(ctx: Permitted, proof: ProofRow): Promise<void> {
  await replayMovements(ctx, proof.storeId);
  await ctx.db.batch([
    sql`delete from ${stockDifferences} where proof_id = ${proof.id}`,
    sql`update ${stockProofs} set status = 'running', after_batch_id = null, batches_checked = 0, differences = 0
      where id = ${proof.id} and status = 'repairing'`,
  ]);
  const again: ProofRow = { ...proof, status: 'running', afterBatchId: null };
  if (!(await advanceProof(ctx, again, PAGES_AT_ONCE))) return;
  await ctx.db.query(sql`update ${stockProofs} set status = 'repaired' where id = ${proof.id} and status = 'agrees'`);
}
