import { sql } from 'drizzle-orm';
import { stockMovements } from '#db/schema/inventory';
import type { Permitted } from '#platform/context';
import type { RecordedMovement } from '#platform/objects';
import type { LedgerSum } from './compare-ledger.ts';

const MOVEMENTS_AT_ONCE = 1_000;
/** A report takes a second; what has not come for so long is lost, and not on its way. */
const REPORTED_WITHIN_MS = 300_000;

export interface LedgerPage {
  sums: LedgerSum[];
  /** The last sequence written of every shard, as of the very same moment. */
  written: Map<number, number>;
}

/** Batches after one up to another, as the ledger has them; null is the beginning or the end. */
export async function readLedger(
  { db }: Pick<Permitted, 'db'>,
  storeId: string,
  [after, upTo]: readonly [string | null, string | null],
): Promise<LedgerPage> {
  const [row] = await db.query<{ sums: LedgerSum[] | null; written: { shard: number; sequence: number }[] | null }>(
    sql`select (select jsonb_agg(summed) from (select batch_id as "batchId", state, sum(quantity)::int as quantity
          from ${stockMovements} where store_id = ${storeId} and (${after}::uuid is null or batch_id > ${after}::uuid)
            and (${upTo}::uuid is null or batch_id <= ${upTo}::uuid)
          group by batch_id, state having sum(quantity) <> 0) summed) as sums,
        (select jsonb_agg(jsonb_build_object('shard', shard, 'sequence', sequence)) from (select shard, max(sequence) as sequence
          from ${stockMovements} where store_id = ${storeId} group by shard) last) as written`,
  );
  return {
    sums: row?.sums ?? [],
    written: new Map((row?.written ?? []).map(({ shard, sequence }) => [shard, sequence])),
  };
}

/** What a store has moved and has not yet told the ledger. */
export async function movementsUnderWay(
  ctx: Pick<Permitted, 'objects' | 'clock'>,
  storeId: string,
  written: ReadonlyMap<number, number>,
): Promise<RecordedMovement[]> {
  const { highest } = await ctx.objects.stockRoom(storeId).layout();
  const since = ctx.clock.now().getTime() - REPORTED_WITHIN_MS;
  const found: RecordedMovement[] = [];
  for (let shard = 0; shard < highest; shard++) {
    for await (const page of movementPages(ctx, storeId, shard, written.get(shard) ?? 0)) {
      found.push(...page.filter(({ occurredAtMs }) => occurredAtMs >= since));
    }
  }
  return found;
}

/** A shard's own movements after a sequence, page by page. */
export async function* movementPages(
  { objects }: Pick<Permitted, 'objects'>,
  storeId: string,
  shard: number,
  afterSequence: number,
): AsyncGenerator<RecordedMovement[]> {
  let after = afterSequence;
  for (;;) {
    const page = await objects.stockRoom(storeId).movements(after, MOVEMENTS_AT_ONCE, shard);
    if (page.length > 0) yield page;
    if (page.length < MOVEMENTS_AT_ONCE) return;
    after = page.at(-1)?.sequence ?? after;
  }
}
