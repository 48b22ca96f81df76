export { rebuildSales } from './rebuild-sales.ts';
export { rollUpSales } from './roll-up-sales.ts';
export { salesByDay } from './sales-by-day.ts';
export * from './schemas.ts';
