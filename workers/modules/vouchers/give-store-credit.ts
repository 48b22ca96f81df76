import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { people } from '#db/schema/people';
import { describeActor } from '#platform/access/actor';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context } from '#platform/context';
import { AppError } from '#platform/errors';
import { writeFacts } from '#platform/facts';
import { hashSecret } from '#platform/ids';
import { inr } from '#platform/money';
import { parseInput } from '#platform/parse-input';
import { creditPerson } from './person-credit.ts';
import { AmountPaise, Reason, RequestKey } from './schemas.ts';
import type { StoreCreditView } from './store-credit-view.ts';

export const GiveStoreCreditBody = z.strictObject({ amountPaise: AmountPaise, reason: Reason });
const GiveStoreCreditInput = GiveStoreCreditBody.extend({ personId: z.uuid(), key: RequestKey });

/** Gives a person store credit, once per key. Throws `not_found` for nobody, `idempotency_mismatch` for another amount. */
export async function giveStoreCredit(
  ctx: Context,
  input: z.input<typeof GiveStoreCreditInput>,
): Promise<z.infer<typeof StoreCreditView>> {
  const { personId, key, amountPaise, reason } = parseInput(GiveStoreCreditInput, input);
  requirePermission(ctx, 'vouchers.issue', { amounts: { refundPaise: amountPaise } });
  const audit = auditFact(ctx, { action: 'vouchers.credit', subject: personId, facts: { amountPaise, reason } });
  const [found = []] = await ctx.db.batch([
    sql`select 1 from ${people} where id = ${personId}::uuid and erased_at is null`,
    ...writeFacts([audit]),
  ]);
  if (found.length === 0) throw new AppError('not_found', 'There is no such person.');
  const once = await hashSecret(`${describeActor(ctx.actor)} ${key}`);
  const { accountId, standing } = await creditPerson(ctx, {
    personId,
    amountPaise,
    reason,
    reference: reason,
    key: `given ${once}`,
  });
  return { accountId, balance: inr(standing.balancePaise), available: inr(standing.availablePaise) };
}
