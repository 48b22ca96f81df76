import { type SQL, sql } from 'drizzle-orm';
import { stockPostings } from '#db/schema/stock-documents';
import { describeActor } from '#platform/access/actor';
import type { Context } from '#platform/context';
import { AppError, type Failure } from '#platform/errors';
import { fact } from '#platform/facts';
import type { StockDocument, StoreFacts } from '#platform/objects';

/** One call of a posting: a document for one store's object, which books it once by its key. */
export interface StockCall {
  store: StoreFacts;
  document: StockDocument;
}

type Row = typeof stockPostings.$inferSelect;
export type DocumentKind = Row['documentKind'];

export interface Posting extends Omit<Row, 'calls' | 'failure'> {
  calls: readonly StockCall[];
  failure: Failure | null;
}

export interface NewPosting {
  id: string;
  storeId: string;
  documentKind: DocumentKind;
  documentId: string;
  /** What is done to the document: `dispatch`, `receive`, `approve`. */
  deed: string;
  fingerprint: string;
  /** What was asked, for its document. */
  facts: unknown;
  /** Only the first may be refused: the others only add, or take what the first has put there. */
  calls: readonly StockCall[];
}

/** A request that is still under way is left alone for so long before the sweep takes it up. */
const PATIENCE_MS = 60_000;
const LONGEST_BACKOFF_MS = 3_600_000;

export const nextTryAt = (now: Date, attempts: number): string =>
  new Date(now.getTime() + Math.min(PATIENCE_MS * 2 ** attempts, LONGEST_BACKOFF_MS)).toISOString();

export const draftPosting = (ctx: Pick<Context, 'actor' | 'clock'>, posting: NewPosting): Posting => ({
  ...posting,
  callsDone: 0,
  status: 'pending',
  failure: null,
  attempts: 0,
  dueAt: nextTryAt(ctx.clock.now(), 0),
  postedBy: describeActor(ctx.actor),
  postedAt: ctx.clock.now().toISOString(),
  endedAt: null,
});

/** Fails the whole transaction when the posting is there already, unlike other facts. */
export const insertPosting = (posting: Posting): SQL =>
  sql`insert into ${stockPostings} select * from jsonb_populate_recordset(null::${stockPostings},
    ${JSON.stringify([fact(stockPostings, posting).row])}::jsonb)`;

export const selectPostings = (
  condition: SQL,
): SQL => sql`select id, store_id as "storeId", document_kind as "documentKind",
  document_id as "documentId", deed, fingerprint, facts, calls, calls_done as "callsDone", status, failure, attempts,
  due_at as "dueAt", posted_by as "postedBy", posted_at as "postedAt", ended_at as "endedAt"
  from ${stockPostings} where ${condition}`;

export const failureToThrow = ({ failure }: Posting): AppError => {
  const { code, detail, ...rest } = failure ?? { code: 'internal', detail: 'It was refused.' };
  return new AppError(code, detail, rest);
};
