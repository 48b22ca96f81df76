import { For } from 'solid-js';
import { locale, words } from '../../language/language.ts';
import { count, rupees } from '../../ui/figures.ts';
import type { StoreFigures } from './read-today.ts';

const stockCount = (value: number | undefined): string =>
  value === undefined ? words().unknown : count(value, locale());

export function StoreTable(props: { stores: readonly StoreFigures[] }) {
  return (
    <section aria-labelledby="stores">
      <h2 id="stores">{words().stores}</h2>
      <div class="table-frame">
        <table>
          <thead>
            <tr>
              <th scope="col">{words().store}</th>
              <th scope="col" class="figure">
                {words().revenue}
              </th>
              <th scope="col" class="figure">
                {words().pieces}
              </th>
              <th scope="col" class="figure">
                {words().onHand}
              </th>
              <th scope="col" class="figure">
                {words().held}
              </th>
            </tr>
          </thead>
          <tbody>
            <For each={props.stores}>
              {(store) => (
                <tr>
                  <th scope="row">{store.name}</th>
                  <td class="figure">{rupees(store.revenue, locale())}</td>
                  <td class="figure">{count(store.units, locale())}</td>
                  <td class="figure">{stockCount(store.stock?.onHand)}</td>
                  <td class="figure">{stockCount(store.stock?.held)}</td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </div>
      <p class="soft small">{words().stockNow}</p>
    </section>
  );
}
