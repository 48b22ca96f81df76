import { createComponent } from 'solid-js';
import { hydrate } from 'solid-js/web';
import type { Choice, PickerData } from './picker-data.ts';
import { VariantPicker } from './variant-picker.tsx';

/**
 * Solid usually sets this up by an inline script, which the policy forbids. Nothing streams and no event is replayed
 * here, so the empty registry is all that hydration needs.
 */
Object.assign(globalThis, { _$HY: { events: [], completed: new WeakSet(), r: {}, fe: () => undefined } });

/** What stands outside the island and still belongs to the choice: the picture, the SKU, the address. */
function showElsewhere(choice: Choice): void {
  const picture = document.querySelector<HTMLImageElement>('[data-label-picture]');
  if (picture) Object.assign(picture, { src: choice.picture.url, alt: choice.picture.alt });
  const sku = document.querySelector('[data-fact="sku"]');
  if (sku) sku.textContent = choice.sku;
  history.replaceState(history.state, '', choice.href);
}

const root = document.querySelector<HTMLElement>('[data-variant-picker]');
const json = document.querySelector('#variant-picker-data')?.textContent;
if (root && json) {
  const { data, sku } = JSON.parse(json) as { data: PickerData; sku: string };
  hydrate(() => createComponent(VariantPicker, { data, sku, onChoose: showElsewhere }), root, { renderId: 'v' });
}
