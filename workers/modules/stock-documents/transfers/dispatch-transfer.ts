import { sql } from 'drizzle-orm';
import type * as z from 'zod';
import { stockTransferPieces, stockTransfers } from '#db/schema/stock-documents';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import { dayIn } from '#platform/clock';
import type { Context, Permitted } from '#platform/context';
import { AppError, orThrow } from '#platform/errors';
import { exactlyOne } from '#platform/exactly-one';
import { fact } from '#platform/facts';
import { hurryEvents } from '#platform/hurry-events';
import { keyedId, requestHash } from '#platform/keyed-id';
import type { Allocation } from '#platform/objects';
import { parseInput } from '#platform/parse-input';
import { knownPosting, post } from '../posting/post.ts';
import type { NewPosting } from '../posting/posting.ts';
import { runPosting } from '../posting/run-posting.ts';
import { standingsOfVariants } from '../posting/standings.ts';
import { withStores } from '../posting/stores.ts';
import { planDispatch } from './plan-dispatch.ts';
import { readTransfer, type TransferRecord, transferView } from './read-transfer.ts';
import { nextTransferStatus } from './transfer-machine.ts';
import { noteTransfer } from './transfer-rules.ts';
import { TransferDeedSchema, type TransferView } from './transfer-schemas.ts';

/**
 * Sends the goods off: they leave the shelf of the source and stand as in transit at the destination. First expired, first out
 * unless a line names its batch. Throws `out_of_stock` with the shortages, and the transfer is a draft again.
 */
export async function dispatchTransfer(ctx: Context, input: z.input<typeof TransferDeedSchema>): Promise<TransferView> {
  requirePermission(ctx, 'inventory.transfer');
  const { transferId, key } = parseInput(TransferDeedSchema, input);
  const transfer = await readTransfer(ctx, transferId);
  requirePermission(ctx, 'inventory.transfer', { storeId: transfer.fromStoreId });
  const both = withStores(ctx, [transfer.fromStoreId, transfer.toStoreId]);
  const id = await keyedId('dispatch', transferId, key);
  const fingerprint = await requestHash(['dispatch', transferId]);
  const known = await knownPosting(both, id, fingerprint);
  if (known === undefined) await dispatch(both, transfer, { id, fingerprint });
  else await runPosting(both, known);
  await hurryEvents(ctx);
  return transferView(await readTransfer(both, transferId));
}

async function dispatch(
  ctx: Permitted,
  transfer: TransferRecord,
  deed: { id: string; fingerprint: string },
): Promise<void> {
  if (nextTransferStatus(transfer.status, 'dispatch') === undefined) {
    throw new AppError('illegal_transition', `A transfer that is ${transfer.status} cannot be dispatched.`);
  }
  const variantIds = [...new Set(transfer.lines.map(({ variantId }) => variantId))];
  const standings = await standingsOfVariants(ctx, transfer.fromStoreId, variantIds);
  const day = dayIn(transfer.fromTimeZone, ctx.clock.now());
  const allocations = orThrow(planDispatch(transfer.lines, standings, day));
  const at = ctx.clock.now().toISOString();
  await post(ctx, {
    posting: { ...deed, ...dispatchPosting(deed.id, transfer, allocations) },
    statements: [
      exactlyOne(
        sql`update ${stockTransfers} set status = 'dispatching' where id = ${transfer.id} and status = 'draft'`,
      ),
      noteTransfer(transfer, { status: 'running', step: 'pick', outcome: 'done', at }),
    ],
    facts: [
      ...allocations.map((allocation) => pieceFact(transfer.id, allocation)),
      auditFact(ctx, {
        action: 'inventory.transfer.dispatch',
        subject: transfer.id,
        storeId: transfer.fromStoreId,
        facts: { pieces: allocations.length },
      }),
    ],
    conflict: 'Somebody else is dispatching or has cancelled it.',
  });
}

const pieceFact = (
  transferId: string,
  { batchId, variantId, batchNumber, expiresOn, mrpPaise, quantity }: Allocation,
) =>
  fact(stockTransferPieces, {
    transferId,
    batchId,
    variantId,
    batchNumber,
    expiresOn,
    mrpPaise,
    quantity,
    received: 0,
    damaged: 0,
    lost: 0,
    returned: 0,
  });

/**
 * The source may refuse; the destination only notes what is coming. Keyed by the attempt: one that was refused must not stand
 * in the way of the next, nor pass for it.
 */
function dispatchPosting(
  id: string,
  transfer: TransferRecord,
  allocations: readonly Allocation[],
): Omit<NewPosting, 'id' | 'fingerprint'> {
  const { id: reference, fromStoreId, toStoreId, fromTimeZone, toTimeZone } = transfer;
  return {
    storeId: fromStoreId,
    documentKind: 'transfer',
    documentId: reference,
    deed: 'dispatch',
    facts: { fromStoreId, toStoreId },
    calls: [
      {
        store: { storeId: fromStoreId, timeZone: fromTimeZone },
        document: {
          key: `${id}:out`,
          kind: 'transfer_out',
          reference,
          changes: allocations.map((piece) => ({ ...piece, state: 'sellable', quantity: -piece.quantity })),
        },
      },
      {
        store: { storeId: toStoreId, timeZone: toTimeZone },
        document: {
          key: `${id}:announce`,
          kind: 'transfer_in',
          reference,
          changes: allocations.map((piece) => ({ ...piece, state: 'in_transit' })),
        },
      },
    ],
  };
}
