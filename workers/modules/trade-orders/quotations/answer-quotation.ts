import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import { quotations } from '#db/schema/trade-orders';
import { requireOwnDealer } from '#modules/dealer-accounts';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context, Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import { exactlyOne, wasRefused } from '#platform/exactly-one';
import { writeFacts } from '#platform/facts';
import { CursorParameter, decodeCursor, encodeCursor, LimitParameter } from '#platform/http/cursor';
import { parseInput } from '#platform/parse-input';
import { type QuotationStatus, requireQuotationMove } from './quotation-machine.ts';
import {
  QuotationParams,
  type QuotationRow,
  QuotationView,
  quotationView,
  quotationViews,
  readQuotation,
  selectQuotations,
} from './quotation-records.ts';

/** A quotation of a store where the actor takes orders. Throws `not_found`. */
export async function requireQuotation(asked: Context, quotationId: string): Promise<QuotationRow> {
  requirePermission(asked, 'orders.take');
  const row = await readQuotation(asked, quotationId);
  requirePermission(asked, 'orders.take', { storeId: row.store_id });
  return row;
}

/** A quotation for one's own firm. Throws `not_found` for everybody else's. */
export async function requireOwnQuotation(ctx: Permitted, quotationId: string) {
  const own = await requireOwnDealer(ctx);
  const row = await readQuotation(ctx, quotationId);
  if (row.dealer_id !== own.dealerId) throw new AppError('not_found', 'There is no such quotation.');
  return { row, ...own };
}

/** Moves it from the status that was read; two at once cannot both. */
export async function moveQuotation(ctx: Permitted, row: QuotationRow, to: QuotationStatus): Promise<QuotationRow> {
  const { id, status, store_id: storeId } = row;
  requireQuotationMove(status, to);
  const now = ctx.clock.now().toISOString();
  const audit = auditFact(ctx, {
    action: `quotations.${to}`,
    subject: id,
    storeId,
    before: { status },
    after: { status: to },
  });
  try {
    await ctx.db.batch([
      exactlyOne(sql`update ${quotations} set status = ${to}, changed_at = ${now}::timestamptz
        where id = ${id}::uuid and status = ${status}`),
      ...writeFacts([audit]),
    ]);
  } catch (error) {
    if (wasRefused(error)) throw new AppError('conflict', 'Somebody else has just answered it. Look again.');
    throw error;
  }
  return { ...row, status: to };
}

/** Its status is shown; expired by its day, it can no longer be sent or answered. */
async function moveStanding(ctx: Permitted, row: QuotationRow, to: 'sent' | 'declined'): Promise<QuotationView> {
  const { status } = await quotationView(ctx, row);
  requireQuotationMove(status, to);
  return quotationView(ctx, await moveQuotation(ctx, row, to));
}

export async function getQuotation(ctx: Context, input: z.input<typeof QuotationParams>): Promise<QuotationView> {
  requirePermission(ctx, 'orders.take');
  return quotationView(ctx, await requireQuotation(ctx, parseInput(QuotationParams, input).quotationId));
}

/** Notes that the buyer has it. */
export async function sendQuotation(ctx: Context, input: z.input<typeof QuotationParams>): Promise<QuotationView> {
  requirePermission(ctx, 'orders.take');
  return moveStanding(ctx, await requireQuotation(ctx, parseInput(QuotationParams, input).quotationId), 'sent');
}

export async function declineQuotation(ctx: Context, input: z.input<typeof QuotationParams>): Promise<QuotationView> {
  requirePermission(ctx, 'orders.take');
  return moveStanding(ctx, await requireQuotation(ctx, parseInput(QuotationParams, input).quotationId), 'declined');
}

export async function declineOwnQuotation(
  ctx: Context,
  input: z.input<typeof QuotationParams>,
): Promise<QuotationView> {
  requirePermission(ctx, 'dealers.order');
  const { row } = await requireOwnQuotation(ctx, parseInput(QuotationParams, input).quotationId);
  return moveStanding(ctx, row, 'declined');
}

export const ListQuotationsQuery = z.strictObject({ limit: LimitParameter, cursor: CursorParameter });
const ListStoreQuotations = ListQuotationsQuery.extend({ storeId: z.uuid('Must be an id as this API gives them') });
export const QuotationListView = z.strictObject({ data: z.array(QuotationView), nextCursor: z.string().nullable() });
type QuotationListView = z.infer<typeof QuotationListView>;
const Place = z.tuple([z.iso.datetime({ offset: true }), z.uuid()]);

async function listWhere(ctx: Permitted, where: SQL, page: z.output<typeof ListQuotationsQuery>) {
  const [at, id] = page.cursor === undefined ? [null, null] : decodeCursor(page.cursor, Place);
  const after = at === null ? sql`true` : sql`(made_at, id) < (${at}::timestamptz, ${id}::uuid)`;
  const rows = await ctx.db.query<QuotationRow>(
    sql`${selectQuotations(sql`${where} and ${after}`)} order by made_at desc, id desc limit ${page.limit + 1}`,
  );
  const data = await quotationViews(ctx, rows.slice(0, page.limit));
  const last = rows.length > page.limit ? data.at(-1) : undefined;
  return { data, nextCursor: last === undefined ? null : encodeCursor([last.madeAt, last.id]) };
}

/** Of a store, the newest first. */
export async function listQuotations(
  ctx: Context,
  input: z.input<typeof ListStoreQuotations>,
): Promise<QuotationListView> {
  const { storeId, ...page } = parseInput(ListStoreQuotations, input);
  requirePermission(ctx, 'orders.take', { storeId });
  return listWhere(ctx, sql`store_id = ${storeId}::uuid`, page);
}

/** Of one's own firm. */
export async function listOwnQuotations(
  ctx: Context,
  input: z.input<typeof ListQuotationsQuery> = {},
): Promise<QuotationListView> {
  requirePermission(ctx, 'dealers.order');
  const page = parseInput(ListQuotationsQuery, input);
  const { dealerId } = await requireOwnDealer(ctx);
  return listWhere(ctx, sql`dealer_id = ${dealerId}::uuid and status <> 'issued'`, page);
}
