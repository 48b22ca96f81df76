import { createSignal, For, Show } from 'solid-js';
import { render } from 'solid-js/web';
import type { Suggestion } from '../../api/views.ts';
import { browserApi, urlsFor } from '../../urls.ts';
import { parseLanguage } from '../i18n/language.ts';
import { addressOf } from './suggestion-address.ts';

const pauseMs = 120;
const shortest = 2;

/** Hangs a list of suggestions below a search box: a combobox that stays a plain form without this script. */
export function startSuggestions(finder: HTMLElement): void {
  const input = finder.querySelector('input');
  if (!input) return;
  render(() => <Suggestions input={input} finder={finder} />, finder);
}

function Suggestions(props: { input: HTMLInputElement; finder: HTMLElement }) {
  const urls = urlsFor(parseLanguage(props.finder.dataset.language ?? null));
  const listId = `${props.input.id}-list`;
  const [items, setItems] = createSignal<Suggestion[]>([]);
  const [active, setActive] = createSignal(-1);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked: AbortController | undefined;

  const show = (found: Suggestion[]) => {
    setItems(found);
    choose(-1);
    props.input.setAttribute('aria-expanded', String(found.length > 0));
  };
  const choose = (index: number) => {
    setActive(index);
    if (index < 0) props.input.removeAttribute('aria-activedescendant');
    else props.input.setAttribute('aria-activedescendant', `${listId}-${index}`);
  };
  const ask = async () => {
    asked?.abort();
    asked = new AbortController();
    const text = props.input.value.trim();
    if (text.length < shortest) return show([]);
    const response = await fetch(browserApi.suggest(text), { signal: asked.signal }).catch(() => undefined);
    if (response?.ok) show(((await response.json()) as { data: Suggestion[] }).data);
  };
  const onKey = (event: KeyboardEvent) => {
    const count = items().length;
    if (event.key === 'Escape') show([]);
    if (count === 0 || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp' && event.key !== 'Enter')) return;
    const chosen = items()[active()];
    if (event.key === 'Enter') {
      if (!chosen) return;
      event.preventDefault();
      location.assign(addressOf(urls, chosen));
      return;
    }
    event.preventDefault();
    const up = event.key === 'ArrowUp';
    choose((Math.max(active(), up ? 0 : -1) + (up ? count - 1 : 1)) % count);
  };

  props.input.setAttribute('role', 'combobox');
  props.input.setAttribute('aria-autocomplete', 'list');
  props.input.setAttribute('aria-controls', listId);
  props.input.setAttribute('aria-expanded', 'false');
  props.input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => void ask(), pauseMs);
  });
  props.input.addEventListener('keydown', onKey);
  props.finder.addEventListener('focusout', (event) => {
    if (!props.finder.contains(event.relatedTarget as Node | null)) show([]);
  });

  return (
    <Show when={items().length > 0}>
      <div class="suggestions" id={listId} role="listbox" aria-label={props.finder.dataset.label}>
        <For each={items()}>
          {(item, index) => (
            <a
              id={`${listId}-${index()}`}
              href={addressOf(urls, item)}
              role="option"
              tabindex="-1"
              aria-selected={active() === index()}
            >
              <span>{item.label}</span>
              <Show when={item.detail}>
                <small>{item.detail}</small>
              </Show>
            </a>
          )}
        </For>
      </div>
    </Show>
  );
}
