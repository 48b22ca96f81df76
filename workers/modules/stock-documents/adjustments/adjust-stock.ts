import { sql } from 'drizzle-orm';
import type * as z from 'zod';
import { stockAdjustments } from '#db/schema/stock-documents';
import { describeActor } from '#platform/access/actor';
import type { Permission } from '#platform/access/permission-table';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context, Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import { demand, wasRefused } from '#platform/exactly-one';
import { type Fact, fact, writeFacts } from '#platform/facts';
import { keyedId, requestHash } from '#platform/keyed-id';
import { invalidInput, parseInput } from '#platform/parse-input';
import { needsApproval } from '../counts/count-difference.ts';
import { post } from '../posting/post.ts';
import { resumePostings } from '../posting/resume-postings.ts';
import { batchRecords } from '../posting/standings.ts';
import { requireNotRecalled } from '../recalls/require-not-recalled.ts';
import { type AdjustmentLine, adjustmentLines, adjustmentValue } from './adjustment-lines.ts';
import { adjustmentPosting } from './adjustment-posting.ts';
import { type AdjustmentView, AdjustStockSchema } from './adjustment-schemas.ts';
import { type ReasonRow, readReason } from './approval.ts';
import { adjustmentView, findAdjustment, readAdjustment } from './read-adjustment.ts';

type Input = z.input<typeof AdjustStockSchema>;
type Wanted = z.output<typeof AdjustStockSchema>;

/** Reasons that only set aside or give back: whoever works at the shelves may. */
const settingAside: ReadonlySet<string> = new Set(['quarantine', 'release']);

/** Changes a store's stock for a reason of the company; above the reason's limit it waits for somebody else's approval. */
export const adjustStock = (ctx: Context, input: Input): Promise<AdjustmentView> =>
  adjust(ctx, input, 'inventory.adjust', (reason) => !settingAside.has(reason.kind));

/** Sets pieces aside until somebody has looked at them, or gives them back to the shelf. */
export const quarantineStock = (ctx: Context, input: Input): Promise<AdjustmentView> =>
  adjust(ctx, input, 'inventory.quarantine', (reason) => settingAside.has(reason.kind));

async function adjust(
  ctx: Context,
  input: Input,
  permission: Permission,
  isFor: (reason: ReasonRow) => boolean,
): Promise<AdjustmentView> {
  const wanted = parseInput(AdjustStockSchema, input);
  const { storeId, key } = wanted;
  requirePermission(ctx, permission, { storeId });
  const id = await keyedId('adjustment', storeId, key);
  const fingerprint = await requestHash(wanted);
  const known = await findAdjustment(ctx, id);
  if (known === undefined) {
    const reason = await readReason(ctx, wanted.reason);
    // A count is booked as a count, with what was counted beside it.
    if (reason === undefined || reason.kind === 'count' || !isFor(reason)) {
      throw invalidInput([{ path: 'reason', message: 'Is not a reason for this: see the list of reasons' }]);
    }
    await writeDown(ctx, wanted, { id, fingerprint, reason });
  } else if (known.fingerprint !== fingerprint) {
    throw new AppError('idempotency_mismatch', 'Another adjustment was made under this key.');
  } else await resumePostings(ctx, id);
  return adjustmentView(await readAdjustment(ctx, id));
}

async function writeDown(
  ctx: Permitted,
  wanted: Wanted,
  { id, fingerprint, reason }: { id: string; fingerprint: string; reason: ReasonRow },
): Promise<void> {
  const { storeId, note } = wanted;
  const batchIds = [...new Set(wanted.lines.map(({ batchId }) => batchId))];
  const { lines, errors } = adjustmentLines(wanted.lines, reason, await batchRecords(ctx, batchIds));
  if (errors.length > 0) throw invalidInput(errors);
  if (reason.kind === 'release' || reason.fromStates.includes('quarantined'))
    await requireNotRecalled(ctx, lines, reason);
  const valuePaise = adjustmentValue(lines);
  const waits = needsApproval(valuePaise, reason.approvalAbovePaise);
  const record = fact(stockAdjustments, {
    id,
    storeId,
    reasonCode: reason.code,
    status: waits ? 'awaiting_approval' : 'posting',
    note,
    fingerprint,
    lines,
    valuePaise,
    requestedBy: describeActor(ctx.actor),
    requestedAt: ctx.clock.now().toISOString(),
    decidedBy: null,
    decidedAt: null,
  });
  const audit = auditFact(ctx, {
    action: 'inventory.adjust',
    subject: id,
    storeId,
    reason: note,
    after: {
      reason: reason.code,
      valuePaise,
      waits,
      lines: lines.map(({ batchId, quantity }) => ({ batchId, quantity })),
    },
  });
  if (waits) await keepWaiting(ctx, id, fingerprint, [record, audit]);
  else await bookAtOnce(ctx, { id, storeId, lines, reason }, [record, audit]);
}

async function keepWaiting(ctx: Permitted, id: string, fingerprint: string, facts: readonly Fact[]): Promise<void> {
  try {
    await ctx.db.batch([
      ...writeFacts(facts),
      demand(sql`exists (select 1 from ${stockAdjustments} where id = ${id} and fingerprint = ${fingerprint})`),
    ]);
  } catch (error) {
    if (!wasRefused(error)) throw error;
    throw new AppError('idempotency_mismatch', 'Another adjustment was made under this key.');
  }
}

async function bookAtOnce(
  ctx: Permitted,
  adjustment: { id: string; storeId: string; lines: readonly AdjustmentLine[]; reason: ReasonRow },
  facts: readonly Fact[],
): Promise<void> {
  await post(ctx, {
    posting: await adjustmentPosting(ctx, adjustment),
    statements: [],
    facts,
    conflict: 'It was written down by somebody else meanwhile.',
  });
}
