import { type SQL, sql } from 'drizzle-orm';
import type * as z from 'zod';
import { variants } from '#db/schema/catalog';
import { batches, stores } from '#db/schema/inventory';
import { stockTransferLines, stockTransfers } from '#db/schema/stock-documents';
import { describeActor } from '#platform/access/actor';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context, Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import { demand, wasRefused } from '#platform/exactly-one';
import { fact, writeFacts } from '#platform/facts';
import { keyedId, requestHash } from '#platform/keyed-id';
import { invalidInput, parseInput } from '#platform/parse-input';
import { withStores } from '../posting/stores.ts';
import { readTransfer, transferView } from './read-transfer.ts';
import { CreateTransferSchema, type TransferView } from './transfer-schemas.ts';

/**
 * Writes down what one store is to send to another; nothing moves yet. The same key gives the same transfer. Throws
 * `invalid_input` for stores, variants or batches that do not exist, `forbidden` for a named batch without inventory.override.
 */
export async function createTransfer(ctx: Context, input: z.input<typeof CreateTransferSchema>): Promise<TransferView> {
  const wanted = parseInput(CreateTransferSchema, input);
  const { fromStoreId, toStoreId, lines, note, key } = wanted;
  requirePermission(ctx, 'inventory.transfer', { storeId: fromStoreId });
  if (lines.some(({ batchId }) => batchId !== null)) {
    requirePermission(ctx, 'inventory.override', { storeId: fromStoreId });
  }
  const id = await keyedId('transfer', fromStoreId, key);
  const fingerprint = await requestHash(wanted);
  await requireKnown(ctx, wanted);
  const transfer = {
    id,
    fromStoreId,
    toStoreId,
    status: 'draft' as const,
    note,
    fingerprint,
    createdBy: describeActor(ctx.actor),
    createdAt: ctx.clock.now().toISOString(),
    dispatchedAt: null,
    closedAt: null,
  };
  const audit = auditFact(ctx, {
    action: 'inventory.transfer.create',
    subject: id,
    storeId: fromStoreId,
    after: { toStoreId, lines: lines.length },
    facts: { overrides: lines.filter(({ batchId }) => batchId !== null) },
  });
  const rows = lines.map((line, position) => fact(stockTransferLines, { transferId: id, position, ...line }));
  const both = withStores(ctx, [fromStoreId, toStoreId]);
  try {
    await both.db.batch([
      ...writeFacts([fact(stockTransfers, transfer), ...rows, audit]),
      demand(sql`exists (select 1 from ${stockTransfers} where id = ${id} and fingerprint = ${fingerprint})`),
    ]);
  } catch (error) {
    if (!wasRefused(error)) throw error;
    throw new AppError('idempotency_mismatch', 'Another transfer was written down under this key.');
  }
  return transferView(await readTransfer(both, id));
}

type Wanted = z.output<typeof CreateTransferSchema>;

async function requireKnown({ db }: Pick<Permitted, 'db'>, { fromStoreId, toStoreId, lines }: Wanted): Promise<void> {
  if (fromStoreId === toStoreId) {
    throw invalidInput([{ path: 'toStoreId', message: 'Is the store that the goods are in' }]);
  }
  const [found] = await db.query<{ stores: number; unknown: number[] }>(
    sql`select (select count(*) from ${stores} where id in (${fromStoreId}::uuid, ${toStoreId}::uuid)) as stores,
      array(${unknownLines(lines)}) as unknown`,
  );
  if (found?.stores !== 2) throw invalidInput([{ path: 'toStoreId', message: 'There is no such store' }]);
  if (found.unknown.length > 0) {
    throw invalidInput(
      found.unknown.map((at) => ({ path: `lines.${at}`, message: 'No such variant, or no such batch of it' })),
    );
  }
}

/** Enough to mend a transfer by. */
const MAX_NAMED_LINES = 50;

function unknownLines(lines: Wanted['lines']): SQL {
  const said = JSON.stringify(lines.map(({ variantId, batchId }, at) => ({ at, variantId, batchId })));
  return sql`select line.at from jsonb_to_recordset(${said}::jsonb) as line(at int, "variantId" uuid, "batchId" uuid)
    where not exists (select 1 from ${variants} where id = line."variantId")
      or (line."batchId" is not null and not exists
        (select 1 from ${batches} where id = line."batchId" and variant_id = line."variantId"))
    order by line.at limit ${MAX_NAMED_LINES}`;
}
