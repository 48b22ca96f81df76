export { seedDatabase } from './seed-database.ts';
export { seedStock } from './seed-stock.ts';
