import { sql } from 'drizzle-orm';
import { stockMovements } from '#db/schema/inventory';
import { stockDifferences, stockProofs } from '#db/schema/stock-batches';
import type { Permitted } from '#platform/context';
import { fact, writeFacts } from '#platform/facts';
import type { BatchStanding, RecordedMovement } from '#platform/objects';
import { standingsOf } from '../posting/standings.ts';
import { type LedgerDifference, ledgerDifferences } from './compare-ledger.ts';
import { movementPages, movementsUnderWay, readLedger } from './read-ledger.ts';

export type ProofRow = typeof stockProofs.$inferSelect;

const BATCHES_A_PAGE = 500;
/** A batch that is sold again at every look is left to the next night. */
const MAX_LOOKS = 5;

/** Compares some more pages of a store. True: it is through. A store that is being spread over more objects waits. */
export async function advanceProof(ctx: Permitted, proof: ProofRow, pages: number): Promise<boolean> {
  let after = proof.afterBatchId;
  for (let page = 0; page < pages; page++) {
    if ((await ctx.objects.stockRoom(proof.storeId).layout()).phase === 'moving') return false;
    const query = { afterBatchId: after, limit: BATCHES_A_PAGE };
    const standings = await ctx.objects.stockRoom(proof.storeId).standing(query);
    const isLast = standings.length < BATCHES_A_PAGE;
    const upTo = isLast ? null : (standings.at(-1)?.batchId ?? null);
    const differences = await compare(ctx, proof.storeId, standings, [after, upTo]);
    await keepPage(ctx, proof, { after, upTo, isLast, checked: standings.length, differences });
    if (isLast) return true;
    after = upTo;
  }
  return false;
}

type Range = readonly [string | null, string | null];

/** Looks again at what differs until nothing moves between two looks: a store sells on while it is proven. */
async function compare(
  ctx: Permitted,
  storeId: string,
  first: readonly BatchStanding[],
  range: Range,
): Promise<LedgerDifference[]> {
  const ledger = await readLedger(ctx, storeId, range);
  let suspects = new Set(ledgerDifferences(first, ledger.sums, []).map(({ batchId }) => batchId));
  const found: LedgerDifference[] = [];
  for (let look = 0; look < MAX_LOOKS && suspects.size > 0; look++) {
    const { sums, written } = await readLedger(ctx, storeId, range);
    const before = await movementsUnderWay(ctx, storeId, written);
    const standings = await standingsOf(ctx, storeId, [...suspects]);
    const later = await movementsUnderWay(ctx, storeId, written);
    const known = new Set(before.map(({ shard, sequence }) => `${shard}/${sequence}`));
    const isNew = ({ shard, sequence }: RecordedMovement) => !known.has(`${shard}/${sequence}`);
    const moved = new Set(later.filter(isNew).map(({ batchId }) => batchId));
    const isStill = ({ batchId }: { batchId: string }) => suspects.has(batchId) && !moved.has(batchId);
    const ofStill = <T extends { batchId: string }>(rows: readonly T[]): T[] => rows.filter(isStill);
    found.push(...ledgerDifferences(ofStill(standings), ofStill(sums), ofStill<RecordedMovement>(before)));
    suspects = new Set([...suspects].filter((batchId) => moved.has(batchId)));
  }
  return found;
}

interface ProofPage {
  after: string | null;
  upTo: string | null;
  isLast: boolean;
  checked: number;
  differences: readonly LedgerDifference[];
}

/** Once a page, also when two look at once: whoever comes second finds that the proof has gone on. */
async function keepPage(ctx: Permitted, { id, storeId }: ProofRow, page: ProofPage): Promise<void> {
  const { after, upTo, isLast, checked, differences } = page;
  const at = ctx.clock.now().toISOString();
  await ctx.db.batch([
    ...writeFacts(differences.map((line) => fact(stockDifferences, { proofId: id, storeId, ...line }))),
    sql`update ${stockProofs} p set after_batch_id = ${upTo}::text, batches_checked = batches_checked + ${checked}::int,
        differences = (select count(*)::int from ${stockDifferences} where proof_id = ${id}),
        status = case when not ${isLast} then 'running'
          when exists (select 1 from ${stockDifferences} where proof_id = ${id}) then 'differs' else 'agrees' end,
        ended_at = case when ${isLast} then ${at}::timestamptz end
      where id = ${id} and status = 'running' and after_batch_id is not distinct from ${after}::text`,
  ]);
}

/**
 * Writes into the ledger what a store's object has moved and the ledger lacks, from the object's own record of the last weeks.
 * What stands there already stays as it is. Above row-level security: the ledger belongs to the stores' objects alone.
 */
export async function replayMovements(ctx: Permitted, storeId: string): Promise<void> {
  const { highest } = await ctx.objects.stockRoom(storeId).layout();
  for (let shard = 0; shard < highest; shard++) {
    for await (const page of movementPages(ctx, storeId, shard, 0)) {
      const rows = page.map(({ occurredAtMs, ...movement }) =>
        fact(stockMovements, { ...movement, storeId, occurredAt: new Date(occurredAtMs).toISOString() }),
      );
      await ctx.db.batch(writeFacts(rows));
    }
  }
}
