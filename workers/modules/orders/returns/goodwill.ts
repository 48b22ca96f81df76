import type { z } from 'zod';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { AppError } from '#platform/errors';
import { requestHash as hashOf, keyedId } from '#platform/keyed-id';
import { sumPaise } from '#platform/money';
import { parseInput } from '#platform/parse-input';
import { busy, readStandingOrder, writeDeed } from '../fulfilment/change-order.ts';
import { sameRequest } from '../fulfilment/pack-order.ts';
import { showToStaff } from '../fulfilment/show-to-staff.ts';
import type { OrderReturnRow, StandingOrder } from '../fulfilment/standing-order.ts';
import type { OrderView } from '../schemas.ts';
import { keptPaise } from './bill-of-order.ts';
import { Goodwill } from './inputs.ts';
import { requestedReturn, withReturn } from './new-return.ts';
import { returnFacts } from './return-deed.ts';
import { showReturn } from './return-saga.ts';
import { forStore, runReturn } from './run-return.ts';

const givenBefore = ({ returns }: StandingOrder, id: string): number =>
  sumPaise(returns.filter((row) => row.kind === 'goodwill' && row.id !== id).map(({ totalPaise }) => totalPaise));

/**
 * Gives money back without goods, once per key. It changes no tax, so there is no credit note; a return that follows gives back so
 * much less. Throws `conflict` when less than that was paid.
 */
export async function refundForGoodwill(ctx: Context, input: z.input<typeof Goodwill>): Promise<OrderView> {
  const { orderId, idempotencyKey, amountPaise, note } = parseInput(Goodwill, input);
  requirePermission(ctx, 'orders.refund', { amounts: { refundPaise: amountPaise } });
  const standing = await readStandingOrder(ctx, orderId);
  const { storeId } = standing.order;
  const id = await keyedId(orderId, 'goodwill', idempotencyKey);
  // What somebody may give back is meant of an order: in many small refunds it is not more.
  const refundPaise = amountPaise + givenBefore(standing, id);
  requirePermission(ctx, 'orders.refund', { storeId, amounts: { refundPaise } });
  const requestHash = await hashOf({ amountPaise });
  const store = forStore(ctx, [storeId]);
  const known = standing.returns.find((row) => row.id === id);
  if (known !== undefined) sameRequest(known, requestHash);
  else {
    const refundablePaise = keptPaise(standing);
    if (refundablePaise < amountPaise) {
      throw new AppError('conflict', 'There is not that much to give back.', { extensions: { refundablePaise } });
    }
    const wanted = { id, kind: 'goodwill', reason: 'goodwill', note, resolution: 'refund', requestHash } as const;
    const now = ctx.clock.now().toISOString();
    const requested = requestedReturn(ctx, standing, wanted);
    const row: OrderReturnRow = {
      ...requested,
      status: 'working',
      step: 'refund',
      decidedBy: requested.requestedBy,
      decidedAt: now,
      totalPaise: amountPaise,
      refundedPaise: amountPaise,
      dueAt: now,
    };
    const isWritten = await writeDeed(ctx, standing, {
      action: 'orders.refund',
      after: withReturn(standing, row, []),
      facts: returnFacts(row, []),
      changes: [showReturn(row, ctx.clock.now())],
      note,
      isInternal: true,
      audited: { returnId: id, amountPaise },
    });
    if (!isWritten) throw busy();
  }
  return showToStaff(ctx, await runReturn(store, orderId, id));
}
