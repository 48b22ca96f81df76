import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { valueAccounts } from '#db/schema/vouchers';
import { describeActor } from '#platform/access/actor';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context, Permitted } from '#platform/context';
import { AppError, orThrow } from '#platform/errors';
import { exactlyOne, wasRefused } from '#platform/exactly-one';
import { fact, writeFacts } from '#platform/facts';
import { hashSecret } from '#platform/ids';
import { inr } from '#platform/money';
import { invalidInput, parseInput } from '#platform/parse-input';
import { accountFacts } from './account-facts.ts';
import {
  AmountPaise,
  Reason,
  RequestKey,
  selectVouchers,
  type VoucherRecord,
  VoucherView,
  voucherView,
} from './schemas.ts';
import { hashVoucherCode, last4Of, voucherCodeOf } from './voucher-code.ts';

export const IssueGiftCardBody = z.strictObject({
  amountPaise: AmountPaise,
  reason: Reason.meta({ description: 'Sold, a present, goodwill' }),
  expiresAt: z.iso.datetime().nullable().default(null),
});
export const IssuedGiftCardView = VoucherView.extend({
  code: z.string().meta({ description: 'Told to whoever issues it, and kept nowhere' }),
}).meta({ id: 'IssuedGiftCard' });

const IssueGiftCardInput = IssueGiftCardBody.extend({ key: RequestKey });

/**
 * Issues a gift card, once per key: repeated, it is the same card with the same code. The record comes first, then the money, so
 * that a crash leaves a card without value and never value without a card.
 */
export async function issueGiftCard(
  ctx: Context,
  input: z.input<typeof IssueGiftCardInput>,
): Promise<z.infer<typeof IssuedGiftCardView>> {
  const { key, ...wanted } = parseInput(IssueGiftCardInput, input);
  const { amountPaise } = wanted;
  requirePermission(ctx, 'vouchers.issue', { amounts: { refundPaise: amountPaise } });
  if (wanted.expiresAt !== null && new Date(wanted.expiresAt) <= ctx.clock.now()) {
    throw invalidInput([{ path: 'expiresAt', message: 'Lies in the past' }]);
  }
  const issueKey = await hashSecret(`${describeActor(ctx.actor)} ${key}`);
  const issueHash = await hashSecret(JSON.stringify(wanted));
  const record = (await readIssued(ctx, issueKey)) ?? (await recordCard(ctx, wanted, { issueKey, issueHash }));
  if (record.issue_hash !== issueHash) {
    throw new AppError('idempotency_mismatch', 'Another gift card was issued under this Idempotency-Key.');
  }
  const account = ctx.objects.valueAccount(record.id);
  orThrow(await account.open(accountFacts(record)));
  orThrow(await account.credit('issue', amountPaise, record.id));
  const code = await voucherCodeOf(ctx.personal, record.id);
  return { ...voucherView(record), balance: inr(amountPaise), code };
}

type IssuedRecord = VoucherRecord & { issue_hash: string };

async function readIssued(ctx: Permitted, issueKey: string): Promise<IssuedRecord | undefined> {
  const [row] = await ctx.db.query<VoucherRecord & { issue_hash: string }>(
    sql`select v.*, a.issue_hash from (${selectVouchers(sql`a.issue_key = ${issueKey}`)}) v
      join ${valueAccounts} a on a.id = v.id`,
  );
  return row;
}

async function recordCard(
  ctx: Permitted,
  { amountPaise, reason, expiresAt }: z.output<typeof IssueGiftCardBody>,
  { issueKey, issueHash }: { issueKey: string; issueHash: string },
): Promise<IssuedRecord> {
  const id = ctx.ids.next();
  const code = await voucherCodeOf(ctx.personal, id);
  const [codeHash, codeLast4] = [await hashVoucherCode(code), last4Of(code)];
  const issuedAt = ctx.clock.now().toISOString();
  const issuedBy = describeActor(ctx.actor);
  const { row } = fact(valueAccounts, {
    id,
    kind: 'gift_card',
    personId: null,
    dealerId: null,
    codeHash,
    codeLast4,
    limitPaise: 0,
    issuedPaise: amountPaise,
    blockedFor: null,
    expiresAt,
    issueKey,
    issueHash,
    reason,
    issuedBy,
    issuedAt,
  });
  const audit = auditFact(ctx, {
    action: 'vouchers.issue',
    subject: id,
    after: { kind: 'gift_card', amountPaise, reason, expiresAt },
  });
  const insert = sql`insert into ${valueAccounts}
    select * from jsonb_populate_recordset(null::value_accounts, ${JSON.stringify([row])}::jsonb) on conflict do nothing`;
  try {
    await ctx.db.batch([exactlyOne(insert), ...writeFacts([audit])]);
  } catch (error) {
    const winner = wasRefused(error) ? await readIssued(ctx, issueKey) : undefined;
    if (winner === undefined) throw error;
    return winner;
  }
  return {
    id,
    kind: 'gift_card',
    person_id: null,
    dealer_id: null,
    code_last4: codeLast4,
    issued_paise: amountPaise,
    limit_paise: 0,
    balance_paise: amountPaise,
    blocked_for: null,
    expires_at: expiresAt,
    reason,
    issued_by: issuedBy,
    issued_at: issuedAt,
    issue_hash: issueHash,
  };
}
