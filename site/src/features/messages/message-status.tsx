import { Show } from 'solid-js';
import type { Schemas } from '../../api/client.ts';
import { words } from '../../language/language.ts';

type Message = Schemas['Message'];

/** A dot and a word: colour never says it alone. What went wrong stands below it. */
export function MessageStatus(props: { message: Message }) {
  return (
    <>
      <span class={`dot dot-${props.message.status}`} aria-hidden="true" />
      {words().statuses[props.message.status]}
      <Show when={props.message.attempts > 1}>
        <span class="soft small"> {words().tries(props.message.attempts)}</span>
      </Show>
      <Show when={props.message.failure}>{(failure) => <span class="below small">{failure()}</span>}</Show>
    </>
  );
}
