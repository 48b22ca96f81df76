import { For, Match, onMount, Show, Switch } from 'solid-js';
import { Messages } from './features/messages/messages.tsx';
import { Prices } from './features/prices/prices.tsx';
import { Today } from './features/today/today.tsx';
import { words } from './language/language.ts';
import { LanguageSwitch } from './language/language-switch.tsx';
import { asksFor, follow, type Place, place, places } from './place.ts';
import { account, closeAccount, failure, may, openAccount } from './session/account.ts';
import { FailureNote } from './ui/failure-note.tsx';

const allAreas = Object.keys(places) as Place[];
const areas = () => allAreas.filter((area) => may(asksFor[area]));

/** The area of the address, or the first one that is allowed; none for whoever has no business here. */
const shown = (): Place | undefined => (may(asksFor[place()]) ? place() : areas()[0]);

function Rail() {
  return (
    <header class="rail">
      <p class="brand">
        {words().brand} <span class="soft">{words().consoleTitle}</span>
      </p>
      <nav aria-label={words().areas}>
        <For each={areas()}>
          {(area) => (
            <a
              href={places[area]}
              aria-current={shown() === area ? 'page' : undefined}
              onClick={(event) => follow(event, area)}
            >
              {words()[area]}
            </a>
          )}
        </For>
      </nav>
      <div class="rail-end">
        <p class="who">
          <span class="soft small">{words().signedInAs}</span>
          <a href="/account">{account()?.name}</a>
        </p>
        <LanguageSwitch />
        <button type="button" class="quiet" onClick={() => void closeAccount()}>
          {words().signOut}
        </button>
      </div>
    </header>
  );
}

/** While it is not known who asks: nothing of the company is on the screen. */
function Door() {
  return (
    <main class="door">
      <p class="brand">{words().brand}</p>
      <h1>{words().doorTitle}</h1>
      <Show when={failure()} fallback={<p role="status">{words().opening}</p>}>
        {(seen) => <FailureNote failure={seen()} retry={() => void openAccount()} />}
      </Show>
      <a href="/sign-in?next=%2Fadmin">{words().signIn}</a>
      <LanguageSwitch />
    </main>
  );
}

function NoArea() {
  return (
    <section class="view">
      <h1>{words().noAreaTitle}</h1>
      <p class="empty">
        {words().noArea} <a href="/account">{words().toAccount}</a>
      </p>
    </section>
  );
}

export function App() {
  onMount(() => void openAccount());
  return (
    <Show when={account()} fallback={<Door />}>
      <a class="skip" href="#content">
        {words().skip}
      </a>
      <div class="frame">
        <Rail />
        <main id="content" tabIndex={-1}>
          <Switch fallback={<NoArea />}>
            <Match when={shown() === 'today'}>
              <Today />
            </Match>
            <Match when={shown() === 'messages'}>
              <Messages />
            </Match>
            <Match when={shown() === 'prices'}>
              <Prices />
            </Match>
          </Switch>
        </main>
      </div>
    </Show>
  );
}
