import { type JSX, Show } from 'solid-js';
import type { Live } from '../data/create-live.ts';
import { words } from '../language/language.ts';
import { FailureNote } from './failure-note.tsx';

/** Shows what is live: a word while the first answer is on its way, the value, and beside it what went wrong since. */
export function LiveSection<T>(props: { live: Live<T>; children: (value: () => T) => JSX.Element }) {
  return (
    <>
      <Show when={props.live.failure()}>
        {(failure) => (
          <FailureNote failure={failure()} retry={props.live.refresh} hasOlder={props.live.value() !== undefined} />
        )}
      </Show>
      <Show
        when={props.live.value()}
        fallback={
          <Show when={props.live.isLoading()}>
            <p class="soft" role="status">
              {words().loading}
            </p>
          </Show>
        }
      >
        {(value) => props.children(value)}
      </Show>
    </>
  );
}
