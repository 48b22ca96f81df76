import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import { stockPostings, stockTransferPieces, stockTransfers } from '#db/schema/stock-documents';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context, Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import { exactlyOne } from '#platform/exactly-one';
import { keyedId, requestHash } from '#platform/keyed-id';
import type { StockChange } from '#platform/objects';
import { parseInput } from '#platform/parse-input';
import { exactlySoMany } from '../posting/exactly-so-many.ts';
import { knownPosting, post } from '../posting/post.ts';
import { type Posting, type StockCall, selectPostings } from '../posting/posting.ts';
import { resumePostings } from '../posting/resume-postings.ts';
import { runPosting } from '../posting/run-posting.ts';
import { withStores } from '../posting/stores.ts';
import { readTransfer, type TransferRecord, transferView } from './read-transfer.ts';
import { statesBefore, underWay } from './transfer-machine.ts';
import { noteTransfer } from './transfer-rules.ts';
import { CompensateTransferBody, type TransferView } from './transfer-schemas.ts';

const TransferSchema = z.strictObject({ transferId: z.uuid() });
const CompensateTransferSchema = CompensateTransferBody.extend({ transferId: z.uuid() });

/** Goes on with a transfer that was cut off between two stores. Throws what a store refused. */
export async function resumeTransfer(ctx: Context, input: z.input<typeof TransferSchema>): Promise<TransferView> {
  requirePermission(ctx, 'sagas.manage');
  const { transferId } = parseInput(TransferSchema, input);
  const transfer = await readTransfer(ctx, transferId);
  requirePermission(ctx, 'sagas.manage', { storeId: transfer.fromStoreId });
  const both = withStores(ctx, [transfer.fromStoreId, transfer.toStoreId]);
  await resumePostings(both, transferId);
  return transferView(await readTransfer(both, transferId));
}

/**
 * Sends back what is still under way: it leaves the destination's books and stands on the source's shelf again. What was
 * received, damaged or lost stays so. Throws `illegal_transition` when nothing is under way.
 */
export async function compensateTransfer(
  ctx: Context,
  input: z.input<typeof CompensateTransferSchema>,
): Promise<TransferView> {
  requirePermission(ctx, 'sagas.manage');
  const { transferId, reason } = parseInput(CompensateTransferSchema, input);
  const found = await readTransfer(ctx, transferId);
  requirePermission(ctx, 'sagas.manage', { storeId: found.fromStoreId });
  const both = withStores(ctx, [found.fromStoreId, found.toStoreId]);
  const id = await keyedId('return', transferId, String(await refusedReturns(both, transferId)));
  const fingerprint = await requestHash(['return', transferId]);
  const known = await knownPosting(both, id, fingerprint);
  if (known === undefined) await turnBack(both, found, { id, fingerprint, reason });
  else await runPosting(both, known);
  return transferView(await readTransfer(both, transferId));
}

async function turnBack(
  ctx: Permitted,
  found: TransferRecord,
  { id, fingerprint, reason }: { id: string; fingerprint: string; reason: string },
): Promise<void> {
  const transferId = found.id;
  const wasAnnounced = await settleDispatch(ctx, found);
  const transfer = await readTransfer(ctx, transferId);
  const open = transfer.pieces.filter((piece) => underWay(piece) > 0);
  if (!statesBefore('compensate').includes(transfer.status) || open.length === 0) {
    const meanwhile = await knownPosting(ctx, id, fingerprint);
    if (meanwhile !== undefined) return void (await runPosting(ctx, meanwhile));
    throw new AppError('illegal_transition', `Nothing of a transfer that is ${transfer.status} can be sent back.`);
  }
  const { fromStoreId, toStoreId } = transfer;
  await post(ctx, {
    posting: {
      id,
      fingerprint,
      storeId: fromStoreId,
      documentKind: 'transfer',
      documentId: transferId,
      deed: 'return',
      facts: { fromStoreId, toStoreId, reason },
      calls: returnCalls(id, transfer, open, wasAnnounced),
    },
    statements: [
      exactlyOne(sql`update ${stockTransfers} set status = 'returning'
        where id = ${transferId} and status = ${transfer.status}`),
      exactlySoMany(open.length, takeBack(transferId, open)),
      // An announcement that was refused must never be made after all.
      sql`update ${stockPostings} set status = 'refused' where document_id = ${transferId}
        and deed = 'dispatch' and status = 'stuck'`,
      noteTransfer(transfer, {
        status: 'compensating',
        step: 'return',
        outcome: 'by_hand',
        at: ctx.clock.now().toISOString(),
      }),
    ],
    facts: [
      auditFact(ctx, {
        action: 'inventory.transfer.compensate',
        subject: transferId,
        storeId: fromStoreId,
        reason,
      }),
    ],
    conflict: 'Somebody else has moved it meanwhile: look at it again.',
  });
}

/** Attempts that a store refused: the next one is another posting. */
async function refusedReturns({ db }: Permitted, transferId: string): Promise<number> {
  const rows = await db.query(
    sql`select 1 from ${stockPostings} where document_id = ${transferId} and deed = 'return' and status = 'refused'`,
  );
  return rows.length;
}

type OpenPiece = TransferRecord['pieces'][number];

/** Ends a dispatch that was cut off. False: the destination refuses it for good, so that there is nothing to take back there. */
async function settleDispatch(ctx: Permitted, { id, status }: TransferRecord): Promise<boolean> {
  if (status !== 'dispatching') return true;
  try {
    await resumePostings(ctx, id);
    return true;
  } catch (error) {
    const [dispatch] = await ctx.db.query<Posting>(
      selectPostings(sql`document_id = ${id} and deed = 'dispatch' and status = 'stuck'`),
    );
    if (dispatch === undefined || !(error instanceof AppError) || error.code === 'unavailable') throw error;
    return false;
  }
}

const takeBack = (transferId: string, open: readonly OpenPiece[]): SQL =>
  sql`update ${stockTransferPieces} as piece set returned = line.returned
    from jsonb_to_recordset(${JSON.stringify(open.map((piece) => ({ batchId: piece.batchId, returned: underWay(piece) })))}::jsonb)
      as line("batchId" uuid, returned int)
    where piece.transfer_id = ${transferId} and piece.batch_id = line."batchId"
      and piece.quantity = piece.received + piece.damaged + piece.lost + line.returned`;

function returnCalls(
  id: string,
  transfer: TransferRecord,
  open: readonly OpenPiece[],
  wasAnnounced: boolean,
): StockCall[] {
  const changes = (state: StockChange['state'], sign: 1 | -1): StockChange[] =>
    open.map((piece) => {
      const { batchId, variantId, batchNumber, expiresOn, mrpPaise } = piece;
      return { batchId, variantId, batchNumber, expiresOn, mrpPaise, state, quantity: sign * underWay(piece) };
    });
  const { id: reference, fromStoreId, toStoreId, fromTimeZone, toTimeZone } = transfer;
  const takenBack: StockCall = {
    store: { storeId: toStoreId, timeZone: toTimeZone },
    document: { key: `${id}:take-back`, kind: 'transfer_out', reference, changes: changes('in_transit', -1) },
  };
  const returned: StockCall = {
    store: { storeId: fromStoreId, timeZone: fromTimeZone },
    document: { key: `${id}:return`, kind: 'transfer_in', reference, changes: changes('sellable', 1) },
  };
  return wasAnnounced ? [takenBack, returned] : [returned];
}
