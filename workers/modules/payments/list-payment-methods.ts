import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { stores } from '#db/schema/inventory';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { AppError } from '#platform/errors';
import { parseInput } from '#platform/parse-input';
import { type PaymentMethodCode, paymentMethodCodes } from '#platform/payments-door';

export const ListPaymentMethods = z.strictObject({
  storeId: z.uuid('Must be an id as this API gives them').optional(),
});
export const PaymentMethodsView = z
  .object({
    storeId: z.uuid().nullable(),
    methods: z.array(z.enum(paymentMethodCodes)),
  })
  .meta({ id: 'PaymentMethods' });

/** The ways of paying that a store takes today; without one, those of any store. Throws `not_found` for a store that is none. */
export async function listPaymentMethods(
  ctx: Context,
  input: z.input<typeof ListPaymentMethods>,
): Promise<z.infer<typeof PaymentMethodsView>> {
  requirePermission(ctx, 'catalog.read');
  const { storeId } = parseInput(ListPaymentMethods, input);
  const offered = (code: string | null): PaymentMethodCode[] => [...ctx.payments.offered(code)];
  if (storeId === undefined) return { storeId: null, methods: offered(null) };
  const [store] = await ctx.db.query<{ code: string }>(sql`select code from ${stores} where id = ${storeId}`);
  if (store === undefined) throw new AppError('not_found', 'There is no such store.');
  return { storeId, methods: offered(store.code) };
}
