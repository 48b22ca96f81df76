import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { defineEvent } from '#platform/define-event';
import { type EventType, eventTypeNames, eventTypes } from '#platform/events';
import { isPersonalField } from '#platform/mask-personal';
import { eventContracts } from './registry.ts';

const versionOf = (type: EventType): number => eventTypes[type].version;
const sampleOf = (type: EventType, version: number): unknown =>
  JSON.parse(readFileSync(join(import.meta.dirname, `samples/${type}.${version}.json`), 'utf8'));

/** A product is called something too, and partners know it by `name` since the first version. */
const namesOfThings = new Set(['order.placed 1: lines.name']);

/** Paths of every field of a value or of a JSON schema's properties. */
function fieldsOf(value: unknown, path: readonly string[] = []): string[][] {
  if (Array.isArray(value)) return value.flatMap((item) => fieldsOf(item, path));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [[...path, key], ...fieldsOf(inner, [...path, key])]);
}
const textsOf = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(textsOf)
      : [];

/** What an address, an Indian telephone number, a tax or a bank number look like. */
const personalPatterns = [/[^\s@]+@[^\s@]+\.\w+/, /^(?:\+91|0)?[6-9]\d{9}$/, /^[A-Z]{5}\d{4}[A-Z]$/, /^\d{12}$/];

const versions = eventContracts.flatMap(({ type, schemas }) =>
  schemas.map((schema, at) => ({ type, version: at + 1, schema })),
);

describe('the registry of events', () => {
  it('declares every type that is named, in its newest version', () => {
    const declared = Object.fromEntries(eventContracts.map(({ type, version }) => [type, version]));
    expect(declared).toEqual(Object.fromEntries(eventTypeNames.map((type) => [type, versionOf(type)])));
    expect(Object.keys(declared)).toHaveLength(eventContracts.length);
  });

  it.each(versions)(
    'has a sample of $type version $version that still reads as the newest',
    ({ type, version, schema }) => {
      const sample = sampleOf(type, version);
      expect(schema.safeParse(sample).error?.issues ?? []).toEqual([]);
      const contract = eventContracts.find((one) => one.type === type);
      const newest = contract?.read({ type, version, data: sample });
      expect(contract?.schemas.at(-1)?.safeParse(newest).error?.issues ?? []).toEqual([]);
    },
  );

  it.each(versions)(
    'knows $type version $version as it was published: another shape is another version',
    async ({ type, version, schema }) => {
      const published = `${JSON.stringify(z.toJSONSchema(schema, { io: 'input' }), null, 2)}\n`;
      await expect(published).toMatchFileSnapshot(`schemas/${type}.${version}.json`);
    },
  );

  it.each(versions)('tells nothing about a person in $type version $version', ({ type, version, schema }) => {
    const named = (path: readonly string[]) =>
      `${type} ${version}: ${path.filter((key) => !/^(?:properties|items|\d+)$/.test(key)).join('.')}`;
    const schemaFields = fieldsOf(z.toJSONSchema(schema, { io: 'input' })).filter(
      (path) => path.at(-2) === 'properties',
    );
    const fields = [...schemaFields, ...fieldsOf(sampleOf(type, version))];
    const personal = fields.filter((path) => isPersonalField(path.at(-1) ?? '')).map(named);
    expect(personal.filter((field) => !namesOfThings.has(field))).toEqual([]);
    const texts = textsOf(sampleOf(type, version));
    expect(texts.filter((text) => personalPatterns.some((pattern) => pattern.test(text)))).toEqual([]);
  });
});

describe('defineEvent', () => {
  const first = defineEvent('webhook.due', z.strictObject({ pieces: z.int() }));
  const second = first.next(z.strictObject({ grams: z.int() }), ({ pieces }) => ({ grams: pieces * 10 }));
  const third = second.next(z.strictObject({ grams: z.int(), scale: z.string() }), (older) => ({
    ...older,
    scale: 'X',
  }));

  it('reads every version as the newest', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000, max: 1_000 }), (pieces) => {
        const newest = { grams: pieces * 10, scale: 'X' };
        expect(third.read({ type: 'webhook.due', version: 1, data: { pieces } })).toEqual(newest);
        expect(third.read({ type: 'webhook.due', version: 2, data: { grams: pieces * 10 } })).toEqual(newest);
        expect(third.read({ type: 'webhook.due', version: 3, data: newest })).toEqual(newest);
      }),
    );
  });

  it.each([0, 4, 1.5, -1])('refuses version %s, which it does not know', (version) => {
    expect(() => third.read({ type: 'webhook.due', version, data: { pieces: 1 } })).toThrow(`version ${version}`);
  });

  it('refuses data that do not fit the version that they claim', () => {
    expect(() => third.read({ type: 'webhook.due', version: 1, data: { grams: 1 } })).toThrow(z.ZodError);
    expect(() => third.read({ type: 'order.placed', version: 1, data: { pieces: 1 } })).toThrow('order.placed');
  });
});
