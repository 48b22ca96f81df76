import { createSignal } from 'solid-js';

const place = 'tincture.operator-key';

/** The key lives as long as the tab: it is never written where a later visitor of this browser would find it. */
const [operatorKey, setOperatorKey] = createSignal<string | null>(sessionStorage.getItem(place));

export { operatorKey };

export function keepOperatorKey(key: string): void {
  sessionStorage.setItem(place, key);
  setOperatorKey(key);
}

export function forgetOperatorKey(): void {
  sessionStorage.removeItem(place);
  setOperatorKey(null);
}
