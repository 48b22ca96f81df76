export * from './digits.ts';
export * from './form.ts';
export * from './pack.ts';
export * from './potency.ts';
