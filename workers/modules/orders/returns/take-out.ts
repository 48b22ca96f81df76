import type { z } from 'zod';
import { requirePermission } from '#platform/access/require-permission';
import type { Context, Permitted } from '#platform/context';
import { hashSecret } from '#platform/ids';
import { keyedId } from '#platform/keyed-id';
import { invalidInput, parseInput } from '#platform/parse-input';
import { changeOrder } from '../fulfilment/change-order.ts';
import { requireSettled } from '../fulfilment/move-goods.ts';
import { progressOf, unpacked } from '../fulfilment/order-progress.ts';
import { sameRequest } from '../fulfilment/pack-order.ts';
import { showToStaff } from '../fulfilment/show-to-staff.ts';
import type { StandingOrder } from '../fulfilment/standing-order.ts';
import type { OrderAction } from '../order-machine.ts';
import type { OrderView } from '../schemas.ts';
import { ShortPick, TakeOut } from './inputs.ts';
import type { Disposed, NewReturn } from './new-return.ts';
import { restocked, takeOutDeed } from './return-deed.ts';
import { forStore, runReturn } from './run-return.ts';

/**
 * Fewer pieces of a line, or none: they go back on the shelf, and their price, discount and tax off the bill. Once per key, until
 * the pieces are packed.
 */
export async function takeOutPieces(ctx: Context, input: z.input<typeof TakeOut>): Promise<OrderView> {
  requirePermission(ctx, 'orders.edit');
  const { orderId, idempotencyKey, lines, note } = parseInput(TakeOut, input);
  return takeOut(ctx, {
    orderId,
    key: idempotencyKey,
    action: 'edit',
    kind: 'edit',
    reason: 'edited',
    note: note ?? null,
    disposed: restocked(lines),
  });
}

/**
 * The shelf held less than the books said. The buyer is not billed for it, and whoever looked says what the books shall hold: the
 * pieces again (`restock`), aside until somebody has looked, or gone.
 */
export async function shortPick(ctx: Context, input: z.input<typeof ShortPick>): Promise<OrderView> {
  requirePermission(ctx, 'orders.fulfil');
  const { orderId, idempotencyKey, storeId, lines, note } = parseInput(ShortPick, input);
  return takeOut(ctx, {
    orderId,
    storeId,
    key: idempotencyKey,
    action: 'pick',
    kind: 'short_pick',
    reason: 'not_found',
    note: note ?? null,
    disposed: lines.map((line) => ({ ...line, quantity: line.restock + line.quarantine + line.destroy })),
  });
}

interface Wanted extends Pick<NewReturn, 'kind' | 'reason' | 'note'> {
  orderId: string;
  storeId?: string | undefined;
  key: string;
  action: OrderAction;
  disposed: readonly Disposed[];
}

async function takeOut(ctx: Permitted, wanted: Wanted): Promise<OrderView> {
  const { orderId, storeId, action, kind, reason, note, disposed } = wanted;
  const id = await keyedId(orderId, kind, wanted.key);
  const requestHash = await hashSecret(JSON.stringify(disposed));
  const order = await changeOrder(ctx, { orderId, action, storeId }, (standing) => {
    const known = standing.returns.find((row) => row.id === id);
    if (known !== undefined) return sameRequest(known, requestHash);
    requireSettled(standing);
    requireUnpacked(standing, disposed);
    return takeOutDeed(
      ctx,
      standing,
      { id, kind, reason, note, resolution: 'refund', requestHash },
      disposed,
      `orders.${kind}`,
    );
  });
  return showToStaff(ctx, await runReturn(forStore(ctx, [order.order.storeId]), orderId, id));
}

function requireUnpacked(standing: StandingOrder, disposed: readonly Disposed[]): void {
  const progress = progressOf(standing);
  const wrong = disposed.flatMap(({ position, quantity }, at) => {
    const line = progress.find((candidate) => candidate.position === position);
    if (line === undefined) return [{ path: `lines.${at}.position`, message: 'No such line' }];
    const left = unpacked(line);
    return quantity <= left ? [] : [{ path: `lines.${at}`, message: `Only ${left} are neither packed nor taken out` }];
  });
  if (wrong.length > 0) throw invalidInput(wrong);
}
