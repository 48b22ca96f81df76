import { cartCountOf } from '../features/cart/cart-count.ts';

/** The count stands in a cookie of its own, so that cached pages need to know nothing of the visitor. */
function showCartCount(): void {
  const badge = document.querySelector('[data-cart-count]');
  const count = cartCountOf(document.cookie);
  if (badge) badge.textContent = count > 0 ? String(count) : '';
}

/** The suggestions (and Solid with them) load when somebody turns to the search box, not before. */
function suggestOnFocus(finder: HTMLElement): void {
  const input = finder.querySelector('input');
  const start = () =>
    void import('../features/search/suggestions.tsx').then((module) => module.startSuggestions(finder));
  input?.addEventListener('focus', start, { once: true });
  if (input && document.activeElement === input) start();
}

window.addEventListener('pageshow', showCartCount);
for (const finder of document.querySelectorAll<HTMLElement>('.finder')) suggestOnFocus(finder);
