import { type SQL, sql } from 'drizzle-orm';
import { deadLetters, eventRetention, events, inbox } from '#db/schema/platform';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context, Permitted } from '#platform/context';
import { demand, wasRefused } from '#platform/exactly-one';
import { writeFacts } from '#platform/facts';
import { log } from '#platform/log';
import { monthOf, partitionOf, plusMonths } from './event-months.ts';

/** Inbox rows that one run deletes, so that none takes long; the next run deletes more. */
const MAX_FORGOTTEN = 20_000;
/** A message may still be in a queue or its dead letters: nothing younger is let go, whatever the row says. */
const LEAST_KEPT_MONTHS = 3;

interface Retention {
  keep_months: number | null;
  months_ahead: number;
}

export interface EventLogKeeping {
  /** Months whose partitions were made. */
  made: string[];
  letGo: string[];
  /** Old months that are kept because an event in them is not settled or has an open dead letter. */
  kept: string[];
  /** Inbox rows of events that are gone. */
  forgotten: number;
}

/**
 * Makes the partitions of the months to come and lets whole old months go, as `event_retention` says. A month with an event
 * that somebody still waits for, or that an open dead letter names, stays. For the platform itself: it changes tables.
 */
export async function keepEventLog(ctx: Context): Promise<EventLogKeeping> {
  requirePermission(ctx, 'events.replay');
  const keeping: EventLogKeeping = { made: [], letGo: [], kept: [], forgotten: 0 };
  const [retention] = await ctx.db.query<Retention>(
    sql`select keep_months, months_ahead from ${eventRetention} where log = 'events'`,
  );
  if (retention === undefined) return keeping;
  const present = monthOf(ctx.clock.now());
  for (let ahead = 0; ahead <= retention.months_ahead; ahead++) {
    const month = plusMonths(present, ahead);
    const [row] = await ctx.db.query<{ made: boolean }>(sql`select make_event_month(${month}::date) as made`);
    if (row?.made === true) keeping.made.push(month);
  }
  if (retention.keep_months === null) return keeping;
  const oldestKept = plusMonths(present, -Math.max(retention.keep_months, LEAST_KEPT_MONTHS));
  for (const month of await monthsBefore(ctx, oldestKept)) {
    if (await letGo(ctx, month)) keeping.letGo.push(month);
    else keeping.kept.push(month);
  }
  keeping.forgotten = await forgetInbox(ctx, oldestKept);
  return keeping;
}

async function monthsBefore(ctx: Permitted, month: string): Promise<string[]> {
  const rows = await ctx.db.query<{ month: string }>(sql`
    select replace(substr(child.relname, 2), '_', '-') || '-01' as month from pg_inherits
      join pg_class child on child.oid = inhrelid
    where inhparent = 'events'::regclass and child.relname ~ '^m[0-9]{4}_[0-9]{2}$' order by 1`);
  return rows.map((row) => row.month).filter((found) => found < month);
}

/** One transaction with its audit row; the lock keeps out whoever would replay an event of the month meanwhile. */
async function letGo(ctx: Permitted, month: string): Promise<boolean> {
  const partition = sql.raw(partitionOf(month));
  const next = plusMonths(month, 1);
  const waiting = sql`exists (select 1 from ${partition} where due_at is not null)`;
  const mourned = sql`exists (select 1 from ${partition} e join ${deadLetters} d on d.event_id = e.id
    where d.replayed_at is null and d.discarded_at is null)`;
  const audit = auditFact(ctx, { action: 'events.let_go', subject: month });
  try {
    await ctx.db.batch([
      // A long reader must not make every writer wait behind this: the next run tries again.
      sql`set local lock_timeout = '2s'`,
      sql`lock table ${events} in access exclusive mode`,
      demand(sql`not ${waiting} and not ${mourned}`),
      sql`alter table ${events} detach partition ${partition}`,
      sql`drop table ${partition}`,
      sql`update ${eventRetention} set kept_from = greatest(kept_from, ${next}::date) where log = 'events'`,
      ...writeFacts([audit]),
    ]);
    return true;
  } catch (error) {
    if (!wasRefused(error)) throw error;
    log('warn', 'An old month of events is kept: something in it is not settled', { month });
    return false;
  }
}

/** Rows about events that are gone. An id without a time of its own is older than any month, so each is looked up. */
async function forgetInbox(ctx: Permitted, month: string): Promise<number> {
  const gone: SQL = sql`select i.event_id, i.consumer from ${inbox} i
    where i.event_id < event_id_floor(${month}::timestamp at time zone 'utc')
      and not exists (select 1 from ${events} e where e.id = i.event_id) limit ${MAX_FORGOTTEN}`;
  const rows = await ctx.db.query(
    sql`delete from ${inbox} where (event_id, consumer) in (${gone}) returning 1 as forgotten`,
  );
  return rows.length;
}
