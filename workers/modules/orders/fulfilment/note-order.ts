import type { z } from 'zod';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { parseInput } from '#platform/parse-input';
import type { OrderView } from '../schemas.ts';
import { busy, readStandingOrder, writeDeed } from './change-order.ts';
import { NoteBody, OrderId } from './inputs.ts';
import { showToStaff } from './show-to-staff.ts';

const NoteOrder = OrderId.extend(NoteBody.shape);

/** Adds a remark to the timeline, for staff alone unless told otherwise. */
export async function noteOrder(ctx: Context, input: z.input<typeof NoteOrder>): Promise<OrderView> {
  requirePermission(ctx, 'orders.read');
  const { orderId, note, isInternal } = parseInput(NoteOrder, input);
  const standing = await readStandingOrder(ctx, orderId);
  requirePermission(ctx, 'orders.read', { storeId: standing.order.storeId });
  const isWritten = await writeDeed(ctx, standing, { action: 'orders.note', after: standing, note, isInternal });
  if (!isWritten) throw busy();
  return showToStaff(ctx, await readStandingOrder(ctx, orderId));
}
