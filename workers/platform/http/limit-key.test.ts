import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limitKeyOf } from './limit-key.ts';

const hextets = (count: number) =>
  fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: count, maxLength: count });
const written = (groups: readonly number[]) => groups.map((group) => group.toString(16)).join(':');

describe('limitKeyOf', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['2001:DB8:0:0:1:2:3:4', '2001:db8:0:0::/64'],
    ['2001:0db8:0000:0000:ffff:ffff:ffff:ffff', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['::FFFF:cb00:7107', '203.0.113.7'],
    ['0:0:0:0:0:ffff:203.0.113.7', '203.0.113.7'],
    ['64:ff9b::203.0.113.7', '203.0.113.7'],
  ])('%s counts as %s', (address, key) => expect(limitKeyOf(address)).toBe(key));

  it.each([
    '',
    'localhost',
    '203.0.113',
    '203.0.113.256',
    '0203.0.113.7',
    '0xcb.0.113.7',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7:8::',
    '1::2::3',
    ':::',
    '12345::',
    'g::1',
    '1::g',
    '203.0.113.7, 198.51.100.1',
    '1.2.3.4:80',
  ])('%j is no address', (text) => expect(limitKeyOf(text)).toBeUndefined());

  it('is the same for a whole /64, however its addresses are written, and another one beyond it', () => {
    fc.assert(
      fc.property(hextets(4), hextets(4), hextets(4), (network, host, otherHost) => {
        const key = limitKeyOf(written([...network, ...host]));
        const isMapped = network.every((group) => group === 0);
        fc.pre(!isMapped);
        expect(limitKeyOf(written([...network, ...otherHost]).toUpperCase())).toBe(key);
        expect(limitKeyOf(`${written(network)}::`)).toBe(key);
        const beyond = [...network.slice(0, 3), (network[3] ?? 0) ^ 1];
        expect(limitKeyOf(written([...beyond, ...host]))).not.toBe(key);
      }),
    );
  });

  it('never throws and never lets what is no address stand for one', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'0123456789abcdef:.%xg '.split('')), maxLength: 50 }),
        (text) => {
          expect(limitKeyOf(text) ?? '1.1.1.1').toMatch(/^(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f:]+::\/64)$/);
        },
      ),
    );
  });
});
