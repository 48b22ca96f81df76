import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { StockState } from '#platform/objects';
import { shardOf } from '#platform/store-layout';
import { SpreadStory } from './spread-story.test-support.ts';
import type { StockReport } from './stock-reports.ts';

/** STOCK_SEED replays one story, STOCK_SEEDS tells so many. */
function seeds(usual: number): number[] {
  const one = process.env.STOCK_SEED;
  if (one !== undefined) return [Number(one)];
  return Array.from({ length: Number(process.env.STOCK_SEEDS ?? usual) }, (_, at) => 20_261_122 + at);
}

const states: readonly StockState[] = ['sellable', 'in_transit', 'quarantined', 'damaged', 'expired'];

/** What stands in all shards, by batch and state; nothing may stand where it does not belong. */
function standing({ store }: SpreadStory, shards: number): Map<string, number> {
  const found = new Map<string, number>();
  for (const shard of store.shards) {
    for (const batch of store.bookOf(shard).standing({ afterBatchId: null, limit: 1_000 })) {
      expect(batch.held).toBe(0);
      for (const state of states) {
        const quantity = batch.quantities[state];
        if (quantity === 0) continue;
        expect(shardOf(batch.variantId, shards)).toBe(shard);
        found.set(`${batch.batchId} ${state}`, (found.get(`${batch.batchId} ${state}`) ?? 0) + quantity);
      }
    }
  }
  return found;
}

/** What Postgres would hold after all reports of all shards. */
function ledger({ store }: SpreadStory) {
  const moved = new Map<string, number>();
  const levels = new Map<string, { available: number; revision: number }>();
  const sequences = new Map<number, number[]>();
  const write = ({ shard, movements, levels: told, revision }: StockReport) => {
    for (const { sequence, batchId, state, quantity } of movements) {
      sequences.set(shard, [...(sequences.get(shard) ?? []), sequence]);
      moved.set(`${batchId} ${state}`, (moved.get(`${batchId} ${state}`) ?? 0) + quantity);
    }
    for (const { variantId, available } of told) {
      if ((levels.get(variantId)?.revision ?? -1) < revision) levels.set(variantId, { available, revision });
    }
  };
  for (const shard of store.shards) {
    const { reports } = store.bookOf(shard);
    for (let report = store.report(shard); report !== undefined; report = store.report(shard)) {
      write(report);
      reports.settle(report);
    }
  }
  return { moved, levels, sequences };
}

const withoutZeros = (map: ReadonlyMap<string, number>) =>
  Object.fromEntries([...map].filter(([, quantity]) => quantity !== 0));

async function check(seed: number, shardCounts: readonly number[]): Promise<SpreadStory> {
  const story = new SpreadStory(seed);
  await story.run(shardCounts);
  const shards = shardCounts.at(-1) ?? 1;
  expect(story.lies).toEqual([]);
  expect(story.store.bookOf(0).shards.layout).toMatchObject({ shards, phase: expect.stringMatching('fresh|settled') });
  const found = standing(story, shards);
  expect(withoutZeros(found)).toEqual(withoutZeros(story.expected));
  const { moved, levels, sequences } = ledger(story);
  expect(withoutZeros(moved)).toEqual(withoutZeros(found));
  for (const numbers of sequences.values()) expect(numbers).toEqual(numbers.map((_, at) => at + 1));
  for (const [variantId, { available }] of levels) {
    const sellable = [...found].filter(([at]) => at.startsWith(`${variantId}/`) && at.endsWith(' sellable'));
    expect([variantId, available]).toEqual([variantId, sellable.reduce((sum, [, quantity]) => sum + quantity, 0)]);
  }
  return story;
}

// Objects die by the hundred here: each would be a warning.
beforeEach(() => void vi.spyOn(console, 'warn').mockImplementation(() => undefined));
afterEach(() => void vi.restoreAllMocks());

describe('a store that is spread over several objects while it sells', () => {
  it.each([
    { through: [4], stories: 25 },
    { through: [4, 2], stories: 8 },
    { through: [3, 8, 1], stories: 4 },
  ])(
    'loses and doubles no piece, refuses nobody wrongly and ends in order, through $through shards, whoever dies when',
    async ({ through, stories }) => {
      let sold = 0;
      let refused = 0;
      for (const seed of seeds(stories)) {
        try {
          const story = await check(seed, through);
          sold += story.sold;
          refused += story.refused;
        } catch (error) {
          throw new Error(`Replay it with STOCK_SEED=${seed}`, { cause: error });
        }
      }
      expect(sold).toBeGreaterThan(0);
      expect(refused).toBeGreaterThan(0);
    },
    3_600_000,
  );
});
