export type AvailabilityBand = 'in_stock' | 'low' | 'out';

/** Up to so many pieces a shopper is told that few are left. */
const LOW_STOCK_LIMIT = 5;

/** What a shopper is told about a shelf, from the pieces that can be promised. */
export function availabilityBand(available: number): AvailabilityBand {
  if (available <= 0) return 'out';
  return available <= LOW_STOCK_LIMIT ? 'low' : 'in_stock';
}
