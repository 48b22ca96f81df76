import { type SQL, sql } from 'drizzle-orm';
import type * as z from 'zod';
import { stockTransferPieces, stockTransfers } from '#db/schema/stock-documents';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context } from '#platform/context';
import { AppError } from '#platform/errors';
import { exactlyOne } from '#platform/exactly-one';
import { hurryEvents } from '#platform/hurry-events';
import { keyedId, requestHash } from '#platform/keyed-id';
import type { StockChange } from '#platform/objects';
import { invalidInput, parseInput } from '#platform/parse-input';
import { exactlySoMany } from '../posting/exactly-so-many.ts';
import { knownPosting, post } from '../posting/post.ts';
import type { StockCall } from '../posting/posting.ts';
import { runPosting } from '../posting/run-posting.ts';
import { withStores } from '../posting/stores.ts';
import { readTransfer, type TransferRecord, transferView } from './read-transfer.ts';
import { receivePiece, statesBefore, underWay } from './transfer-machine.ts';
import { type ReceiptLine, ReceiveTransferSchema, type TransferView } from './transfer-schemas.ts';

/**
 * Books in what has arrived of a transfer, whole or in parts: good, damaged, and what is lost. Throws `invalid_input` for more
 * than is under way (a surplus is an adjustment of its own), `conflict` when somebody else has just received it.
 */
export async function receiveTransfer(
  ctx: Context,
  input: z.input<typeof ReceiveTransferSchema>,
): Promise<TransferView> {
  requirePermission(ctx, 'inventory.transfer');
  const { transferId, key, lines } = parseInput(ReceiveTransferSchema, input);
  const transfer = await readTransfer(ctx, transferId);
  requirePermission(ctx, 'inventory.transfer', { storeId: transfer.toStoreId });
  const both = withStores(ctx, [transfer.fromStoreId, transfer.toStoreId]);
  const id = await keyedId('receive', transferId, key);
  const fingerprint = await requestHash(lines);
  const known = await knownPosting(both, id, fingerprint);
  if (known !== undefined) await runPosting(both, known);
  else {
    requireUnderWay(transfer, lines);
    await post(both, {
      posting: {
        id,
        fingerprint,
        storeId: transfer.toStoreId,
        documentKind: 'transfer',
        documentId: transferId,
        deed: 'receive',
        facts: { fromStoreId: transfer.fromStoreId, toStoreId: transfer.toStoreId, lines },
        calls: receiptCalls(id, transfer, lines),
      },
      statements: [
        // Waits for whoever else receives or turns back this transfer; then the pieces are counted anew.
        exactlyOne(sql`update ${stockTransfers} set closed_at = null
          where id = ${transferId} and status = any(${sql.param(statesBefore('receive_part'))}::text[])`),
        exactlySoMany(lines.length, takePieces(transferId, lines)),
      ],
      facts: [
        auditFact(both, {
          action: 'inventory.transfer.receive',
          subject: transferId,
          storeId: transfer.toStoreId,
          facts: { lines },
        }),
      ],
      conflict: 'Somebody else has received some of it meanwhile: look at what is still under way.',
    });
  }
  await hurryEvents(ctx);
  return transferView(await readTransfer(both, transferId));
}

function requireUnderWay(transfer: TransferRecord, lines: readonly ReceiptLine[]): void {
  if (!statesBefore('receive_part').includes(transfer.status)) {
    throw new AppError('illegal_transition', `A transfer that is ${transfer.status} cannot be received.`);
  }
  const pieces = new Map(transfer.pieces.map((piece) => [piece.batchId, piece]));
  const errors = lines.flatMap((line, at) => {
    const piece = pieces.get(line.batchId);
    if (piece === undefined) return [{ path: `lines.${at}.batchId`, message: 'Is not part of this transfer' }];
    if (receivePiece(piece, line) !== undefined) return [];
    const message = `Only ${underWay(piece)} are under way; book a surplus as an adjustment`;
    return [{ path: `lines.${at}`, message }];
  });
  if (errors.length > 0) throw invalidInput(errors);
}

const takePieces = (transferId: string, lines: readonly ReceiptLine[]): SQL =>
  sql`update ${stockTransferPieces} as piece set received = piece.received + line.received,
      damaged = piece.damaged + line.damaged, lost = piece.lost + line.lost
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as line("batchId" uuid, received int, damaged int, lost int)
    where piece.transfer_id = ${transferId} and piece.batch_id = line."batchId"
      and piece.quantity >= piece.received + piece.damaged + piece.lost + piece.returned
        + line.received + line.damaged + line.lost`;

/** What arrived, and then, as a document of its own, what did not. */
function receiptCalls(id: string, transfer: TransferRecord, lines: readonly ReceiptLine[]): StockCall[] {
  const store = { storeId: transfer.toStoreId, timeZone: transfer.toTimeZone };
  const pieces = new Map(transfer.pieces.map((piece) => [piece.batchId, piece]));
  const arrived: StockChange[] = [];
  const lost: StockChange[] = [];
  for (const line of lines) {
    const piece = pieces.get(line.batchId);
    if (piece === undefined) continue;
    const { batchId, variantId, batchNumber, expiresOn, mrpPaise } = piece;
    const change = (state: StockChange['state'], quantity: number): StockChange[] =>
      quantity === 0 ? [] : [{ batchId, variantId, batchNumber, expiresOn, mrpPaise, state, quantity }];
    arrived.push(
      ...change('in_transit', -(line.received + line.damaged)),
      ...change('sellable', line.received),
      ...change('damaged', line.damaged),
    );
    lost.push(...change('in_transit', -line.lost));
  }
  const call = (suffix: string, kind: 'transfer_in' | 'transfer_loss', changes: StockChange[]): StockCall[] =>
    changes.length === 0
      ? []
      : [{ store, document: { key: `${id}:${suffix}`, kind, reference: transfer.id, changes } }];
  return [...call('in', 'transfer_in', arrived), ...call('loss', 'transfer_loss', lost)];
}
