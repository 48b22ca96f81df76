import { describe, expect, it } from 'vitest';
import { openPersonalData } from './personal-keys.ts';

const key = (character: string): string => btoa(character.repeat(32));
const good = { current: 'k2', masterKeys: { k1: key('a'), k2: key('b') }, indexKey: key('i') };
const open = (change: object) => () => openPersonalData(JSON.stringify({ ...good, ...change }));

describe('openPersonalData', () => {
  it('opens what it sealed, with the current key', async () => {
    const personal = openPersonalData(JSON.stringify(good));
    const sealed = await personal.seal('people.name', 'Asha');
    expect(sealed).toMatch(/^pd1\.k2\./);
    expect(await personal.open('people.name', sealed)).toBe('Asha');
  });

  it('gives the same keys for the same secret, so that they are imported once', () => {
    expect(openPersonalData(JSON.stringify(good))).toBe(openPersonalData(JSON.stringify(good)));
  });

  it.each([
    ['a current key that is not there', { current: 'k3' }, 'names no master key'],
    ['a current key of the prototype', { current: 'constructor' }, 'names no master key'],
    ['a key that is too short', { masterKeys: { k2: btoa('short') } }, '32 bytes'],
    ['a key that is too long', { indexKey: btoa('x'.repeat(33)) }, 'indexKey'],
    ['a key that is not base64', { indexKey: `${'*'.repeat(43)}=` }, 'base64'],
    ['an id with a dot, which would split the seal', { current: 'k.2', masterKeys: { 'k.2': key('b') } }, 'current'],
    ['an id of another key with a dot', { masterKeys: { ...good.masterKeys, 'k.1': key('c') } }, 'masterKeys'],
    ['no index key', { indexKey: undefined }, 'indexKey'],
    ['something that it does not know', { oldKey: key('z') }, 'oldKey'],
  ])('refuses %s', (_, change, what) => expect(open(change)).toThrow(what));

  it.each(['', 'k1', '[]', 'null', '{'])('refuses %j', (secret) => expect(() => openPersonalData(secret)).toThrow());

  it('never repeats a key in its refusal', () => {
    const secret = key('s').replace('=', '');
    try {
      open({ masterKeys: { k2: secret } })();
    } catch (error) {
      expect(String(error)).not.toContain(secret);
      return;
    }
    throw new Error('It was taken');
  });
});
