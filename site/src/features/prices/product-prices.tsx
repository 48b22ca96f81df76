import { createSignal, For, Show } from 'solid-js';
import { readProduct, type Schemas } from '../../api/client.ts';
import { createLive } from '../../data/create-live.ts';
import { locale, words } from '../../language/language.ts';
import { rupees } from '../../ui/figures.ts';
import { LiveSection } from '../../ui/live-section.tsx';
import { PriceEditor } from './price-editor.tsx';

type Variant = Schemas['Variant'];

interface Change {
  before: Schemas['Money'];
  after: Schemas['Price'];
}

function ChangeNote(props: { change: Change }) {
  return (
    <span class="done small" role="status">
      {words().priceSet(rupees(props.change.before, locale()), rupees(props.change.after.price, locale()))}
      <Show when={!props.change.after.purged}> {words().notPurged}</Show>
    </span>
  );
}

function VariantRow(props: { variant: Variant; onChanged: () => void }) {
  const [isEditing, setEditing] = createSignal(false);
  const [change, setChange] = createSignal<Change>();
  let opener: HTMLButtonElement | undefined;
  const label = () => [props.variant.potency?.label, props.variant.pack.label].filter(Boolean).join(' · ');

  function close(): void {
    setEditing(false);
    queueMicrotask(() => opener?.focus());
  }
  function finish(after: Schemas['Price']): void {
    setChange({ before: props.variant.price, after });
    close();
    props.onChanged();
  }

  return (
    <tr>
      <th scope="row">
        <Show when={props.variant.potency}>{(potency) => <span class="chip">{potency().label}</span>}</Show>{' '}
        {props.variant.pack.label}
        <span class="below soft small">{props.variant.sku}</span>
      </th>
      <td class="figure" data-label={words().mrp}>
        {rupees(props.variant.mrp, locale())}
      </td>
      <td class="figure" data-label={words().price}>
        {rupees(props.variant.price, locale())}
        <Show when={change()}>{(made) => <ChangeNote change={made()} />}</Show>
      </td>
      <td class="figure">
        <Show
          when={isEditing()}
          fallback={
            <button
              type="button"
              ref={(element) => {
                opener = element;
              }}
              aria-label={`${words().change}: ${label()}`}
              onClick={() => setEditing(true)}
            >
              {words().change}
            </button>
          }
        >
          <PriceEditor variant={props.variant} label={label()} onSet={finish} onCancel={close} />
        </Show>
      </td>
    </tr>
  );
}

/** Every potency and pack of a product with its price. After a change it is read again: what is shown is what holds. */
export function ProductPrices(props: { handle: string; back: () => void }) {
  const product = createLive(() => props.handle, readProduct);
  const skus = () => product.value()?.variants.map((variant) => variant.sku) ?? [];
  const variantOf = (sku: string) => product.value()?.variants.find((variant) => variant.sku === sku);
  return (
    <LiveSection live={product}>
      {(value) => (
        <section class="detail" aria-labelledby="product">
          <button type="button" class="quiet back" onClick={() => props.back()}>
            {words().backToResults}
          </button>
          <h2 id="product">{value().name}</h2>
          <p class="soft">
            {value().form.label} · {value().brand.name}
          </p>
          <div class="table-frame">
            <table class="stacks">
              <thead>
                <tr>
                  <th scope="col">{words().variant}</th>
                  <th scope="col" class="figure">
                    {words().mrp}
                  </th>
                  <th scope="col" class="figure">
                    {words().price}
                  </th>
                  <td />
                </tr>
              </thead>
              <tbody>
                <For each={skus()}>
                  {(sku) => (
                    <Show when={variantOf(sku)}>
                      {(variant) => <VariantRow variant={variant()} onChanged={product.refresh} />}
                    </Show>
                  )}
                </For>
              </tbody>
            </table>
          </div>
        </section>
      )}
    </LiveSection>
  );
}
