export { allocateFefo, availableOf, type ShelfBatch } from './allocate-fefo.ts';
export { type AvailabilityBand, availabilityBand, availabilityBands } from './availability.ts';
export { addDays, isSellable } from './is-sellable.ts';
export { listStores, type OpeningHours, type StoreView } from './list-stores.ts';
export { type ReceiveStock, ReceiveStockSchema, receiveStock } from './receive-stock.ts';
export { type StoreTotals, storeTotals } from './store-totals.ts';
