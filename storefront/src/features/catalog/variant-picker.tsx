import { createSignal, For, Show } from 'solid-js';
import type { Choice, PickerData } from './picker-data.ts';
import { isOut, packsOf, potenciesOf, stepTo } from './picker-rules.ts';

export type PickerProps = { data: PickerData; sku: string; onChoose?: (choice: Choice) => void };

/** Ladder, packs, price and "add to cart". Every choice is a link that works alone; with a script it changes in place. */
export function VariantPicker(props: PickerProps) {
  const { choices, scales, stores, cartHref, words } = props.data;
  const first = choices.find((choice) => choice.sku === props.sku) ?? choices[0];
  if (!first) return null;
  const [chosen, setChosen] = createSignal<Choice>(first);
  const choose = (event: MouseEvent, choice: Choice) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    setChosen(choice);
    props.onChoose?.(choice);
  };

  return (
    <div class="picker">
      <Show when={scales.some((scale) => scale.code)}>
        <section class="picker-part">
          <h2 class="caps">{words.potencyLadder}</h2>
          <For each={scales}>
            {(scale) => (
              <div class="rungs">
                <span class="small soft">{scale.name}</span>
                <div>
                  <For each={potenciesOf(choices, scale.code)}>
                    {(potency) => {
                      const target = () => stepTo(choices, potency, chosen().pack) ?? chosen();
                      const out = isOut(choices, potency);
                      return (
                        <a
                          class="rung"
                          classList={{ gone: out }}
                          href={target().href}
                          aria-current={chosen().potency === potency ? 'true' : undefined}
                          onClick={(event) => choose(event, target())}
                        >
                          {potency}
                          <Show when={out}>
                            <small>{words.outWord}</small>
                          </Show>
                        </a>
                      );
                    }}
                  </For>
                </div>
              </div>
            )}
          </For>
          <p class="small soft">{words.ladderNote}</p>
        </section>
      </Show>

      <section class="picker-part">
        <h2 class="caps">{words.packs}</h2>
        <div class="packs">
          <For each={packsOf(choices, chosen().potency)}>
            {(choice) => (
              <a
                class="pack"
                classList={{ gone: choice.state === 'out' }}
                href={choice.href}
                aria-current={chosen().sku === choice.sku ? 'true' : undefined}
                onClick={(event) => choose(event, choice)}
              >
                <span>{choice.pack}</span>
                <small>{choice.state === 'out' ? words.outWord : choice.price}</small>
              </a>
            )}
          </For>
        </div>
      </section>

      <section class="picker-part buy" aria-live="polite">
        <p class="price figures">
          <strong>{chosen().price}</strong>
          <span class="soft">
            {words.mrp} <span classList={{ struck: chosen().saving !== null }}>{chosen().mrp}</span>
          </span>
          <Show when={chosen().saving}>{(saving) => <span class="saving">{saving()}</span>}</Show>
        </p>
        <p class="small soft">{chosen().tax}</p>
        <p>
          <span class={`state ${chosen().state}`}>{words[chosen().state]}</span>
        </p>
        <Show when={chosen().state !== 'out'} fallback={<p class="notice">{words.outNote}</p>}>
          <form class="add" method="post" action={cartHref}>
            <input type="hidden" name="intent" value="add" />
            <input type="hidden" name="variantId" value={chosen().id} />
            <label class="hidden" for="quantity">
              {words.quantity}
            </label>
            <input
              class="input figures"
              id="quantity"
              name="quantity"
              type="number"
              value="1"
              min="1"
              max="99"
              inputmode="numeric"
            />
            <button class="button" type="submit">
              {words.addToCart}
            </button>
          </form>
        </Show>
      </section>

      <Show when={stores.length > 0}>
        <section class="picker-part">
          <h2 class="caps">{words.storesTitle}</h2>
          <ul class="in-stores">
            <For each={stores}>
              {(store, index) => {
                const state = () => chosen().inStores[index()] ?? 'out';
                return (
                  <li>
                    <a href={store.href}>{store.name}</a>
                    <span class={`state ${state()}`}>{words[state()]}</span>
                  </li>
                );
              }}
            </For>
          </ul>
        </section>
      </Show>
    </div>
  );
}
