import { type SQL, sql } from 'drizzle-orm';
import type * as z from 'zod';
import { batches } from '#db/schema/inventory';
import { stockCountEntries, stockCounts } from '#db/schema/stock-documents';
import { describeActor } from '#platform/access/actor';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context, Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import { demand, exactlyOne } from '#platform/exactly-one';
import { keyedId, requestHash } from '#platform/keyed-id';
import type { StockChange } from '#platform/objects';
import { parseInput } from '#platform/parse-input';
import { readReason, requireSecondPerson } from '../adjustments/approval.ts';
import { knownPosting, post } from '../posting/post.ts';
import { runPosting } from '../posting/run-posting.ts';
import type { BatchRecord } from '../posting/standings.ts';
import { storeFacts } from '../posting/stores.ts';
import { type CountEntry, countDifferences, needsApproval, valueOfDifferences } from './count-difference.ts';
import { CountDeedSchema, type CountView } from './count-schemas.ts';
import { type CountRecord, countView, latestOf, readCount } from './read-count.ts';

/** What one call of an object books with ease; more differences than this are two counts. */
const MAX_DIFFERENCES = 5_000;

/**
 * Books the differences of a count. Above the limit of the reason `count_difference` only somebody with inventory.approve who
 * did not count may. Throws `out_of_stock` when a shelf no longer holds what is to be taken off, and `conflict` when another count
 * has corrected one of its batches since it was counted here: then it is counted again.
 */
export async function approveCount(ctx: Context, input: z.input<typeof CountDeedSchema>): Promise<CountView> {
  requirePermission(ctx, 'inventory.count');
  const { countId, key } = parseInput(CountDeedSchema, input);
  const count = await readCount(ctx, countId);
  requirePermission(ctx, 'inventory.count', { storeId: count.storeId });
  const id = await keyedId('approve-count', countId, key);
  const fingerprint = await requestHash(['approve', countId]);
  const known = await knownPosting(ctx, id, fingerprint);
  if (known === undefined) await book(ctx, count, { id, fingerprint });
  else await runPosting(ctx, known);
  return countView(await readCount(ctx, countId));
}

type Entry = CountEntry & BatchRecord & { countedBy: string };

async function book(ctx: Permitted, count: CountRecord, deed: { id: string; fingerprint: string }): Promise<void> {
  if (count.status !== 'submitted') {
    throw new AppError('illegal_transition', `A count that is ${count.status} cannot be approved.`);
  }
  const { id: countId, storeId } = count;
  const entries = await readEntries(ctx, countId);
  const differences = countDifferences(entries);
  const valuePaise = valueOfDifferences(differences);
  const reason = await readReason(ctx, 'count_difference');
  if (needsApproval(valuePaise, reason === undefined ? 0 : reason.approvalAbovePaise)) {
    requireSecondPerson(
      ctx,
      storeId,
      entries.map(({ countedBy }) => countedBy),
    );
  }
  if (differences.length > MAX_DIFFERENCES) {
    throw new AppError('too_large', `More than ${MAX_DIFFERENCES} batches differ: count them in parts.`);
  }
  await requireUncorrected(ctx, count);
  const records = new Map(entries.map((entry) => [entry.batchId, entry]));
  const changes = differences.flatMap(({ batchId, difference }): StockChange[] => {
    const record = records.get(batchId);
    if (record === undefined) return [];
    const { variantId, batchNumber, expiresOn, mrpPaise } = record;
    return [{ batchId, variantId, batchNumber, expiresOn, mrpPaise, state: 'sellable', quantity: difference }];
  });
  const document = { key: `${deed.id}:count`, kind: 'count' as const, reference: countId, changes };
  await post(ctx, {
    posting: {
      ...deed,
      storeId,
      documentKind: 'count',
      documentId: countId,
      deed: 'approve',
      facts: { round: count.round },
      calls: changes.length === 0 ? [] : [{ store: await storeFacts(ctx, storeId), document }],
    },
    statements: [
      // Two counts of one store are approved one after the other, so that the second sees what the first corrects.
      sql`select pg_advisory_xact_lock(hashtextextended(${`count ${storeId}`}, 0))`,
      demand(sql`not exists (${correctedSince(count)})`),
      exactlyOne(sql`update ${stockCounts} set status = 'posting', value_paise = ${valuePaise},
        approved_by = ${describeActor(ctx.actor)}
        where id = ${countId} and status = 'submitted' and round = ${count.round}`),
    ],
    facts: [
      auditFact(ctx, {
        action: 'inventory.count.approve',
        subject: countId,
        storeId,
        after: { differences: differences.length, valuePaise },
      }),
    ],
    conflict: 'It was decided meanwhile, or another count has corrected its batches: look at it again.',
  });
}

const readEntries = ({ db }: Permitted, countId: string): Promise<Entry[]> =>
  db.query<Entry>(sql`select latest.batch_id as "batchId", round, counted, expected, latest.cost_paise as "costPaise",
      counted_by as "countedBy", b.variant_id as "variantId", b.number as "batchNumber", b.expires_on as "expiresOn",
      b.mrp_paise as "mrpPaise"
    from ${latestOf(sql`${countId}::uuid`)} as latest join ${batches} b on b.id = latest.batch_id order by latest.batch_id`);

/** Batches whose difference another count has booked, or is booking, since they were counted here: it is the same difference. */
const correctedSince = ({ id, storeId }: CountRecord): SQL => sql`select mine.batch_id as "batchId"
  from ${latestOf(sql`${id}::uuid`)} as mine
  join ${stockCountEntries} theirs on theirs.batch_id = mine.batch_id and theirs.counted <> theirs.expected
  join ${stockCounts} other on other.id = theirs.count_id
  where mine.counted <> mine.expected and other.id <> ${id} and other.store_id = ${storeId}
    and other.status in ('posting', 'posted') and coalesce(other.closed_at, 'infinity') >= mine.counted_at`;

async function requireUncorrected({ db }: Permitted, count: CountRecord): Promise<void> {
  const corrected = await db.query<{ batchId: string }>(correctedSince(count));
  if (corrected.length === 0) return;
  throw new AppError('conflict', 'Another count has corrected some batches since: have them counted again.', {
    extensions: { batchIds: [...new Set(corrected.map(({ batchId }) => batchId))] },
  });
}
