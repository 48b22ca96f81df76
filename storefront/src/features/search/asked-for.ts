import type { ProductCard, SearchAnswer } from '../../api/views.ts';

/**
 * The cards of a search. Only words that name a potency or a pack choose a variant; the API tells one in any case, which
 * on a card would look as if nothing else were made.
 */
export function askedCards({ interpreted, data }: SearchAnswer): ProductCard[] {
  if (interpreted.potency || interpreted.pack) return data;
  return data.map(({ variant: _variant, ...card }) => card);
}
