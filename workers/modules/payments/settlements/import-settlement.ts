import { getTableName, sql } from 'drizzle-orm';
import * as z from 'zod';
import { settlementDifferences, settlementLines, settlements } from '#db/schema/payments';
import { describeActor } from '#platform/access/actor';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context, Permitted } from '#platform/context';
import { isDuplicateIn } from '#platform/database-errors';
import { fact, writeFacts } from '#platform/facts';
import { hashSecret } from '#platform/ids';
import { sumPaise } from '#platform/money';
import { parseInput } from '#platform/parse-input';
import { matchSettlement } from './match-settlement.ts';
import { readKnown } from './read-known.ts';
import { readSettlement } from './read-settlement.ts';
import { settlingProviders } from './settlement-line.ts';
import { type SettlementRow, type SettlementView, selectSettlements, settlementView } from './settlement-view.ts';

/** A fee of a tenth is no fee of a payment. */
const MAX_FEE_BASIS_POINTS = 1_000;

/** As a route takes it: without the refinement, which stands in the verb. */
export const ImportSettlementFields = z.strictObject({
  provider: z.enum(settlingProviders),
  coversFrom: z.iso.date().meta({ description: 'The first day that the file tells of' }),
  coversTo: z.iso.date().meta({ description: 'Its last day, included' }),
  feeAtMostBasisPoints: z.coerce.number().pipe(z.int().min(0).max(MAX_FEE_BASIS_POINTS)).optional().meta({
    description: 'The agreed fee, GST included, in hundredths of a percent: what is above it is a difference',
    type: 'integer',
  }),
});
const ImportSettlementSchema = ImportSettlementFields.refine(({ coversFrom, coversTo }) => coversFrom <= coversTo, {
  path: ['coversTo'],
  message: 'Lies before the first day',
});

/**
 * Holds a provider's settlement file against our records and lists where they differ. The same file is imported once: again,
 * it answers what the first time came of it. Throws `invalid_input` that names the wrong lines; then nothing is imported.
 */
export async function importSettlement(
  ctx: Context,
  input: z.input<typeof ImportSettlementFields>,
  text: string,
): Promise<SettlementView> {
  requirePermission(ctx, 'payments.reconcile');
  const covers = parseInput(ImportSettlementSchema, input);
  const contentHash = await hashSecret(`${covers.provider}\n${text}`);
  const known = await readImported(ctx, contentHash);
  if (known !== undefined) return settlementView(known);
  const lines = readSettlement(covers.provider, text);
  const records = await readKnown(ctx, covers, lines);
  const matched = matchSettlement(lines, { ...records, feeAtMostBasisPoints: covers.feeAtMostBasisPoints ?? null });
  try {
    await ctx.db.batch(statementsOf(ctx, covers, contentHash, matched));
  } catch (error) {
    // Somebody imported the same file at the same time.
    if (!isDuplicateIn(error, getTableName(settlements))) throw error;
  }
  const imported = await readImported(ctx, contentHash);
  if (imported === undefined) throw new Error('A settlement that was just imported is not there');
  return settlementView(imported);
}

async function readImported(ctx: Permitted, contentHash: string): Promise<SettlementRow | undefined> {
  const [row] = await ctx.db.query<SettlementRow>(selectSettlements(sql`s.content_hash = ${contentHash}`));
  return row;
}

function statementsOf(
  ctx: Permitted,
  { provider, coversFrom, coversTo }: z.output<typeof ImportSettlementFields>,
  contentHash: string,
  { lines, differences }: ReturnType<typeof matchSettlement>,
) {
  const now = ctx.clock.now().toISOString();
  const settlementId = ctx.ids.next();
  const settlement = fact(settlements, {
    id: settlementId,
    provider,
    contentHash,
    coversFrom,
    coversTo,
    lineCount: lines.length,
    grossPaise: sumPaise(lines.map(({ amountPaise }) => amountPaise)),
    feePaise: sumPaise(lines.map(({ feePaise }) => feePaise)),
    importedBy: describeActor(ctx.actor),
    importedAt: now,
  });
  const audit = auditFact(ctx, {
    action: 'payments.import_settlement',
    subject: settlementId,
    facts: { provider, coversFrom, coversTo, lines: lines.length, differences: differences.length },
  });
  const paidOut = JSON.stringify(
    lines.flatMap(({ kind, paymentId }) => (kind === 'payment' && paymentId ? [paymentId] : [])),
  );
  return [
    // Plainly: the same file a second time must fail here.
    sql`insert into ${settlements} select * from jsonb_populate_recordset(null::${settlements}, ${JSON.stringify([settlement.row])}::jsonb)`,
    ...writeFacts([
      ...lines.map((line, index) => fact(settlementLines, { settlementId, position: index + 1, ...line })),
      ...differences.map((difference) =>
        fact(settlementDifferences, {
          id: ctx.ids.next(),
          settlementId,
          ...difference,
          note: null,
          resolvedBy: null,
          resolvedAt: null,
        }),
      ),
      audit,
    ]),
    sql`update ${settlementDifferences} set note = ${`Paid out with settlement ${settlementId}`}, resolved_by = 'system:payments',
      resolved_at = ${now} where kind = 'missing_there' and resolved_at is null and settlement_id <> ${settlementId}
      and payment_id in (select value::uuid from jsonb_array_elements_text(${paidOut}::jsonb))`,
  ];
}
