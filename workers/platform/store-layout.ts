/** How a store's stock is spread over objects. A store that was never spread has version 0 and one shard. */
export interface StoreLayout {
  /** Counts up with every change, so that whoever knows an older one notices. */
  version: number;
  shards: number;
  /** Over how many shards it was spread before. */
  before: number;
  /**
   * `moving`: variants are on their way to their new shard. `fresh`: all have arrived, but holds of the last days may still be
   * recorded where the goods were. `settled`: nothing is left of the former layout.
   */
  phase: 'moving' | 'fresh' | 'settled';
  /** The most shards it ever had: in each of them there may be records of holds. */
  highest: number;
}

export const oneShard: StoreLayout = { version: 0, shards: 1, before: 1, phase: 'settled', highest: 1 };

/** More than one store needs: sixteen objects sell some 20,000 pieces a second. Every one more is asked by every report. */
export const MAX_SHARDS = 16;

/** Which shard of so many is home to a variant: FNV-1a over its id, the same in every isolate and for good. */
export function shardOf(variantId: string, shards: number): number {
  if (shards === 1) return 0;
  let hash = 0x811c9dc5;
  for (let at = 0; at < variantId.length; at++) {
    hash = Math.imul(hash ^ variantId.charCodeAt(at), 0x01000193) >>> 0;
  }
  // The low bits of FNV mix badly for a modulus that is a power of two.
  return ((hash ^ (hash >>> 15)) >>> 0) % shards;
}

/** Answered instead of doing it: the layout is newer than the caller's, or some variants have moved to their new shard. */
export interface Moved {
  moved: StoreLayout;
  variantIds: string[];
}

export const isMoved = <T extends object>(answer: T | Moved): answer is Moved => 'moved' in answer;

/** The name of a shard's object: the first is the object that a store has from its beginning. */
export const shardName = (storeId: string, shard: number): string => (shard === 0 ? storeId : `${storeId}/${shard}`);
