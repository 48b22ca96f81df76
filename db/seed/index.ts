export { SAMPLE_NOTICE } from './company.ts';
export { type OnProgress, SAMPLE_COMPANY, type SeedOptions, type SeedResult, seedDatabase } from './seed-database.ts';
export { SAMPLE_STOCK, type SeedStockOptions, seedStock } from './seed-stock.ts';
