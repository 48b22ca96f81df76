export { allocateFefo, availableOf, type ShelfBatch } from './allocate-fefo.ts';
export { type AvailabilityBand, availabilityBand } from './availability.ts';
export { addMonths, earliestExpiryFor, isSellable, sellByHorizons } from './is-sellable.ts';
export { listStores, type StoresView } from './list-stores.ts';
export { ReceiveStockSchema, receiveStock } from './receive-stock.ts';
export { ReshardStoreSchema, reshardStore, storeLayout } from './reshard-store.ts';
export { shelfBands } from './shelf-bands.ts';
export { storeTotals } from './store-totals.ts';
