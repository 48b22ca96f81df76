import { For, Match, Show, Switch } from 'solid-js';
import { Messages } from './features/messages/messages.tsx';
import { Prices } from './features/prices/prices.tsx';
import { Today } from './features/today/today.tsx';
import { words } from './language/language.ts';
import { LanguageSwitch } from './language/language-switch.tsx';
import { follow, type Place, place, places } from './place.ts';
import { forgetOperatorKey, operatorKey } from './session/operator-key.ts';
import { SignIn } from './session/sign-in.tsx';

const areas = Object.keys(places) as Place[];

function Rail() {
  return (
    <header class="rail">
      <p class="brand">
        {words().brand} <span class="soft">{words().consoleTitle}</span>
      </p>
      <nav aria-label={words().areas}>
        <For each={areas}>
          {(area) => (
            <a
              href={places[area]}
              aria-current={place() === area ? 'page' : undefined}
              onClick={(event) => follow(event, area)}
            >
              {words()[area]}
            </a>
          )}
        </For>
      </nav>
      <div class="rail-end">
        <LanguageSwitch />
        <button type="button" class="quiet" onClick={forgetOperatorKey}>
          {words().signOut}
        </button>
      </div>
    </header>
  );
}

export function App() {
  return (
    <Show when={operatorKey()} fallback={<SignIn />}>
      <a class="skip" href="#content">
        {words().skip}
      </a>
      <div class="frame">
        <Rail />
        <main id="content" tabIndex={-1}>
          <Switch fallback={<Today />}>
            <Match when={place() === 'messages'}>
              <Messages />
            </Match>
            <Match when={place() === 'prices'}>
              <Prices />
            </Match>
          </Switch>
        </main>
      </div>
    </Show>
  );
}
