import { createSignal, For, Show } from 'solid-js';
import { readMessages } from '../../api/client.ts';
import { createLive } from '../../data/create-live.ts';
import { words } from '../../language/language.ts';
import { follow, places } from '../../place.ts';
import { may } from '../../session/account.ts';
import { LiveSection } from '../../ui/live-section.tsx';
import { MessageTable } from '../messages/message-table.tsx';
import { Headline } from './headline.tsx';
import { type PeriodName, periodLengths } from './periods.ts';
import { ProductTable } from './product-table.tsx';
import { readToday } from './read-today.ts';
import { StoreTable } from './store-table.tsx';

const refreshMs = 15_000;
const latestCount = 6;
const names = Object.keys(periodLengths) as PeriodName[];

function LatestMessages() {
  const messages = createLive(
    () => latestCount,
    (limit) => readMessages(limit),
    refreshMs,
  );
  return (
    <section aria-labelledby="latest">
      <h2 id="latest">{words().latestMessages}</h2>
      <LiveSection live={messages}>
        {(list) => (
          <Show when={list().data.length > 0} fallback={<p class="empty">{words().noMessages}</p>}>
            <MessageTable messages={list().data} />
            <a href={places.messages} onClick={(event) => follow(event, 'messages')}>
              {words().allMessages}
            </a>
          </Show>
        )}
      </LiveSection>
    </section>
  );
}

export function Today() {
  const [period, setPeriod] = createSignal<PeriodName>('day');
  const figures = createLive(period, readToday, refreshMs);
  return (
    <div class="view">
      <div class="view-head">
        <h1>{words().today}</h1>
        <fieldset class="choice">
          <legend class="hidden">{words().period}</legend>
          <For each={names}>
            {(name) => (
              <label>
                <input type="radio" name="period" checked={period() === name} onChange={() => setPeriod(name)} />
                <span>{words().periods[name]}</span>
              </label>
            )}
          </For>
        </fieldset>
        <button type="button" onClick={figures.refresh}>
          {words().refresh}
        </button>
      </div>
      <LiveSection live={figures}>
        {(value) => (
          <>
            <Headline figures={value()} />
            <div class="side-by-side">
              <StoreTable stores={value().stores} />
              <Show when={may('messages.read')}>
                <LatestMessages />
              </Show>
            </div>
            <ProductTable report={value().report} />
          </>
        )}
      </LiveSection>
    </div>
  );
}
