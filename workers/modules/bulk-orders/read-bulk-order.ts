import * as z from 'zod';
import { priceListCodes } from '#db/schema/catalog';
import { findStore, newCart, readQuotes } from '#modules/orders';
import { isolateIndex } from '#modules/search';
import { requirePermission } from '#platform/access/require-permission';
import type { Context, Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import { inr } from '#platform/money';
import type { PriceListCode, Quote } from '#platform/objects';
import { invalidInput, parseInput } from '#platform/parse-input';
import { type BulkOrderView, lineView } from './bulk-order-view.ts';
import { candidatesQuery, type FoundCandidate, skuQuery } from './find-candidates.ts';
import { type Candidate, matchLine } from './match-line.ts';
import { maxLineLength, maxLines, maxTextLength, readLines } from './read-line.ts';
import { type UnderstoodLine, understandLine } from './understand-line.ts';

export const BulkOrderBody = z.strictObject({
  text: z
    .string('Must be text')
    .min(1, 'Is missing')
    .max(maxTextLength, `Must be at most ${maxTextLength} characters`)
    .meta({ description: 'One item a line: `nux vom 200 30ml x 12`, `12 x ...`, cells of a sheet, or `sku,quantity`' }),
  storeId: z.uuid('Must be an id as this API gives them').optional(),
});
const OwnBulkOrder = BulkOrderBody;
const StaffBulkOrder = BulkOrderBody.extend({
  storeId: z.uuid('Must be an id as this API gives them'),
  priceList: z.enum(priceListCodes, 'Must be one of: retail, doctor, dealer').default('dealer'),
});
export const StaffBulkOrderBody = StaffBulkOrder.omit({ storeId: true });

interface Reading {
  text: string;
  storeId: string | undefined;
  priceList: PriceListCode | null;
}

/** Reads an order sheet for one's own firm. Nothing is put into a cart: that is asked for line by line. */
export async function readBulkOrder(ctx: Context, input: z.input<typeof OwnBulkOrder>): Promise<BulkOrderView> {
  requirePermission(ctx, 'dealers.order');
  const { text, storeId } = parseInput(OwnBulkOrder, input);
  return readSheet(ctx, { text, storeId, priceList: null });
}

/** The same for staff who take the order, at a list that they choose. */
export async function readBulkOrderForStaff(
  ctx: Context,
  input: z.input<typeof StaffBulkOrder>,
): Promise<BulkOrderView> {
  const reading = parseInput(StaffBulkOrder, input);
  requirePermission(ctx, 'orders.take', { storeId: reading.storeId });
  return readSheet(ctx, reading);
}

async function readSheet(ctx: Permitted, { text, storeId, priceList }: Reading): Promise<BulkOrderView> {
  const written = readLines(text);
  if (written.length === 0) throw invalidInput([{ path: 'text', message: 'Has no line that asks for anything' }]);
  if (written.length > maxLines) {
    throw invalidInput([{ path: 'text', message: `Must be at most ${maxLines} lines; this is ${written.length}` }]);
  }
  const tooLong = text.split('\n').findIndex((line) => line.length > maxLineLength);
  if (tooLong >= 0) {
    const message = `Line ${tooLong + 1} is longer than ${maxLineLength} characters`;
    throw invalidInput([{ path: 'text', message }]);
  }
  const index = await isolateIndex.current(ctx);
  if (index === undefined) {
    throw new AppError('unavailable', 'The names of the catalogue are being read. Try again.', {
      retryAfterSeconds: 2,
    });
  }
  const lines = written.map((line) => understandLine(line, index.vocabulary));
  const found = await findAll(ctx, lines);
  const store = await findStore(ctx, storeId);
  const sale = { channel: 'dealer' as const, chosenPriceList: priceList };
  const cart = newCart({ id: ctx.ids.next(), store, language: 'en', sale });
  const matches = lines.map((line, place) => ({
    line,
    match: matchLine(line, found.skus.get(place), found.of(place)),
  }));
  const variantIds = [...new Set(matches.flatMap(({ match }) => match.options.map(({ variantId }) => variantId)))];
  const { quotes, terms } = await readQuotes(ctx, cart, variantIds, []);
  const shelf = await onShelf(ctx, store.storeId, variantIds);
  const quoteOf = new Map(quotes.map((quote): [string, Quote] => [quote.variantId, quote]));
  const views = matches.map((matched) => lineView(matched, quoteOf, shelf));
  const chosen = views.filter(({ state }) => state === 'matched');
  return {
    storeId: store.storeId,
    priceList: terms.priceList,
    taxIncluded: terms.taxIncluded,
    lines: views,
    matched: chosen.length,
    unclear: views.length - chosen.length,
    estimate: inr(chosen.reduce((sum, { unitPrice, quantity }) => sum + (unitPrice?.amount ?? 0) * (quantity ?? 0), 0)),
  };
}

const candidateOf = (row: FoundCandidate): Candidate => ({
  variantId: row.variantId,
  sku: row.sku,
  name: row.name,
  brand: row.brand,
  potencyLabel: row.potencyLabel,
  packLabel: row.packLabel,
  fits: row.fits,
});

async function findAll({ db }: Permitted, lines: readonly UnderstoodLine[]) {
  const [named = [], bySku = []] = await db.batch<FoundCandidate>([candidatesQuery(lines), skuQuery(lines)]);
  return {
    skus: new Map(bySku.map((row) => [row.place, candidateOf(row)])),
    of: (place: number) => named.filter((row) => row.place === place).map(candidateOf),
  };
}

/** What the store could give right now, by variant: of its own book, not of a projection. */
async function onShelf({ objects }: Permitted, storeId: string, variantIds: readonly string[]) {
  if (variantIds.length === 0) return new Map<string, number>();
  const counts = await objects.stockRoom(storeId).count(variantIds);
  return new Map(counts.map(({ variantId, available }) => [variantId, available]));
}
