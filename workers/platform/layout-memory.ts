import { oneShard, type StoreLayout } from './store-layout.ts';

/** A company has fewer stores that are spread; a forgotten layout costs one more call. */
const MAX_LAYOUTS = 1_000;
/** A forgotten hold costs a question to every shard. */
const MAX_HOLDS = 10_000;

/** What an isolate has learned of spread stores. All of it may be old: the shards say so. */
export class LayoutMemory {
  readonly #layouts = new Map<string, StoreLayout>();
  readonly #shardsOfHold = new Map<string, readonly number[]>();

  layoutOf(storeId: string): StoreLayout {
    return this.#layouts.get(storeId) ?? oneShard;
  }

  learn(storeId: string, layout: StoreLayout): void {
    if (layout.version <= this.layoutOf(storeId).version) return;
    forgetOldest(this.#layouts, MAX_LAYOUTS);
    this.#layouts.set(storeId, layout);
  }

  /** Where the parts of a hold are, if this isolate made it. */
  shardsOf(holdId: string): readonly number[] | undefined {
    return this.#shardsOfHold.get(holdId);
  }

  rememberHold(holdId: string, shards: readonly number[]): void {
    forgetOldest(this.#shardsOfHold, MAX_HOLDS);
    this.#shardsOfHold.set(holdId, shards);
  }
}

function forgetOldest(map: Map<string, unknown>, limit: number): void {
  const oldest = map.keys().next();
  if (map.size >= limit && !oldest.done) map.delete(oldest.value);
}
