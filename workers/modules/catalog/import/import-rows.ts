import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Statement } from '#db/client';
import { requirePermission } from '#platform/access/require-permission';
import type { Context, Permitted } from '#platform/context';
import { AppError, orThrow } from '#platform/errors';
import { hurryEvents } from '#platform/hurry-events';
import { describeError, log } from '#platform/log';
import { staleTags } from '../events.ts';
import { type Grid, readCsv } from './csv.ts';
import { prepareBdpm } from './import-bdpm.ts';
import { preparePrices } from './import-prices.ts';
import { prepareProducts } from './import-products.ts';
import { type Delivery, prepareStock } from './import-stock.ts';
import {
  IMPORT_BYTE_LIMIT,
  IMPORT_ROW_LIMIT,
  type ImportKind,
  type ImportReport,
  importKinds,
  type Outcome,
  reportOf,
  sheetFormats,
} from './report.ts';
import { contentHash, importedFacts, uuidArray } from './upsert.ts';
import { readXlsx } from './xlsx.ts';

interface ImportRows {
  kind: ImportKind;
  format: (typeof sheetFormats)[number];
  body: Uint8Array;
  /** Tells what would change and writes nothing. */
  dryRun: boolean;
}

/** What a file comes to: its fate row by row, and what has to be written when no row is wrong. */
export interface Prepared {
  outcome: Outcome;
  productIds: Set<string>;
  statements: Statement[];
  deliveries?: Delivery[];
}

const preparations: Record<ImportKind, (ctx: Permitted, grid: Grid) => Promise<Prepared>> = {
  products: prepareProducts,
  prices: preparePrices,
  stock: prepareStock,
  bdpm: prepareBdpm,
};

const ImportSchema = z.strictObject({
  kind: z.enum(importKinds),
  format: z.enum(sheetFormats),
  body: z.instanceof(Uint8Array),
  dryRun: z.boolean(),
});

/**
 * Takes in a sheet of products, prices or stock, whole or not at all: one wrong row keeps everything out, and the report
 * names row, column and reason. Sending the same file again changes nothing. Throws `too_large` above IMPORT_BYTE_LIMIT.
 */
export async function importRows(ctx: Context, input: ImportRows): Promise<ImportReport> {
  requirePermission(ctx, input.kind === 'stock' ? 'inventory.receive' : 'catalog.import');
  const { kind, format, body, dryRun } = ImportSchema.parse(input);
  if (body.length > IMPORT_BYTE_LIMIT) {
    throw new AppError('too_large', 'The file is larger than 16 MB: split it into several, each with the header.');
  }
  const grid = format === 'csv' ? readCsv(body, IMPORT_ROW_LIMIT + 1) : await readXlsx(body, IMPORT_ROW_LIMIT + 1);
  const prepared = await preparations[kind](ctx, grid);
  const { outcome } = prepared;
  for (const { store } of prepared.deliveries ?? []) {
    requirePermission(ctx, 'inventory.receive', { storeId: store.storeId });
  }
  if (outcome.errors.length > 0 || dryRun) return reportOf(kind, dryRun, false, outcome);

  const hash = await contentHash(body);
  if (kind === 'stock' && (await wasTakenIn(ctx, kind, hash))) {
    return reportOf(kind, dryRun, true, {
      ...outcome,
      fates: outcome.fates.map(() => 'unchanged'),
      notices: [TAKEN_IN],
    });
  }
  const facts = importedFacts(ctx, kind, hash, outcome.fates.length, prepared.productIds);
  if (kind === 'stock') {
    // Batches first, then the shelves, then the note that it is done: cut off anywhere, the same file can be sent again.
    if (prepared.statements.length > 0) await write(ctx, prepared.statements);
    await receive(ctx, hash, prepared.deliveries ?? []);
    await ctx.db.batch(facts);
  } else if (prepared.statements.length > 0) {
    await write(ctx, [...prepared.statements, ...facts]);
    outcome.notices.push(...(await makeVisible(ctx, prepared.productIds)));
  }
  return reportOf(kind, dryRun, true, outcome);
}

/** Postgres: a unique key is taken. The file was checked against what was there a moment before. */
const UNIQUE_VIOLATION = '23505';

async function write(ctx: Permitted, statements: readonly Statement[]): Promise<void> {
  try {
    await ctx.db.batch(statements);
  } catch (error) {
    const taken = error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION;
    if (taken)
      throw new AppError('conflict', 'The catalogue changed meanwhile: send the file again.', { cause: error });
    throw error;
  }
}

const TAKEN_IN =
  'This very file was taken in before, so nothing was received. For another delivery with the same rows, write its number into the column "reference".';

async function wasTakenIn(ctx: Permitted, kind: ImportKind, hash: string): Promise<boolean> {
  const rows = await ctx.db.query(sql`select 1 from imports where kind = ${kind} and content_hash = ${hash} limit 1`);
  return rows.length > 0;
}

const LINES_PER_CALL = 2000;

/** Each call carries a key made of the file's content, so that a store books it once however often it is sent. */
async function receive(ctx: Permitted, hash: string, deliveries: readonly Delivery[]): Promise<void> {
  for (const { store, lines } of deliveries) {
    const room = ctx.objects.stockRoom(store.storeId);
    for (let at = 0; at < lines.length; at += LINES_PER_CALL) {
      const key = `import/${hash}/${at / LINES_PER_CALL}`;
      orThrow(await room.receive(store, key, 'receipt', lines.slice(at, at + LINES_PER_CALL)));
    }
  }
}

/** Above this many products the lists go, and each page goes with its own event within seconds. */
const MAX_PURGED_PRODUCTS = 500;

/** The records are written: a cache that does not answer must not make it look as if they were not. */
async function makeVisible(ctx: Permitted, productIds: ReadonlySet<string>): Promise<string[]> {
  if (productIds.size === 0) return [];
  const first = [...productIds].slice(0, MAX_PURGED_PRODUCTS);
  await hurryEvents(ctx);
  try {
    const remedies = await ctx.db.query<{ id: string }>(
      sql`select distinct remedy_id as id from products where id = any(${uuidArray(first)}) and remedy_id is not null`,
    );
    await ctx.purge([...new Set(first.flatMap(staleTags)), ...remedies.map(({ id }) => `remedy:${id}`)]);
    return [];
  } catch (error) {
    log('error', 'An import is written but the cache was not purged', describeError(error));
    return ['The cache could not be purged: old pages may be shown for some seconds.'];
  }
}
