import type { z } from 'zod';
import { fulfilmentLines } from '#db/schema/fulfilment';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { fact } from '#platform/facts';
import { parseInput } from '#platform/parse-input';
import type { OrderView } from '../schemas.ts';
import { changeOrder } from './change-order.ts';
import { ConfirmBody, OrderId } from './inputs.ts';
import { showToStaff } from './show-to-staff.ts';

const ConfirmOrder = OrderId.extend(ConfirmBody.shape);

/** A store takes an order on: from here on its lines are to be picked there. Confirming twice changes nothing. */
export async function confirmOrder(ctx: Context, input: z.input<typeof ConfirmOrder>): Promise<OrderView> {
  requirePermission(ctx, 'orders.fulfil');
  const { orderId, note } = parseInput(ConfirmOrder, input);
  const order = await changeOrder(ctx, { orderId, action: 'confirm' }, (standing, storeId) => {
    if (standing.order.status === 'confirmed') return null;
    const rows = standing.lines.map(({ position }) => ({
      orderId,
      position,
      storeId,
      picked: 0,
      movedFrom: null,
      moveId: null,
    }));
    return {
      action: 'orders.confirm',
      moveTo: 'confirmed',
      after: { ...standing, fulfilment: rows },
      facts: rows.map((row) => fact(fulfilmentLines, row)),
      ...(note !== undefined && { note }),
    };
  });
  return showToStaff(ctx, order);
}
