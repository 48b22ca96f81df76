import * as z from 'zod';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { parseInput } from '#platform/parse-input';
import { orderReturnView } from '../fulfilment/aftermath-view.ts';
import { findOrder } from '../get-order.ts';
import { OrderAccess, OrderReturnView } from '../schemas.ts';

export const OrderReturnListView = z.strictObject({ data: z.array(OrderReturnView) }).meta({ id: 'OrderReturnList' });

/** What was cancelled, taken out and given back of an order, the oldest first: for its buyer and for staff. */
export async function listReturns(
  ctx: Context,
  input: z.input<typeof OrderAccess>,
): Promise<z.infer<typeof OrderReturnListView>> {
  requirePermission(ctx, 'orders.read.own');
  const { record } = await findOrder(ctx, parseInput(OrderAccess, input));
  return { data: record.returns.map((row) => orderReturnView(row, record)) };
}
