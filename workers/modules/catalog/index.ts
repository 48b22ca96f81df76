export * from './card.ts';
export * from './digits.ts';
export * from './form.ts';
export * from './image-url.ts';
export * from './language.ts';
export * from './pack.ts';
export * from './potency.ts';
export * from './views.ts';
