import { createSignal, For, onCleanup, onMount, Show } from 'solid-js';
import { type Schemas, searchProducts } from '../../api/client.ts';
import { createLive } from '../../data/create-live.ts';
import { locale, words } from '../../language/language.ts';
import { rupees } from '../../ui/figures.ts';
import { LiveSection } from '../../ui/live-section.tsx';
import { ProductPrices } from './product-prices.tsx';

type Card = Schemas['ProductCard'];

const priceSpan = ({ priceFrom, priceTo }: Card): string =>
  priceFrom.amount === priceTo.amount
    ? rupees(priceFrom, locale())
    : `${rupees(priceFrom, locale())} – ${rupees(priceTo, locale())}`;

function SearchForm(props: { search: (query: string) => void }) {
  let field: HTMLInputElement | undefined;
  /** `/` jumps to the search field from anywhere but another field. */
  const jump = (event: KeyboardEvent) => {
    if (event.key !== '/' || event.target instanceof HTMLInputElement) return;
    event.preventDefault();
    field?.focus();
  };
  onMount(() => addEventListener('keydown', jump));
  onCleanup(() => removeEventListener('keydown', jump));
  return (
    <search>
      <form
        class="search"
        onSubmit={(event) => {
          event.preventDefault();
          props.search(field?.value.trim() ?? '');
        }}
      >
        <label for="query">{words().searchLabel}</label>
        <input
          id="query"
          ref={(element) => {
            field = element;
          }}
          type="search"
          required
          maxLength={200}
          autocomplete="off"
          aria-describedby="query-hint"
          aria-keyshortcuts="/"
        />
        <button type="submit">{words().search}</button>
        <p id="query-hint" class="soft small">
          {words().searchExample}
        </p>
      </form>
    </search>
  );
}

function Results(props: { cards: readonly Card[]; chosen: string | undefined; choose: (handle: string) => void }) {
  return (
    <ul class="results">
      <For each={props.cards}>
        {(card) => (
          <li>
            <button type="button" aria-pressed={props.chosen === card.handle} onClick={() => props.choose(card.handle)}>
              <span class="name">{card.name}</span>
              <span class="soft small">
                {card.form.label} · {card.brand.name}
              </span>
              <span class="figure">{priceSpan(card)}</span>
            </button>
          </li>
        )}
      </For>
    </ul>
  );
}

/** Search on the left, the prices of the chosen product beside it: one below the other on a narrow screen. */
export function Prices() {
  const [query, setQuery] = createSignal('');
  const [chosen, setChosen] = createSignal<string>();
  const found = createLive(query, async (asked) => (asked === '' ? [] : searchProducts(asked)));
  const search = (asked: string) => {
    setChosen(undefined);
    setQuery(asked);
  };
  return (
    <div class="view">
      <div class="view-head">
        <h1>{words().prices}</h1>
      </div>
      <SearchForm search={search} />
      <Show when={query() !== ''} fallback={<p class="empty">{words().beforeSearch}</p>}>
        <div class="list-and-detail" classList={{ 'shows-detail': chosen() !== undefined }}>
          <LiveSection live={found}>
            {(cards) => (
              <Show
                when={cards().length > 0 || found.isLoading()}
                fallback={<p class="empty">{words().noProducts(query())}</p>}
              >
                <Results cards={cards()} chosen={chosen()} choose={setChosen} />
              </Show>
            )}
          </LiveSection>
          <Show when={chosen()} keyed fallback={<p class="empty">{words().chooseProduct}</p>}>
            {(handle) => <ProductPrices handle={handle} back={() => setChosen(undefined)} />}
          </Show>
        </div>
      </Show>
    </div>
  );
}
