import { createSignal, Show } from 'solid-js';
import { Failure, tryKey } from '../api/client.ts';
import { words } from '../language/language.ts';
import { LanguageSwitch } from '../language/language-switch.tsx';
import { FailureNote } from '../ui/failure-note.tsx';
import { keepOperatorKey } from './operator-key.ts';

export function SignIn() {
  const [key, setKey] = createSignal('');
  const [failure, setFailure] = createSignal<Failure>();
  const [isTrying, setTrying] = createSignal(false);

  async function signIn(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    setTrying(true);
    setFailure(undefined);
    try {
      await tryKey(key().trim());
      keepOperatorKey(key().trim());
    } catch (error) {
      setFailure(error instanceof Failure ? error : new Failure('other', String(error)));
    } finally {
      setTrying(false);
    }
  }

  return (
    <main class="sign-in">
      <p class="brand">{words().brand}</p>
      <h1>{words().signInTitle}</h1>
      <form onSubmit={(event) => void signIn(event)}>
        <label for="key">{words().keyLabel}</label>
        <input
          id="key"
          type="password"
          required
          autocomplete="current-password"
          spellcheck={false}
          aria-describedby="key-hint"
          value={key()}
          onInput={(event) => setKey(event.currentTarget.value)}
        />
        <p id="key-hint" class="soft small">
          {words().keyHint}
        </p>
        <Show when={failure()}>{(seen) => <FailureNote failure={seen()} />}</Show>
        <button type="submit" class="main" disabled={isTrying()}>
          {isTrying() ? words().signingIn : words().signIn}
        </button>
      </form>
      <LanguageSwitch />
    </main>
  );
}
