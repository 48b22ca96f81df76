import { describe, expect, it } from 'vitest';
import { fixedClock } from '#platform/clock';
import type { Permitted } from '#platform/context';
import { SearchRefresh } from './search-refresh.ts';

function world() {
  const clock = fixedClock('2026-11-22T12:00:00Z');
  const state = { built: 0, broken: false };
  const refresh = new SearchRefresh(async () => {
    if (state.broken) throw new Error('no files');
    state.built += 1;
  });
  const include = (untilMs: number) => refresh.include({ clock } as unknown as Permitted, untilMs);
  return { clock, state, include, now: () => clock.now().getTime() };
}

describe('SearchRefresh', () => {
  it('builds once for any number of changes that happened before', async () => {
    const { clock, state, include, now } = world();
    const changedAt = now();
    clock.advanceMs(5_000);
    for (let event = 0; event < 100; event++) expect(await include(changedAt)).toBe(0);
    expect(state.built).toBe(1);
  });

  it('asks changes that come soon after a build to wait, and then builds again', async () => {
    const { clock, state, include, now } = world();
    await include(now());
    clock.advanceMs(3_000);
    const changedAt = now();
    expect(await include(changedAt)).toBe(7);
    clock.advanceMs(7_000);
    expect(await include(changedAt)).toBe(0);
    expect(state.built).toBe(2);
  });

  it('counts a build that failed as none', async () => {
    const { state, include, now } = world();
    state.broken = true;
    expect(await include(now())).toBeGreaterThan(0);
    state.broken = false;
    expect(await include(now())).toBe(0);
    expect(state.built).toBe(1);
  });
});
