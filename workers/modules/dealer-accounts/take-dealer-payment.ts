import * as z from 'zod';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context } from '#platform/context';
import { AppError, orThrow } from '#platform/errors';
import { writeFacts } from '#platform/facts';
import { keyedId } from '#platform/keyed-id';
import { parseInput } from '#platform/parse-input';
import { type DealerCreditView, dealerCreditView } from './credit-view.ts';
import { readDealer } from './read-dealer.ts';
import { DealerParams } from './show-credit.ts';

/** Rs 10 crore: more is a typing error. */
const maxPaymentPaise = 10_000_000_000;

export const DealerPaymentBody = z.strictObject({
  amountPaise: z.int('Must be a whole number of paise').min(1, 'Must be at least 1').max(maxPaymentPaise),
  /** The bank's number of the transfer, or that of the cheque. */
  reference: z
    .string('Must be text')
    .trim()
    .regex(/^[\w ./-]{3,60}$/, 'Must be 3 to 60 letters, digits, blanks, dots, hyphens or slashes'),
});
const TakeDealerPaymentInput = DealerParams.extend(DealerPaymentBody.shape).extend({
  key: z.string().min(1).max(255),
});

/**
 * Notes what a dealer has paid on account, once per key; it pays their oldest bill first. The deed is keyed by its words too:
 * another amount under the same key is another payment's key by mistake and is refused by the account.
 */
export async function takeDealerPayment(
  ctx: Context,
  input: z.input<typeof TakeDealerPaymentInput>,
): Promise<DealerCreditView> {
  requirePermission(ctx, 'payments.reconcile');
  const { dealerId, amountPaise, reference, key } = parseInput(TakeDealerPaymentInput, input);
  const dealer = await readDealer(ctx, dealerId);
  if (dealer === undefined || dealer.accountId === null) {
    throw new AppError('not_found', 'There is no such dealer with credit.');
  }
  const { accountId } = dealer;
  const paymentId = await keyedId('dealer payment', dealerId, key);
  const facts = { amountPaise, reference, paymentId };
  // First: a note of what did not come to be does no harm, money without one does.
  await ctx.db.batch(writeFacts([auditFact(ctx, { action: 'dealers.payment', subject: dealerId, facts })]));
  const account = ctx.objects.valueAccount(accountId);
  const standing = orThrow(await account.credit(`payment ${paymentId}`, amountPaise, `payment ${reference}`));
  return dealerCreditView((await readDealer(ctx, dealerId)) ?? dealer, standing);
}
