import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { dealers } from '#db/schema/people';
import { creditTerms } from '#db/schema/trade-orders';
import { describeActor } from '#platform/access/actor';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context } from '#platform/context';
import { AppError } from '#platform/errors';
import { fact, writeFacts } from '#platform/facts';
import { parseInput } from '#platform/parse-input';
import type { DealerCreditView } from './credit-view.ts';
import { DealerParams, showCredit } from './show-credit.ts';

/** A year: longer is not credit but a loan. */
const maxDays = 366;
const Days = z.int('Must be a whole number').min(0, 'Must be at least 0').max(maxDays, `Must be at most ${maxDays}`);

export const CreditTermsBody = z.strictObject({ termDays: Days, graceDays: Days });
const SetCreditTermsInput = DealerParams.extend(CreditTermsBody.shape);

/** Within how many days a dealer pays from today on, bills that are open included. Earlier terms stay in the records. */
export async function setCreditTerms(
  ctx: Context,
  input: z.input<typeof SetCreditTermsInput>,
): Promise<DealerCreditView> {
  requirePermission(ctx, 'vouchers.issue');
  const { dealerId, ...terms } = parseInput(SetCreditTermsInput, input);
  const now = ctx.clock.now().toISOString();
  const row = fact(creditTerms, {
    id: ctx.ids.next(),
    dealerId,
    validFrom: now.slice(0, 10),
    ...terms,
    setBy: describeActor(ctx.actor),
    setAt: now,
  });
  const [dealer] = await ctx.db.query(sql`select 1 from ${dealers} where id = ${dealerId}::uuid`);
  if (dealer === undefined) throw new AppError('not_found', 'There is no such dealer.');
  const audit = auditFact(ctx, { action: 'dealers.credit_terms', subject: dealerId, after: terms });
  await ctx.db.batch(writeFacts([row, audit]));
  return showCredit(ctx, dealerId);
}
