import * as z from 'zod';
import type { Permitted } from '#platform/context';
import { defineEvent } from '#platform/define-event';
import type { EventContext, EventMessage } from '#platform/events';
import type { Fact } from '#platform/facts';

const ProductChangedData = z.strictObject({
  productId: z.uuid(),
  /** A price is not a word: it leaves the search index as it is. */
  what: z.enum(['product', 'price']).default('product'),
});
export const productChange = defineEvent('product.changed', ProductChangedData);

/** Says that something a shopper sees of a product is different now. */
export function productChanged(
  ctx: EventContext & Pick<Permitted, 'ids'>,
  productId: string,
  what: 'product' | 'price' = 'product',
): Fact {
  return productChange.fact(ctx, { id: ctx.ids.next(), subject: productId, storeId: null, data: { productId, what } });
}

/** As the StockRoom tells it: how much of a variant a store has, in a shopper's words, is different now. */
const Band = z.enum(['in_stock', 'low', 'out']);
const BandCrossedData = z.object({
  variantId: z.uuid(),
  productId: z.uuid(),
  storeId: z.uuid(),
  band: Band,
  previousBand: Band,
});
export const stockBandCrossed = defineEvent('stock.band_crossed', BandCrossedData);

/** What a change of a product makes stale: its page, the pages that show its card, and every list. */
export const staleTags = (productId: string): string[] => [`product:${productId}`, 'list'];

/** The cached answers that an event makes stale. Throws for an event that cannot be read. */
export function tagsOf(event: EventMessage): string[] {
  if (event.type === 'product.changed') return staleTags(productChange.read(event).productId);
  if (event.type !== 'stock.band_crossed') return [];
  const { productId, band, previousBand } = stockBandCrossed.read(event);
  // A card says only whether there is any, so a list changes only when a shelf empties or fills.
  return band === 'out' || previousBand === 'out' ? staleTags(productId) : [`product:${productId}`];
}

/** Whether the search index must be built again. Throws for an event that cannot be read. */
export const changesSearch = (event: EventMessage): boolean =>
  event.type === 'product.changed' && productChange.read(event).what === 'product';
