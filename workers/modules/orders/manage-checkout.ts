import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { sagas } from '#db/schema/sagas';
import { reachOf, requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context, Permitted } from '#platform/context';
import { AppError, orThrow } from '#platform/errors';
import { writeFacts } from '#platform/facts';
import { parseInput } from '#platform/parse-input';
import { type CheckoutStandingView, checkoutStandingView } from './checkout-views.ts';
import { line } from './schemas.ts';

const maxReasonLength = 200;

export const ManageCheckout = z.strictObject({ cartId: z.uuid('Must be an id as this API gives them') });
export const CompensateCheckoutBody = z.strictObject({ reason: line(3, maxReasonLength) });
const CompensateCheckout = ManageCheckout.extend(CompensateCheckoutBody.shape);

/** The store that a checkout sells for, as its saga tells. Whoever manages every store needs no saga to find it by. */
async function requireManaged(ctx: Permitted, cartId: string): Promise<string | null> {
  const [saga] = await ctx.db.query<{ store_id: string }>(
    sql`select store_id from ${sagas} where id = ${cartId}::uuid and kind = 'checkout'`,
  );
  if (saga !== undefined) {
    requirePermission(ctx, 'sagas.manage', { storeId: saga.store_id });
    return saga.store_id;
  }
  const reach = reachOf(ctx.actor, 'sagas.manage', ctx.clock.now().getTime());
  if (reach?.kind === 'all') return null;
  throw new AppError('not_found', 'There is no such checkout.');
}

async function audit(
  ctx: Permitted,
  action: string,
  entry: { cartId: string; storeId: string | null; reason?: string },
) {
  const { cartId: subject, storeId, reason = null } = entry;
  await ctx.db.batch(writeFacts([auditFact(ctx, { action, subject, storeId, reason })]));
}

/** Tries the present step of a checkout again at once, and all that is left to do of earlier ones. */
export async function resumeCheckout(
  ctx: Context,
  input: z.input<typeof ManageCheckout>,
): Promise<CheckoutStandingView> {
  requirePermission(ctx, 'sagas.manage');
  const { cartId } = parseInput(ManageCheckout, input);
  const storeId = await requireManaged(ctx, cartId);
  await audit(ctx, 'sagas.resume', { cartId, storeId });
  return withoutToken(checkoutStandingView(orThrow(await ctx.objects.checkout(cartId).resume())));
}

/** Gives everything back that a checkout has taken. Throws `conflict` when its order stands or may stand. */
export async function compensateCheckout(
  ctx: Context,
  input: z.input<typeof CompensateCheckout>,
): Promise<CheckoutStandingView> {
  requirePermission(ctx, 'sagas.manage');
  const { cartId, reason } = parseInput(CompensateCheckout, input);
  const storeId = await requireManaged(ctx, cartId);
  await audit(ctx, 'sagas.compensate', { cartId, storeId, reason });
  return withoutToken(checkoutStandingView(orThrow(await ctx.objects.checkout(cartId).compensate(reason))));
}

/** The order is its buyer's: staff read it under their own permission. */
const withoutToken = (view: CheckoutStandingView): CheckoutStandingView => ({ ...view, order: null });
