import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { testPersonalKeys } from './context.test-support.ts';
import type { SealedPlace } from './personal-data.ts';
import { type PersonalKeys, sealer } from './seal.ts';

const personal = sealer(testPersonalKeys);
const places: SealedPlace[] = [
  'people.name',
  'people.email',
  'orders.contact',
  'messages.content',
  'addresses.address',
];
const anyPlace = fc.constantFrom(...places);
const anyText = fc.string({ unit: 'grapheme', maxLength: 200 });

const newKey = btoa('n'.repeat(32));
/** The same company after a new master key was added: the old one still opens. */
const rotated: PersonalKeys = {
  ...testPersonalKeys,
  current: 'next',
  masterKeys: { ...testPersonalKeys.masterKeys, next: newKey },
};
/** And after the old one was taken away. */
const afterwards: PersonalKeys = { ...rotated, masterKeys: { next: newKey } };

const [VERSION, KEY_ID, WRAPPED, CONTENT] = [0, 1, 2, 3];

describe('seal and open', () => {
  it('give any text back, however long and in whatever script', () =>
    fc.assert(
      fc.asyncProperty(anyPlace, anyText, async (place, text) => {
        const sealed = await personal.seal(place, text);
        expect(await personal.open(place, sealed)).toBe(text);
        expect(sealed).toMatch(/^pd1\.test\.[\w-]+\.[\w-]+$/);
      }),
    ));

  it('take a text as long as a whole message', async () => {
    const text = 'नमस्ते '.repeat(20_000);
    expect(await personal.open('messages.content', await personal.seal('messages.content', text))).toBe(text);
  });

  it('never seal the same text to the same bytes', async () => {
    const seals = await Promise.all(Array.from({ length: 20 }, () => personal.seal('people.name', 'Asha Rao')));
    expect(new Set(seals).size).toBe(20);
    expect(new Set(seals.map((sealed) => sealed.split('.')[WRAPPED])).size).toBe(20);
  });

  it('do not open what was changed, in whatever byte', () =>
    fc.assert(
      fc.asyncProperty(anyText, fc.nat(), fc.integer({ min: 1, max: 255 }), async (text, at, change) => {
        const sealed = await personal.seal('people.name', text);
        const parts = sealed.split('.');
        for (const part of [WRAPPED, CONTENT]) {
          const changed = parts.with(part, flipped(parts[part] ?? '', at, change)).join('.');
          await expect(personal.open('people.name', changed)).rejects.toThrow();
        }
      }),
      { numRuns: 60 },
    ));

  it('do not open what was cut short or made longer', () =>
    fc.assert(
      fc.asyncProperty(anyText, fc.integer({ min: 4, max: 20 }), async (text, count) => {
        const sealed = await personal.seal('people.name', text);
        await expect(personal.open('people.name', sealed.slice(0, -count))).rejects.toThrow();
        await expect(personal.open('people.name', `${sealed}${'A'.repeat(count)}`)).rejects.toThrow();
      }),
      { numRuns: 40 },
    ));

  it('do not open in another column than they were made for', () =>
    fc.assert(
      fc.asyncProperty(anyPlace, anyPlace, anyText, async (from, to, text) => {
        fc.pre(from !== to);
        await expect(personal.open(to, await personal.seal(from, text))).rejects.toThrow();
      }),
    ));

  it('do not open with the key or the text of another seal', async () => {
    const [one, other] = await Promise.all([
      personal.seal('people.name', 'Asha'),
      personal.seal('people.name', 'Ravi'),
    ]);
    const parts = one.split('.');
    for (const part of [WRAPPED, CONTENT]) {
      const mixed = parts.with(part, other.split('.')[part] ?? '').join('.');
      await expect(personal.open('people.name', mixed)).rejects.toThrow();
    }
  });

  it('say which master key is missing, and what is no seal', async () => {
    const parts = (await personal.seal('people.name', 'Asha')).split('.');
    const foreign = parts.with(KEY_ID, 'gone').join('.');
    await expect(personal.open('people.name', foreign)).rejects.toThrow('There is no master key "gone"');
    await expect(personal.open('people.name', parts.with(KEY_ID, '__proto__').join('.'))).rejects.toThrow('__proto__');
    for (const wrong of [
      'Asha Rao',
      '',
      'pd1.test.a',
      parts.with(VERSION, 'pd9').join('.'),
      [...parts, 'x'].join('.'),
    ]) {
      await expect(personal.open('people.name', wrong)).rejects.toThrow('not a sealed value');
    }
  });
});

describe('rewrap', () => {
  it('keeps the text and its bytes, and changes only the key around them', () =>
    fc.assert(
      fc.asyncProperty(anyPlace, anyText, async (place, text) => {
        const before = await personal.seal(place, text);
        const after = await sealer(rotated).rewrap(before);
        expect(after.split('.')[CONTENT]).toBe(before.split('.')[CONTENT]);
        expect(after.split('.')[WRAPPED]).not.toBe(before.split('.')[WRAPPED]);
        expect(await sealer(afterwards).open(place, after)).toBe(text);
        await expect(sealer(afterwards).open(place, before)).rejects.toThrow('"test"');
      }),
      { numRuns: 40 },
    ));

  it('leaves alone what has the current key already', async () => {
    const sealed = await personal.seal('people.name', 'Asha');
    expect(await personal.rewrap(sealed)).toBe(sealed);
  });

  it('refuses what was changed, so that a rotation cannot launder it', async () => {
    const parts = (await personal.seal('people.name', 'Asha')).split('.');
    const changed = parts.with(WRAPPED, flipped(parts[WRAPPED] ?? '', 5, 1)).join('.');
    await expect(sealer(rotated).rewrap(changed)).rejects.toThrow();
  });
});

describe('indexOf', () => {
  const anyEmail = fc.emailAddress();
  const anyDigits = fc.stringMatching(/^[6-9][0-9]{9}$/);

  it('is equal for one address in any case and with space around it', () =>
    fc.assert(
      fc.asyncProperty(anyEmail, async (email) => {
        const index = await personal.indexOf('email', email);
        expect(await personal.indexOf('email', `  ${email.toUpperCase()}\t`)).toBe(index);
        expect(index).toMatch(/^[0-9a-f]{64}$/);
      }),
    ));

  it('is equal for one number however it is grouped', () =>
    fc.assert(
      fc.asyncProperty(anyDigits, async (digits) => {
        const grouped = `+91 (${digits.slice(0, 5)}) ${digits.slice(5, 7)}-${digits.slice(7)}`;
        expect(await personal.indexOf('phone', grouped)).toBe(await personal.indexOf('phone', `+91${digits}`));
      }),
    ));

  it('takes no other letter for one of an address, however alike lower case makes them', async () => {
    const index = await personal.indexOf('email', 'mark@example.com');
    expect(await personal.indexOf('email', 'mar\u212a@example.com')).not.toBe(index);
  });

  it('differs for what is not the same', () =>
    fc.assert(
      fc.asyncProperty(anyEmail, anyEmail, async (one, other) => {
        fc.pre(one.toLowerCase() !== other.toLowerCase());
        expect(await personal.indexOf('email', one)).not.toBe(await personal.indexOf('email', other));
      }),
    ));

  it('does not tell that a number stands in the column of addresses', async () => {
    const number = '+919812345678';
    expect(await personal.indexOf('email', number)).not.toBe(await personal.indexOf('phone', number));
  });

  it('survives a new master key and not a new index key', async () => {
    const index = await personal.indexOf('email', 'asha@example.com');
    expect(await sealer(afterwards).indexOf('email', 'asha@example.com')).toBe(index);
    const other = sealer({ ...testPersonalKeys, indexKey: newKey });
    expect(await other.indexOf('email', 'asha@example.com')).not.toBe(index);
  });
});

/** The same base64url text with one of its bytes changed. */
function flipped(text: string, at: number, change: number): string {
  const bytes = Buffer.from(text, 'base64url');
  const index = at % bytes.length;
  bytes[index] = (bytes[index] ?? 0) ^ change;
  return bytes.toString('base64url');
}
