import type { CartState } from '#platform/objects';

const dayMs = 86_400_000;

/** A cart that nobody touched for a month is forgotten: its shopper has a new one, and it holds nobody's data for longer. */
export const openCartLivesMs = 30 * dayMs;

/** Answers are promised for 24 hours after the sale; twice that leaves room for a client that wakes up late. */
export const placedCartLivesMs = 2 * dayMs;

/** When a cart that nothing more happens to is forgotten. Without a cart there is nothing to keep: at once. */
export function dueAt(kept: { cart: CartState; changedAtMs: number } | undefined): number {
  if (kept === undefined) return 0;
  return kept.changedAtMs + (kept.cart.status === 'open' ? openCartLivesMs : placedCartLivesMs);
}
