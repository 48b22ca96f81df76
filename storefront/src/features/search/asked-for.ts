import type { ProductCard, SearchAnswer } from '../../api/views.ts';

/**
 * The cards of a search. Only words that name a potency or a pack choose a variant; the API tells one in any case, which
 * on a card would look as if nothing else were made.
 */
export function askedCards({ interpreted, data }: SearchAnswer): ProductCard[] {
  if (interpreted.potency || interpreted.pack) return data;
  return data.map(({ variant: _variant, ...card }) => card);
}

/** The remedy that was asked for when no product found is of it alone: the shop must say so before it shows anything else. */
export function missingRemedy({ interpreted: { remedy }, data }: SearchAnswer): string | undefined {
  const isMissing = data.length > 0 && data.every((card) => card.remedy?.abbrev !== remedy?.abbrev);
  return isMissing ? remedy?.name : undefined;
}
