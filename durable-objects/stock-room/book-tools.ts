import type { StoreFacts } from '#platform/objects';
import type { Sql } from '../sql.ts';
import type { BatchRecords } from './batch-records.ts';
import type { ShardRecords } from './shard-records.ts';
import type { Shelves } from './shelves.ts';
import type { StockDocuments } from './stock-documents.ts';
import type { StockReports } from './stock-reports.ts';

/** What the parts of a StockBook share: its records, and how a change of rows is written and told. */
export interface BookTools {
  sql: Sql;
  batches: BatchRecords;
  documents: StockDocuments;
  reports: StockReports;
  shards: ShardRecords;
  shelves: Shelves;
  /** All or nothing, in memory too. */
  write: <T>(work: () => T) => T;
  /** Completes a change of rows that memory does not know of yet. */
  rowsChanged: (variantIds: readonly string[]) => void;
  /** Pieces are not held any more: what of them has expired is to leave the shelf. */
  cameFree: (pieces: readonly { expiresOn: string | null }[]) => void;
  /** Notes whose shelves these are, within the transaction of the first thing that comes. */
  open: (store: StoreFacts, nowMs: number) => void;
  /** The day at the store. */
  dayAt: (nowMs: number) => string;
}
