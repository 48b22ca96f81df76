import * as z from 'zod';
import { priceListCodes } from '#db/schema/catalog';
import { MoneyView } from '#modules/catalog';
import { inr } from '#platform/money';
import type { Quote } from '#platform/objects';
import type { Candidate, MatchedLine } from './match-line.ts';
import { maxLines } from './read-line.ts';
import type { UnderstoodLine } from './understand-line.ts';

const OptionView = z
  .strictObject({
    variantId: z.uuid(),
    sku: z.string(),
    name: z.string(),
    brand: z.string(),
    potencyLabel: z.string().nullable(),
    packLabel: z.string(),
    fits: z.boolean().meta({ description: 'False: another potency, pack, form or brand than was asked for' }),
    unitPrice: MoneyView.nullable().meta({ description: 'Null: not sold at present' }),
    available: z.int(),
  })
  .meta({ id: 'BulkOrderOption' });

const ReasonView = z
  .strictObject({ kind: z.string(), words: z.string().optional(), names: z.array(z.string()).optional() })
  .meta({ id: 'BulkOrderReason', description: 'Why somebody has to look at a line' });

const LineView = z
  .strictObject({
    line: z.int(),
    text: z.string(),
    state: z.enum(['matched', 'choose', 'not_sold', 'not_understood']),
    variantId: z.uuid().nullable(),
    quantity: z.int().nullable(),
    unitPrice: MoneyView.nullable(),
    /** Of a matched line: whether the shelf has so many now. */
    stock: z.enum(['in_stock', 'short']).nullable(),
    available: z.int().nullable(),
    options: z.array(OptionView),
    reasons: z.array(ReasonView),
  })
  .meta({ id: 'BulkOrderLine' });
type LineView = z.infer<typeof LineView>;

export const BulkOrderView = z
  .strictObject({
    storeId: z.uuid(),
    priceList: z.enum(priceListCodes),
    taxIncluded: z.boolean(),
    lines: z.array(LineView).max(maxLines),
    matched: z.int(),
    unclear: z.int(),
    estimate: MoneyView.meta({ description: 'Of what matched, before quantity breaks and discounts' }),
  })
  .meta({ id: 'BulkOrder' });
export type BulkOrderView = z.infer<typeof BulkOrderView>;

function reasonView(reason: MatchedLine['reasons'][number]): LineView['reasons'][number] {
  switch (reason.kind) {
    case 'words_not_understood':
      return { kind: reason.kind, words: reason.words };
    case 'other_remedy':
    case 'other_number':
      return { kind: reason.kind, names: reason.names };
    case 'spelling':
      return { kind: reason.kind, names: [reason.readAs] };
    case 'brand_not_sold':
      return { kind: reason.kind, names: [reason.name] };
    case 'several_fit':
    case 'potency_not_said':
    case 'unknown_sku':
    case 'not_sold':
    case 'no_quantity':
    case 'quantity_out_of_range':
      return { kind: reason.kind };
  }
}

export function lineView(
  { line, match }: { line: UnderstoodLine; match: MatchedLine },
  quotes: ReadonlyMap<string, Quote>,
  shelf: ReadonlyMap<string, number>,
): LineView {
  const priceOf = (variantId: string) => {
    const quote = quotes.get(variantId);
    return quote === undefined ? null : inr(quote.unitPricePaise);
  };
  const optionView = (option: Candidate): LineView['options'][number] => ({
    ...option,
    unitPrice: priceOf(option.variantId),
    available: shelf.get(option.variantId) ?? 0,
  });
  const { variantId } = match;
  const unitPrice = variantId === null ? null : priceOf(variantId);
  // Nobody can put a price on it: it is in the catalogue and not for sale.
  const state = variantId !== null && unitPrice === null ? 'not_sold' : match.state;
  const isMatched = state === 'matched' && variantId !== null;
  const available = isMatched ? (shelf.get(variantId) ?? 0) : null;
  return {
    line: line.number,
    text: line.text,
    state,
    variantId: isMatched ? variantId : null,
    quantity: line.quantity,
    unitPrice,
    stock: available === null ? null : available >= (line.quantity ?? 0) ? 'in_stock' : 'short',
    available,
    options: match.options.map(optionView),
    reasons: match.reasons.map(reasonView),
  };
}
