import type { PotencyScale } from '#modules/catalog';

/** One thing that can be put into a cart. Potency is null where the product names none. */
export type SearchVariant = {
  readonly id: string;
  readonly potencyScale: PotencyScale | null;
  readonly potencyValue: number | null;
  readonly packQuantity: number;
  readonly packUnit: string;
};

/** A product as search knows it. Names of its remedy are not repeated here: the remedy brings them along. */
export type SearchDocument = {
  readonly productId: string;
  readonly handle: string;
  readonly name: string;
  readonly nameHindi: string | null;
  /** Null for a complex. */
  readonly remedyAbbrev: string | null;
  readonly complexCode: string | null;
  readonly form: string;
  readonly brandSlug: string;
  readonly popularity: number;
  readonly inStock: boolean;
  /** In the order in which the product page lists them. */
  readonly variants: readonly SearchVariant[];
};
