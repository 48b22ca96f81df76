import { describe, expect, it } from 'vitest';
import { consoleRequest, dressConsole } from '../serve.ts';
import { failureOf } from './api/failure.ts';
import { dayIn, periodBefore, periodUpTo } from './features/today/periods.ts';
import { changeOf, parseRupees, rupees } from './ui/figures.ts';
import { ago } from './ui/times.ts';

describe('parseRupees', () => {
  it.each([
    ['125', 12_500],
    ['125.5', 12_550],
    ['₹1,250.05', 125_005],
    [' 0.01 ', 1],
  ])('reads %j', (text, paise) => {
    expect(parseRupees(text)).toBe(paise);
  });

  it.each(['', '0', '-5', '1.234', '1e3', 'abc', '12 50', '99999999', '.5'])('refuses %j', (text) => {
    expect(parseRupees(text)).toBeUndefined();
  });

  it('reads what rupees wrote', () => {
    for (const amount of [1, 99, 100, 12_550, 9_999_999]) {
      expect(parseRupees(rupees({ amount, currency: 'INR' }, 'en-IN'))).toBe(amount);
    }
  });
});

describe('periods', () => {
  it('end today in the store’s own calendar', () => {
    expect(dayIn('Asia/Kolkata', new Date('2026-11-22T19:00:00Z'))).toBe('2026-11-23');
    expect(periodUpTo('2026-11-23', 'day')).toEqual({ from: '2026-11-23', to: '2026-11-23' });
    expect(periodUpTo('2026-03-01', 'week')).toEqual({ from: '2026-02-23', to: '2026-03-01' });
  });

  it('are compared with as many days before', () => {
    expect(periodBefore(periodUpTo('2026-11-23', 'day'))).toEqual({ from: '2026-11-22', to: '2026-11-22' });
    expect(periodBefore({ from: '2026-11-17', to: '2026-11-23' })).toEqual({ from: '2026-11-10', to: '2026-11-16' });
  });
});

describe('figures and times', () => {
  it('say how much changed, and nothing where nothing was', () => {
    expect(changeOf(150, 100, 'en-IN')).toBe('+50%');
    expect(changeOf(5, 0, 'en-IN')).toBeNull();
  });

  it('tell a time in the largest unit that fits', () => {
    const now = new Date('2026-11-22T12:00:00Z');
    expect(ago('2026-11-22T11:57:10Z', now, 'en-IN')).toBe('2 minutes ago');
    expect(ago('2026-11-22T12:00:00Z', now, 'en-IN')).toBe('now');
  });
});

describe('failureOf', () => {
  it('takes code, detail and fields of a problem', () => {
    const problem = {
      code: 'invalid_input',
      detail: 'No',
      requestId: 'r1',
      errors: [{ path: 'price', message: 'Too high' }],
    };
    expect(failureOf(problem, 400)).toMatchObject({ code: 'invalid_input', message: 'No', requestId: 'r1' });
  });

  it('counts an answer that is not the API’s own as unavailable', () => {
    expect(failureOf('<html>', 502).code).toBe('unavailable');
  });
});

describe('the console’s addresses', () => {
  const fileFor = (path: string) => {
    const asset = consoleRequest(new Request(`https://shop.example${path}`));
    return asset === undefined ? undefined : new URL(asset.url).pathname;
  };

  it('are files of the build where they have a dot, and its page everywhere else', () => {
    expect(fileFor('/admin')).toBe('/');
    expect(fileFor('/admin/prices')).toBe('/');
    expect(fileFor('/admin/assets/index-abc.js')).toBe('/assets/index-abc.js');
    expect(fileFor('/administration')).toBeUndefined();
  });

  it('allow no inline script or style, and keep only hashed files', () => {
    const dress = (path: string) => dressConsole(new Request(`https://shop.example${path}`), new Response('x')).headers;
    expect(dress('/').get('content-security-policy')).not.toContain('unsafe');
    expect(dress('/').get('cache-control')).toBe('no-cache');
    expect(dress('/assets/index-abc.js').get('cache-control')).toContain('immutable');
  });
});
