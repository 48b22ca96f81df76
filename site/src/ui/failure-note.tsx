import { Show } from 'solid-js';
import type { Failure } from '../api/failure.ts';
import { words } from '../language/language.ts';
import type { Words } from '../language/words.ts';

function sentence(failure: Failure): string {
  const known: Words['failures'] = words().failures;
  if (failure.code !== 'other' && failure.code in known) return String(known[failure.code as keyof typeof known]);
  const fields = failure.fields.map((field) => field.message).join(' ');
  return known.other(fields === '' ? failure.message : fields);
}

/** What happened, what is safe and what to do, in words, with the request to quote when asking for help. */
export function FailureNote(props: { failure: Failure; retry?: () => void; hasOlder?: boolean }) {
  return (
    <div class="failure" role="alert">
      <p>
        {sentence(props.failure)} <Show when={props.hasOlder}>{words().stale}</Show>
      </p>
      <Show when={props.failure.requestId}>{(id) => <p class="soft small">{words().request(id())}</p>}</Show>
      <Show when={props.retry}>
        {(retry) => (
          <button type="button" onClick={() => retry()()}>
            {words().retry}
          </button>
        )}
      </Show>
    </div>
  );
}
