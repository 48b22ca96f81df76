import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { valueAccounts } from '#db/schema/vouchers';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context } from '#platform/context';
import { AppError, orThrow } from '#platform/errors';
import { exactlyOne } from '#platform/exactly-one';
import { writeFacts } from '#platform/facts';
import { inr } from '#platform/money';
import { parseInput } from '#platform/parse-input';
import { accountFacts } from './account-facts.ts';
import { Reason, selectVouchers, type VoucherRecord, type VoucherView, voucherView } from './schemas.ts';

export const ChangeVoucherBody = z.strictObject({
  /** Why nothing may be taken from it any more; null lets it be used again. */
  blockedFor: Reason.nullable().optional(),
  expiresAt: z.iso.datetime().nullable().optional(),
});
const ChangeVoucherInput = ChangeVoucherBody.extend({ voucherId: z.uuid() });

/** Blocks a card or credit, lets it be used again, or changes how long it lasts. What is set aside already stays so. */
export async function changeVoucher(ctx: Context, input: z.input<typeof ChangeVoucherInput>): Promise<VoucherView> {
  requirePermission(ctx, 'vouchers.issue');
  const { voucherId, ...change } = parseInput(ChangeVoucherInput, input);
  const [before] = await ctx.db.query<VoucherRecord>(selectVouchers(sql`a.id = ${voucherId}::uuid`));
  if (before === undefined) throw new AppError('not_found', 'There is no such voucher.');
  const audit = auditFact(ctx, {
    action: 'vouchers.change',
    subject: voucherId,
    before: { blockedFor: before.blocked_for, expiresAt: before.expires_at },
    after: change,
  });
  // Only what is changed: whoever sets a date at the same moment must not lift the block of somebody else.
  const set = [
    ...(change.blockedFor === undefined ? [] : [sql`blocked_for = ${change.blockedFor}`]),
    ...(change.expiresAt === undefined ? [] : [sql`expires_at = ${change.expiresAt}::timestamptz`]),
    sql`id = id`,
  ];
  const answers = await ctx.db.batch<VoucherRecord>([
    exactlyOne(sql`update ${valueAccounts} set ${sql.join(set, sql`, `)} where id = ${voucherId}::uuid`),
    ...writeFacts([audit]),
    selectVouchers(sql`a.id = ${voucherId}::uuid`),
  ]);
  const after = answers.at(-1)?.[0];
  if (after === undefined) throw new Error('The voucher that was just changed is not there');
  // The record first: where the account cannot be reached, asking again changes it.
  const standing = orThrow(await ctx.objects.valueAccount(voucherId).open(accountFacts(after)));
  return { ...voucherView(after), balance: inr(standing.balancePaise) };
}
