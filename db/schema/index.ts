export * from './analytics.ts';
export * from './campaigns.ts';
export * from './catalog.ts';
export * from './inventory.ts';
export * from './orders.ts';
export * from './platform.ts';
export * from './reference.ts';
