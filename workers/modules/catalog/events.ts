import * as z from 'zod';
import type { Permitted } from '#platform/context';
import { type EventMessage, eventFact } from '#platform/events';
import type { Fact } from '#platform/facts';

const ProductChangedData = z.strictObject({
  productId: z.uuid(),
  /** A price is not a word: it leaves the search index as it is. */
  what: z.enum(['product', 'price']).default('product'),
});

/** Says that something a shopper sees of a product is different now. */
export function productChanged(
  ctx: Pick<Permitted, 'clock' | 'ids' | 'requestId'>,
  productId: string,
  what: 'product' | 'price' = 'product',
): Fact {
  return eventFact(ctx, {
    id: ctx.ids.next(),
    type: 'product.changed',
    version: 1,
    subject: productId,
    storeId: null,
    data: { productId, what } satisfies z.input<typeof ProductChangedData>,
  });
}

/** As the StockRoom tells it: how much of a variant a store has, in a shopper's words, is different now. */
const BandCrossedData = z.object({
  productId: z.uuid(),
  storeId: z.uuid(),
  band: z.string(),
  previousBand: z.string(),
});

/** What a change of a product makes stale: its page, the pages that show its card, and every list. */
export const staleTags = (productId: string): string[] => [`product:${productId}`, 'list'];

/** The cached answers that an event makes stale. Throws a ZodError for an event that is none of these. */
export function tagsOf(event: EventMessage): string[] {
  if (event.type === 'product.changed') return staleTags(ProductChangedData.parse(event.data).productId);
  if (event.type !== 'stock.band_crossed') return [];
  const { productId, band, previousBand } = BandCrossedData.parse(event.data);
  // A card says only whether there is any, so a list changes only when a shelf empties or fills.
  return band === 'out' || previousBand === 'out' ? staleTags(productId) : [`product:${productId}`];
}

/** Whether the search index must be built again. Throws a ZodError for an event that cannot be read. */
export const changesSearch = (event: EventMessage): boolean =>
  event.type === 'product.changed' && ProductChangedData.parse(event.data).what === 'product';
