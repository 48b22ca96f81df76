/** More of one item is a dealer's order and wants a quotation; it also keeps every amount far inside the exact range. */
export const maxQuantityPerLine = 999;

/** A cart of this size still prices in one query and becomes one order of well under 200 KB. */
export const maxCartLines = 100;

/** A price once shown is honoured for ten minutes: long enough to fill in an address, short enough to change prices. */
export const quoteHoldsForMs = 10 * 60_000;

/** More than anybody holds; each is one more row to read and one more object to ask at checkout. */
export const maxCartCoupons = 5;

/** Of api.md: longer keys are no keys. */
export const maxIdempotencyKeyLength = 255;
