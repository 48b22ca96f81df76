import { type SQL, sql } from 'drizzle-orm';
import { stockTransferLines, stockTransferPieces, stockTransfers } from '#db/schema/stock-documents';
import type { Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import { instant, instantOrNull } from '../posting/instants.ts';
import { underWay } from './transfer-machine.ts';
import type { TransferSummary, TransferView } from './transfer-schemas.ts';

export const transferColumns = sql`id, from_store_id as "fromStoreId", to_store_id as "toStoreId", status, note,
  created_by as "createdBy", created_at as "createdAt", dispatched_at as "dispatchedAt", closed_at as "closedAt"`;

/** A transfer as the verbs need it, with what is wanted and what went on its way. */
export interface TransferRecord extends TransferSummary {
  fingerprint: string;
  fromTimeZone: string;
  toTimeZone: string;
  lines: TransferView['lines'];
  pieces: (Omit<TransferView['pieces'][number], 'underWay'> & { mrpPaise: number })[];
}

const selectTransfer = (condition: SQL): SQL => sql`select ${transferColumns}, fingerprint,
    (select time_zone from stores where id = t.from_store_id) as "fromTimeZone",
    (select time_zone from stores where id = t.to_store_id) as "toTimeZone",
    coalesce((select jsonb_agg(jsonb_build_object('position', position, 'variantId', variant_id, 'quantity', quantity,
        'batchId', batch_id, 'reason', reason) order by position)
      from ${stockTransferLines} where transfer_id = t.id), '[]') as lines,
    coalesce((select jsonb_agg(jsonb_build_object('batchId', batch_id, 'variantId', variant_id, 'batchNumber', batch_number,
        'expiresOn', expires_on, 'mrpPaise', mrp_paise, 'quantity', quantity, 'received', received, 'damaged', damaged,
        'lost', lost, 'returned', returned) order by batch_id)
      from ${stockTransferPieces} where transfer_id = t.id), '[]') as pieces
  from ${stockTransfers} t where ${condition}`;

/** Throws `not_found`, also for a transfer between stores that are none of the caller's business. */
export async function readTransfer({ db }: Pick<Permitted, 'db'>, transferId: string): Promise<TransferRecord> {
  const [found] = await db.query<TransferRecord>(selectTransfer(sql`t.id = ${transferId}`));
  if (found === undefined) throw new AppError('not_found', 'There is no such transfer.');
  return found;
}

export const summaryOf = (row: TransferSummary): TransferSummary => ({
  id: row.id,
  fromStoreId: row.fromStoreId,
  toStoreId: row.toStoreId,
  status: row.status,
  note: row.note,
  createdBy: row.createdBy,
  createdAt: instant(row.createdAt),
  dispatchedAt: instantOrNull(row.dispatchedAt),
  closedAt: instantOrNull(row.closedAt),
});

export const transferView = (record: TransferRecord): TransferView => ({
  ...summaryOf(record),
  lines: record.lines,
  pieces: record.pieces.map(({ mrpPaise: _ofTheBatch, ...piece }) => ({ ...piece, underWay: underWay(piece) })),
});
