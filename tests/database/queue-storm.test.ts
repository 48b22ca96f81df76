import { expect, it } from 'vitest';
import { stormQueues } from '../faults/queue-storm.ts';

/** `npm run faults` sends 100,000. */
const MESSAGES = 5_000;

it('queues that repeat, shuffle, fail and garble: every event takes effect once, poison is kept, a replay empties it', {
  timeout: 120_000,
}, async () => {
  const seed = 20261122;
  const storm = await stormQueues(MESSAGES, seed);
  console.log(`queue storm, seed ${seed}:`, storm);
  expect(storm.poison).toBeGreaterThan(10);
  expect(storm.deliveries).toBeGreaterThan(MESSAGES);
  expect(storm).toMatchObject({
    effects: storm.events - storm.poison,
    letters: storm.poison,
    effectsAfterReplay: storm.events,
    openLettersAfterReplay: 0,
    unsettledAfterReplay: 0,
    doubled: 0,
  });
});
