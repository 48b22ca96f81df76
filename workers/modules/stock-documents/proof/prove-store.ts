import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import { stockDifferences, stockProofs } from '#db/schema/stock-batches';
import { requirePermission } from '#platform/access/require-permission';
import { withinReach } from '#platform/access/within-reach';
import { auditFact } from '#platform/audit';
import { dayIn } from '#platform/clock';
import type { Context, Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import { exactlyOne, wasRefused } from '#platform/exactly-one';
import { fact, writeFacts } from '#platform/facts';
import { CursorParameter, decodeCursor, LimitParameter } from '#platform/http/cursor';
import { keyedId } from '#platform/keyed-id';
import { parseInput } from '#platform/parse-input';
import { instant, instantOrNull } from '../posting/instants.ts';
import { nextPage, placeBefore } from '../posting/pages.ts';
import { storeFacts } from '../posting/stores.ts';
import { DeedKey } from '../transfers/transfer-schemas.ts';
import { advanceProof, type ProofRow } from './advance-proof.ts';

export const ProveStoreSchema = z.strictObject({ storeId: z.uuid(), key: DeedKey });
export const ProofSchema = z.strictObject({ proofId: z.uuid() });
export const ListProofsSchema = z.strictObject({
  storeId: z.uuid().optional(),
  limit: LimitParameter,
  cursor: CursorParameter,
});
export const ProofPageSchema = z.strictObject({ proofId: z.uuid(), limit: LimitParameter, cursor: CursorParameter });

export const ProofView = z
  .object({
    id: z.uuid(),
    storeId: z.uuid(),
    day: z.iso.date(),
    kind: z.enum(['nightly', 'by_hand']),
    status: z.enum(['running', 'agrees', 'differs', 'repairing', 'repaired']),
    batchesChecked: z.int(),
    differences: z.int(),
    startedAt: z.iso.datetime(),
    endedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'StockProof' });
export type ProofView = z.infer<typeof ProofView>;
export const ProofListView = z
  .object({ data: z.array(ProofView), nextCursor: z.string().nullable() })
  .meta({ id: 'StockProofList' });
const Difference = z.object({ batchId: z.uuid(), state: z.string(), standing: z.int(), ledger: z.int() });
export const DifferenceListView = z
  .object({ data: z.array(Difference), nextCursor: z.string().nullable() })
  .meta({ id: 'StockDifferenceList' });

/** What a request does at once; a bigger store goes on by itself within the minute. */
const PAGES_OF_A_REQUEST = 4;

export const selectProofs = (condition: SQL): SQL => sql`select id, store_id as "storeId", day, kind, status,
    after_batch_id as "afterBatchId", batches_checked as "batchesChecked", differences, started_at as "startedAt",
    ended_at as "endedAt"
  from ${stockProofs} where ${condition}`;

async function readProof({ db }: Pick<Permitted, 'db'>, proofId: string): Promise<ProofRow> {
  const [found] = await db.query<ProofRow>(selectProofs(sql`id = ${proofId}`));
  if (found === undefined) throw new AppError('not_found', 'There is no such proof.');
  return found;
}

const proofView = ({ afterBatchId: _place, ...row }: ProofRow): ProofView => ({
  ...row,
  startedAt: instant(row.startedAt),
  endedAt: instantOrNull(row.endedAt),
});

/** Compares a store with the movement ledger now, as every night does. The same key answers the same proof. */
export async function proveStore(ctx: Context, input: z.input<typeof ProveStoreSchema>): Promise<ProofView> {
  requirePermission(ctx, 'inventory.repair');
  const { storeId, key } = parseInput(ProveStoreSchema, input);
  const { timeZone } = await storeFacts(ctx, storeId);
  const id = await keyedId('proof', storeId, key);
  const now = ctx.clock.now();
  const proof = fact(stockProofs, {
    id,
    storeId,
    day: dayIn(timeZone, now),
    kind: 'by_hand',
    status: 'running',
    afterBatchId: null,
    batchesChecked: 0,
    differences: 0,
    startedAt: now.toISOString(),
    endedAt: null,
  });
  await ctx.db.batch(writeFacts([proof, auditFact(ctx, { action: 'inventory.prove', subject: id, storeId })]));
  const found = await readProof(ctx, id);
  if (found.status === 'running') await advanceProof(ctx, found, PAGES_OF_A_REQUEST);
  return proofView(await readProof(ctx, id));
}

/** Has the ledger mended from the store's own movements: done within a minute, and proven anew. */
export async function repairLedger(ctx: Context, input: z.input<typeof ProofSchema>): Promise<ProofView> {
  requirePermission(ctx, 'inventory.repair');
  const { proofId } = parseInput(ProofSchema, input);
  const { storeId, status } = await readProof(ctx, proofId);
  if (status !== 'repairing') {
    try {
      await ctx.db.batch([
        exactlyOne(sql`update ${stockProofs} set status = 'repairing' where id = ${proofId} and status = 'differs'`),
        ...writeFacts([auditFact(ctx, { action: 'inventory.repair', subject: proofId, storeId })]),
      ]);
    } catch (error) {
      if (!wasRefused(error)) throw error;
      throw new AppError('illegal_transition', `A proof that is ${status} has nothing to repair.`);
    }
  }
  return proofView(await readProof(ctx, proofId));
}

/** Proofs of the caller's stores, the newest first. */
export async function listProofs(
  ctx: Context,
  input: z.input<typeof ListProofsSchema>,
): Promise<z.infer<typeof ProofListView>> {
  requirePermission(ctx, 'inventory.read');
  const { storeId, limit, cursor } = parseInput(ListProofsSchema, input);
  const conditions = [withinReach(ctx, 'inventory.read', sql`store_id`)];
  if (storeId !== undefined) conditions.push(sql`store_id = ${storeId}`);
  if (cursor !== undefined) conditions.push(placeBefore(sql`started_at`, sql`id`, cursor));
  const rows = await ctx.db.query<ProofRow>(
    sql`${selectProofs(sql.join(conditions, sql` and `))} order by started_at desc, id desc limit ${limit + 1}`,
  );
  const { shown, nextCursor } = nextPage(rows, limit, (row) => [row.startedAt, row.id]);
  return { data: shown.map(proofView), nextCursor };
}

/** What a proof found, batch by batch and state by state. */
export async function listDifferences(
  ctx: Context,
  input: z.input<typeof ProofPageSchema>,
): Promise<z.infer<typeof DifferenceListView>> {
  requirePermission(ctx, 'inventory.read');
  const { proofId, limit, cursor } = parseInput(ProofPageSchema, input);
  const { storeId } = await readProof(ctx, proofId);
  requirePermission(ctx, 'inventory.read', { storeId });
  const place = cursor === undefined ? null : decodeCursor(cursor, z.tuple([z.uuid(), z.string().max(20)]));
  const after = place === null ? sql`true` : sql`(batch_id, state) > (${place[0]}::uuid, ${place[1]})`;
  const rows = await ctx.db.query<z.infer<typeof Difference>>(sql`select batch_id as "batchId", state, standing, ledger
    from ${stockDifferences} where proof_id = ${proofId} and ${after} order by batch_id, state limit ${limit + 1}`);
  const { shown, nextCursor } = nextPage(rows, limit, (row) => [row.batchId, row.state]);
  return { data: shown, nextCursor };
}
