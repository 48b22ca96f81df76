import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { fulfilmentLines } from '#db/schema/fulfilment';
import { stores } from '#db/schema/inventory';
import { requirePermission } from '#platform/access/require-permission';
import type { Context, Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import { invalidInput, parseInput } from '#platform/parse-input';
import type { OrderView } from '../schemas.ts';
import { changeOrder } from './change-order.ts';
import { Note, OrderId } from './inputs.ts';
import { maxOrderLines } from './limits.ts';
import { moveGoods, requireSettled } from './move-goods.ts';
import { showToStaff } from './show-to-staff.ts';
import type { StandingOrder } from './standing-order.ts';

export const ReassignBody = z.strictObject({
  storeId: z.uuid('Must be an id as this API gives them').meta({ description: 'The store that shall ship them' }),
  positions: z.array(z.int().min(0).max(maxOrderLines)).min(1, 'Name at least one line').max(maxOrderLines),
  note: Note.optional(),
});
const Reassign = OrderId.extend(ReassignBody.shape);

/**
 * Lets another store of the same GSTIN ship lines that nobody has begun to pick. It gives the very batch that was billed, so that
 * price, tax and expiry stay; the pieces go back on the first store's shelf. Asking again changes nothing. Throws `out_of_stock`.
 */
export async function reassignLines(ctx: Context, input: z.input<typeof Reassign>): Promise<OrderView> {
  requirePermission(ctx, 'orders.fulfil');
  const { orderId, storeId, positions, note } = parseInput(Reassign, input);
  await requireSameSeller(ctx, orderId, storeId);
  const order = await changeOrder(ctx, { orderId, action: 'reassign' }, (standing) => {
    const moved = standing.fulfilment.filter((line) => positions.includes(line.position) && line.storeId !== storeId);
    requireUntouched(standing, positions);
    if (moved.length === 0) return null;
    requireSettled(standing);
    requireGoodsBack(standing);
    const moveId = ctx.ids.next();
    return {
      action: 'orders.reassign',
      after: {
        ...standing,
        fulfilment: standing.fulfilment.map((line) =>
          moved.includes(line) ? { ...line, storeId, movedFrom: line.storeId, moveId } : line,
        ),
      },
      changes: moved.map(
        (line) => sql`update ${fulfilmentLines} set moved_from = store_id, store_id = ${storeId}, move_id = ${moveId}
          where order_id = ${orderId} and position = ${line.position}`,
      ),
      ...(note !== undefined && { note, isInternal: true }),
      audited: { storeId, positions },
    };
  });
  return showToStaff(ctx, await moveGoods(ctx, order));
}

/** Another GSTIN is another seller, and the bill names one. */
async function requireSameSeller(ctx: Permitted, orderId: string, storeId: string): Promise<void> {
  const [store] = await ctx.db.query<{ same: boolean }>(sql`select other.gstin = own.gstin as same
    from orders o join ${stores} own on own.id = o.store_id join ${stores} other on other.id = ${storeId}
    where o.id = ${orderId}`);
  if (store === undefined) throw new AppError('not_found', 'There is no such order or store.');
  if (!store.same)
    throw invalidInput([{ path: 'storeId', message: 'Has another GSTIN than the store that bills the order' }]);
}

/** Pieces that were taken out go back to the store that had them: until they stand there, their line stays where it is. */
function requireGoodsBack({ returns }: StandingOrder): void {
  if (returns.every(({ status, step }) => status !== 'working' || step !== 'stock')) return;
  throw new AppError('in_progress', 'Pieces of it are being put back on their shelf.', { retryAfterSeconds: 10 });
}

function requireUntouched({ lines, fulfilment }: StandingOrder, positions: readonly number[]): void {
  const wrong = positions.flatMap((position, at) => {
    const row = fulfilment.find((line) => line.position === position);
    if (row === undefined || lines.every((line) => line.position !== position)) {
      return [{ path: `positions.${at}`, message: 'No such line, or the order is not confirmed' }];
    }
    return row.picked === 0 ? [] : [{ path: `positions.${at}`, message: 'Is picked already' }];
  });
  if (wrong.length > 0) throw invalidInput(wrong);
}
