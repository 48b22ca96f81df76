import { createSignal } from 'solid-js';
import type { Permission } from './session/account.ts';

const root = '/admin';

export const places = { today: `${root}/`, messages: `${root}/messages`, prices: `${root}/prices` } as const;
export type Place = keyof typeof places;

/** What one must be allowed for an area to be of any use; it is not offered without. */
export const asksFor = {
  today: 'analytics.read',
  messages: 'messages.read',
  prices: 'catalog.price',
} as const satisfies Record<Place, Permission>;

function placeOf(pathname: string): Place {
  const found = Object.entries(places).find(([, path]) => path === pathname);
  return (found?.[0] as Place | undefined) ?? 'today';
}

const [place, setPlace] = createSignal<Place>(placeOf(location.pathname));
addEventListener('popstate', () => setPlace(placeOf(location.pathname)));

export { place };

/** Follows a link inside the console; a click that asks for a new tab is left to the browser. */
export function follow(event: MouseEvent, target: Place): void {
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  if (place() !== target) history.pushState(null, '', places[target]);
  setPlace(target);
  document.querySelector<HTMLElement>('main')?.focus();
}
