import { createSignal, For, Show } from 'solid-js';
import { Failure, readSales, type Schemas } from '../../api/client.ts';
import { locale, words } from '../../language/language.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import { count, rupees } from '../../ui/figures.ts';
import { Ago } from '../../ui/time.tsx';
import { calendarDay } from '../../ui/times.ts';

type Report = Schemas['SalesReport'];
const pageSize = 50;

function Row(props: { row: Schemas['ProductSales']; storeName: string }) {
  return (
    <tr>
      <th scope="row">
        <Show when={props.row.handle} fallback={words().removedProduct}>
          {(handle) => <a href={`/product/${encodeURIComponent(handle())}`}>{props.row.productName}</a>}
        </Show>
        <span class="below soft small">{props.row.brandName}</span>
      </th>
      <td data-label={words().store}>{props.storeName}</td>
      <td class="figure" data-label={words().day}>
        {calendarDay(props.row.day, locale())}
      </td>
      <td class="figure" data-label={words().orders}>
        {count(props.row.orders, locale())}
      </td>
      <td class="figure" data-label={words().pieces}>
        {count(props.row.units, locale())}
      </td>
      <td class="figure" data-label={words().revenue}>
        {rupees(props.row.revenue, locale())}
      </td>
      <td class="figure" data-label={words().taxInside}>
        {rupees(props.row.tax, locale())}
      </td>
      <td class="figure" data-label={words().lastOrder}>
        <Ago at={props.row.asOf} />
      </td>
    </tr>
  );
}

function Head() {
  const figures = () => [
    words().day,
    words().orders,
    words().pieces,
    words().revenue,
    words().taxInside,
    words().lastOrder,
  ];
  return (
    <thead>
      <tr>
        <th scope="col">{words().product}</th>
        <th scope="col">{words().store}</th>
        <For each={figures()}>
          {(title) => (
            <th scope="col" class="figure">
              {title}
            </th>
          )}
        </For>
      </tr>
    </thead>
  );
}

/** What was sold, by day, store and product. Further pages are read once, when asked for, and end with the next refresh. */
export function ProductTable(props: { report: Report }) {
  const [further, setFurther] = createSignal<{ of: Report; page: Report }>();
  const [failure, setFailure] = createSignal<Failure>();
  const pages = () => (further()?.of === props.report ? further()?.page : undefined);
  const rows = () => [...props.report.data, ...(pages()?.data ?? [])];
  const nextCursor = () => (pages() ?? props.report).nextCursor;
  const storeName = (id: string) => props.report.stores.find((store) => store.storeId === id)?.storeName ?? '';

  async function more(): Promise<void> {
    const of = props.report;
    const present = pages()?.data ?? [];
    try {
      const page = await readSales(of, pageSize, nextCursor() ?? undefined);
      setFurther({ of, page: { ...page, data: [...present, ...page.data] } });
      setFailure(undefined);
    } catch (error) {
      setFailure(error instanceof Failure ? error : new Failure('other', String(error)));
    }
  }

  return (
    <section aria-labelledby="products">
      <h2 id="products">{words().products}</h2>
      <Show when={rows().length > 0} fallback={<NoSales />}>
        <div class="table-frame">
          <table class="stacks">
            <Head />
            <tbody>
              <For each={rows()}>{(row) => <Row row={row} storeName={storeName(row.storeId)} />}</For>
            </tbody>
          </table>
        </div>
        <Show when={failure()}>{(seen) => <FailureNote failure={seen()} />}</Show>
        <Show when={nextCursor() !== null}>
          <button type="button" onClick={() => void more()}>
            {words().more}
          </button>
        </Show>
      </Show>
    </section>
  );
}

function NoSales() {
  return (
    <p class="empty">
      {words().noSales} <a href="/">{words().openShop}</a>
    </p>
  );
}
