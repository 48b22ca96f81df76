import { createEffect, createSignal, on, onCleanup } from 'solid-js';
import { Failure } from '../api/failure.ts';

export interface Live<T> {
  /** The last answer that arrived; kept while newer ones fail. */
  value: () => T | undefined;
  failure: () => Failure | undefined;
  isLoading: () => boolean;
  refresh: () => void;
}

const asFailure = (error: unknown): Failure => (error instanceof Failure ? error : new Failure('other', String(error)));

/**
 * Reads something now, again whenever `source` changes, and every so often while the tab can be seen. An answer that comes
 * after a newer question was asked is dropped.
 */
export function createLive<Source, T>(
  source: () => Source,
  read: (source: Source) => Promise<T>,
  everyMs?: number,
): Live<T> {
  const [value, setValue] = createSignal<T>();
  const [failure, setFailure] = createSignal<Failure>();
  const [isLoading, setLoading] = createSignal(false);
  let latest = 0;

  async function ask(asked: Source): Promise<void> {
    const mine = ++latest;
    setLoading(true);
    try {
      const answer = await read(asked);
      if (mine !== latest) return;
      setValue(() => answer);
      setFailure(undefined);
    } catch (error) {
      if (mine === latest) setFailure(asFailure(error));
    } finally {
      if (mine === latest) setLoading(false);
    }
  }

  const refresh = () => void ask(source());
  createEffect(on(source, (asked) => void ask(asked)));
  if (everyMs !== undefined) {
    const timer = setInterval(() => document.visibilityState === 'visible' && refresh(), everyMs);
    onCleanup(() => clearInterval(timer));
  }
  onCleanup(() => {
    latest += 1;
  });
  return { value, failure, isLoading, refresh };
}
