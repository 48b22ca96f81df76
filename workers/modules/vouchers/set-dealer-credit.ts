import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { dealers } from '#db/schema/people';
import { valueAccounts } from '#db/schema/vouchers';
import { describeActor } from '#platform/access/actor';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context } from '#platform/context';
import { AppError, orThrow } from '#platform/errors';
import { fact, writeFacts } from '#platform/facts';
import { inr } from '#platform/money';
import { parseInput } from '#platform/parse-input';
import { accountFacts } from './account-facts.ts';
import { Reason, selectVouchers, type VoucherRecord, type VoucherView, voucherView } from './schemas.ts';

/** Rs 10 crore: more is a typing error. */
const maxCreditPaise = 10_000_000_000;

export const SetDealerCreditBody = z.strictObject({
  limitPaise: z.int('Must be a whole number of paise').min(0, 'Must be at least 0').max(maxCreditPaise),
  /** Why the dealer may order nothing on credit for now (overdue); null: they may. */
  blockedFor: Reason.nullable().default(null),
});
const SetDealerCreditInput = SetDealerCreditBody.extend({ dealerId: z.uuid() });

/** Gives a dealer credit up to a limit, or changes limit and block. Lowering it takes nothing back that was ordered already. */
export async function setDealerCredit(ctx: Context, input: z.input<typeof SetDealerCreditInput>): Promise<VoucherView> {
  requirePermission(ctx, 'vouchers.issue');
  const { dealerId, limitPaise, blockedFor } = parseInput(SetDealerCreditInput, input);
  const id = ctx.ids.next();
  const issuedAt = ctx.clock.now().toISOString();
  const opened = fact(valueAccounts, {
    id,
    kind: 'dealer_credit',
    personId: null,
    dealerId,
    codeHash: null,
    codeLast4: null,
    limitPaise,
    blockedFor,
    issuedPaise: 0,
    expiresAt: null,
    issueKey: null,
    issueHash: null,
    reason: 'dealer credit',
    issuedAt,
    issuedBy: describeActor(ctx.actor),
  });
  const audit = auditFact(ctx, {
    action: 'vouchers.dealer_credit',
    subject: dealerId,
    after: { limitPaise, blockedFor },
  });
  const [dealer] = await ctx.db.query(sql`select 1 from ${dealers} where id = ${dealerId}::uuid`);
  if (dealer === undefined) throw new AppError('not_found', 'There is no such dealer.');
  const answers = await ctx.db.batch<VoucherRecord>([
    ...writeFacts([opened]),
    sql`update ${valueAccounts} set limit_paise = ${limitPaise}, blocked_for = ${blockedFor}
      where dealer_id = ${dealerId}::uuid`,
    ...writeFacts([audit]),
    selectVouchers(sql`a.dealer_id = ${dealerId}::uuid`),
  ]);
  const record = answers.at(-1)?.[0];
  if (record === undefined) throw new Error('The credit that was just given is not there');
  const standing = orThrow(await ctx.objects.valueAccount(record.id).open(accountFacts(record)));
  return { ...voucherView(record), balance: inr(standing.balancePaise) };
}
