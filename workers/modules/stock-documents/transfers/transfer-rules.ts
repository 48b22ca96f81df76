import { type SQL, sql } from 'drizzle-orm';
import { stockPostings, stockTransferPieces, stockTransfers } from '#db/schema/stock-documents';
import { type Fact, writeFacts } from '#platform/facts';
import { transferDispatched, transferReceived } from '../events.ts';
import type { DocumentRules, RuleContext } from '../posting/document-rules.ts';
import type { Posting } from '../posting/posting.ts';
import { type SagaNote, sagaStep } from '../posting/saga-step.ts';
import type { ReceiptLine } from './transfer-schemas.ts';

const transferIs = ({ documentId }: Posting): SQL => sql`id = ${documentId}`;

/** The saga of a transfer is its source's. */
export const noteTransfer = (
  transfer: { id: string; fromStoreId: string },
  note: Omit<SagaNote, 'id' | 'kind' | 'subject' | 'storeId'>,
): SQL => sagaStep({ id: transfer.id, kind: 'transfer', subject: transfer.id, storeId: transfer.fromStoreId, ...note });

const note = (posting: Posting, rest: Omit<SagaNote, 'id' | 'kind' | 'subject' | 'storeId' | 'step'>): SQL =>
  noteTransfer({ id: posting.documentId, fromStoreId: storesOf(posting).fromStoreId }, { step: posting.deed, ...rest });

const isOpen = sql`quantity > received + damaged + lost + returned`;
const openPieces = (posting: Posting): SQL =>
  sql`exists (select 1 from ${stockTransferPieces} where transfer_id = ${posting.documentId} and ${isOpen})`;
const othersPending = (posting: Posting): SQL => sql`exists (select 1 from ${stockPostings}
  where document_id = ${posting.documentId} and id <> ${posting.id} and status in ('pending', 'stuck'))`;
/** Two receipts that end at once wait for each other here, and the second then sees what the first wrote. */
const lock = (posting: Posting): SQL => sql`select 1 from ${stockTransfers} where ${transferIs(posting)} for update`;

/** What a receipt had promised to take is under way again. */
function forgetReceipt(posting: Posting): SQL {
  const lines = JSON.stringify((posting.facts as { lines: ReceiptLine[] }).lines);
  return sql`update ${stockTransferPieces} as piece set received = piece.received - line.received,
      damaged = piece.damaged - line.damaged, lost = piece.lost - line.lost
    from jsonb_to_recordset(${lines}::jsonb) as line("batchId" uuid, received int, damaged int, lost int)
    where piece.transfer_id = ${posting.documentId} and piece.batch_id = line."batchId"`;
}

const storesOf = ({ facts }: Posting) => facts as { fromStoreId: string; toStoreId: string };

const dispatched: DocumentRules = {
  done: (posting, at, ctx) => [
    ...writeFacts([dispatchedFact(posting, ctx)]),
    sql`update ${stockTransfers} set status = 'dispatched', dispatched_at = ${at} where ${transferIs(posting)} and status = 'dispatching'`,
    note(posting, { status: 'waiting', outcome: 'done', at }),
  ],
  refused: (posting, at) => [
    sql`update ${stockTransfers} set status = 'draft' where ${transferIs(posting)} and status = 'dispatching'`,
    sql`delete from ${stockTransferPieces} where transfer_id = ${posting.documentId}`,
    note(posting, { status: 'compensated', outcome: 'failed', at, error: posting.failure?.code ?? 'refused' }),
  ],
};

function dispatchedFact(posting: Posting, ctx: RuleContext): Fact {
  const { fromStoreId, toStoreId } = storesOf(posting);
  const pieces = posting.calls[0]?.document.changes.length ?? 0;
  const data = { transferId: posting.documentId, fromStoreId, toStoreId, batches: pieces };
  return transferDispatched.fact(ctx, {
    id: ctx.ids.next(),
    subject: posting.documentId,
    storeId: fromStoreId,
    data,
  });
}

function receivedFact(posting: Posting, ctx: RuleContext): Fact {
  const { fromStoreId, toStoreId } = storesOf(posting);
  const { lines } = posting.facts as { lines: ReceiptLine[] };
  const sum = (field: 'received' | 'damaged' | 'lost') => lines.reduce((total, line) => total + line[field], 0);
  const pieces = { received: sum('received'), damaged: sum('damaged'), lost: sum('lost') };
  return transferReceived.fact(ctx, {
    id: ctx.ids.next(),
    subject: posting.documentId,
    storeId: toStoreId,
    data: { transferId: posting.documentId, fromStoreId, toStoreId, ...pieces },
  });
}

const received: DocumentRules = {
  done: (posting, at, ctx) => [
    ...writeFacts([receivedFact(posting, ctx)]),
    lock(posting),
    sql`update ${stockTransfers} set
        status = case when ${openPieces(posting)} or ${othersPending(posting)} then 'partly_received' else 'received' end,
        closed_at = case when ${openPieces(posting)} or ${othersPending(posting)} then null else ${at}::timestamptz end
      where ${transferIs(posting)} and status in ('dispatched', 'partly_received')`,
    note(posting, { status: 'waiting', outcome: 'done', at }),
    sql`update sagas set status = 'completed', ended_at = ${at} where ${transferIs(posting)}
      and exists (select 1 from ${stockTransfers} where ${transferIs(posting)} and status = 'received')`,
  ],
  refused: (posting, at) => [
    lock(posting),
    forgetReceipt(posting),
    sql`update ${stockTransfers} set status = 'partly_received', closed_at = null
      where ${transferIs(posting)} and status in ('received', 'returned')`,
    note(posting, { status: 'waiting', outcome: 'failed', at, error: posting.failure?.code ?? 'refused' }),
  ],
};

const returned: DocumentRules = {
  done: (posting, at) => [
    lock(posting),
    sql`update ${stockTransfers} set status = case when ${openPieces(posting)} then 'partly_received' else 'returned' end,
      closed_at = ${at} where ${transferIs(posting)} and status = 'returning'`,
    note(posting, { status: 'compensated', outcome: 'compensated', at }),
  ],
  refused: (posting, at) => [
    lock(posting),
    sql`update ${stockTransferPieces} set returned = 0 where transfer_id = ${posting.documentId}`,
    sql`update ${stockTransfers} set status = 'partly_received' where ${transferIs(posting)} and status = 'returning'`,
    note(posting, { status: 'stuck', outcome: 'failed', at, error: posting.failure?.code ?? 'refused' }),
  ],
};

const byDeed: Readonly<Record<string, DocumentRules>> = { dispatch: dispatched, receive: received, return: returned };

function rulesOf({ deed }: Posting): DocumentRules {
  const rules = byDeed[deed];
  if (rules === undefined) throw new Error(`A transfer knows no ${deed}`);
  return rules;
}

export const transferRules: DocumentRules = {
  done: (posting, at, ctx) => rulesOf(posting).done(posting, at, ctx),
  refused: (posting, at) => rulesOf(posting).refused(posting, at),
  stuck: (posting, at) => [
    note(posting, { status: 'stuck', outcome: 'failed', at, error: posting.failure?.code ?? 'refused' }),
  ],
};
