import { describe, expect, it } from 'vitest';
import { uuidv7 } from './ids.ts';
import { isMoved, MAX_SHARDS, oneShard, shardName, shardOf } from './store-layout.ts';

const variants = Array.from({ length: 4_000 }, (_, at) => {
  const random = new Uint8Array(10);
  new DataView(random.buffer).setUint32(6, at);
  return uuidv7(1_763_800_000_000 + at, random);
});

describe('shardOf', () => {
  it('never changes its mind: goods are where it said', () => {
    expect(shardOf('019b76da-a800-7cb2-a0c0-eb02f1af4e4d', 4)).toBe(shardOf('019b76da-a800-7cb2-a0c0-eb02f1af4e4d', 4));
    expect(['arnica', 'bryonia', 'calendula'].map((id) => shardOf(id, 16))).toMatchInlineSnapshot(`
      [
        11,
        4,
        14,
      ]
    `);
    expect(variants.every((id) => shardOf(id, 1) === 0)).toBe(true);
  });

  it.each([2, 3, 4, 8, MAX_SHARDS])('spreads variants made one after another evenly over %i', (shards) => {
    const counts = Array.from({ length: shards }, () => 0);
    for (const id of variants) counts[shardOf(id, shards)] = (counts[shardOf(id, shards)] ?? 0) + 1;
    const fair = variants.length / shards;
    for (const count of counts) expect(Math.abs(count - fair) / fair).toBeLessThan(0.25);
  });
});

describe('the layout of a store', () => {
  it('begins with one settled shard, which is the object of the store itself', () => {
    expect(oneShard).toEqual({ version: 0, shards: 1, before: 1, phase: 'settled', highest: 1 });
    expect(shardName('pune', 0)).toBe('pune');
    expect(shardName('pune', 3)).toBe('pune/3');
  });

  it('tells an answer from the word that goods have moved', () => {
    expect(isMoved({ moved: oneShard, variantIds: ['arnica'] })).toBe(true);
    expect(isMoved({ kind: 'held' })).toBe(false);
  });
});
