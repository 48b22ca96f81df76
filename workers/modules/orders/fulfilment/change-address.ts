import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { orders } from '#db/schema/orders';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { AppError } from '#platform/errors';
import { invalidInput, parseInput } from '#platform/parse-input';
import { sealBuyer } from '../buyer.ts';
import { AddressSchema, type OrderView } from '../schemas.ts';
import { changeOrder } from './change-order.ts';
import { Note, OrderId } from './inputs.ts';
import { showToStaff } from './show-to-staff.ts';

export const ChangeOrderAddressBody = z.strictObject({ shippingAddress: AddressSchema, note: Note.optional() });
const ChangeOrderAddress = OrderId.extend(ChangeOrderAddressBody.shape);

/**
 * Sends an order elsewhere before anything of it is packed. Only within the state that its tax was worked out for: the place of
 * supply stands on the bill (IGST Act 2017 s.10).
 */
export async function changeOrderAddress(ctx: Context, input: z.input<typeof ChangeOrderAddress>): Promise<OrderView> {
  requirePermission(ctx, 'orders.edit');
  const { orderId, shippingAddress, note } = parseInput(ChangeOrderAddress, input);
  const { line2, ...rest } = shippingAddress;
  const address = { ...rest, ...(line2 !== undefined && line2 !== '' && { line2 }) };
  const contact = { name: '', email: '', phone: '' };
  const { shippingAddress: sealed } = await sealBuyer(ctx.personal, { contact, shippingAddress: address });
  const order = await changeOrder(ctx, { orderId, action: 'edit' }, (standing) => {
    if (standing.shipments.some(({ status }) => status !== 'cancelled')) {
      throw new AppError('illegal_transition', 'A part of it is packed for the address it had.');
    }
    if (standing.order.deliveryMethod !== 'pickup' && standing.order.placeOfSupply !== address.stateCode) {
      throw invalidInput([
        {
          path: 'shippingAddress.stateCode',
          message: `The bill is for ${standing.order.placeOfSupply}; another state changes its tax, so cancel it and order anew`,
        },
      ]);
    }
    return {
      action: 'orders.change_address',
      after: standing,
      changes: [sql`update ${orders} set shipping_address = ${sealed} where id = ${orderId}`],
      note: note ?? 'The address was changed.',
    };
  });
  return showToStaff(ctx, order);
}
