import { describe, expect, it } from 'vitest';
import { StatementCache } from './statement-cache.ts';

describe('StatementCache', () => {
  it('prepares a text when it is seen for the second time, and parses it once', () => {
    const cache = new StatementCache();
    expect(cache.plan('select 1')).toEqual({ name: '', mustParse: true });
    const second = cache.plan('select 1');
    expect(second).toEqual({ name: expect.stringMatching(/./), mustParse: true });
    expect(cache.plan('select 1')).toEqual({ name: second.name, mustParse: false });
  });

  it('gives a forgotten text another name and has the old one closed', () => {
    const cache = new StatementCache();
    cache.plan('select 1');
    const { name } = cache.plan('select 1');
    cache.forget(['select 1']);
    expect(cache.takeStale()).toEqual([name]);
    expect(cache.takeStale()).toEqual([]);
    expect(cache.plan('select 1')).toEqual({ name: '', mustParse: true });
  });

  it('closes the statement that was used longest ago when there are too many', () => {
    const cache = new StatementCache();
    const names = Array.from({ length: 401 }, (_, i) => {
      cache.plan(`select ${i}`);
      return cache.plan(`select ${i}`).name;
    });
    expect(cache.takeStale()).toEqual([names[0]]);
    expect(cache.plan('select 400').mustParse).toBe(false);
  });
});
