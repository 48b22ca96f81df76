import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { asRouteInput, recordId } from './input-types.ts';
import { shapeOf } from './shape-of.ts';
import { singular } from './type-names.ts';

const scalarOf = (schema: z.ZodType, side: 'input' | 'output' = 'output') => {
  const shape = shapeOf(schema, side);
  return shape.kind === 'scalar' ? shape.scalar : shape.kind;
};

describe('shapeOf', () => {
  it('keeps what a number can be', () => {
    expect(scalarOf(z.int().min(1).max(100))).toBe('Int');
    expect(scalarOf(z.int().nonnegative())).toBe('SafeInt');
    expect(scalarOf(z.int32())).toBe('Int');
    expect(scalarOf(z.number())).toBe('Float');
  });

  it('knows ids, days, moments and money, whatever rules stand on top of them', () => {
    const money = z.object({ amount: z.int(), currency: z.literal('INR') });
    expect(scalarOf(z.uuid())).toBe('ID');
    expect(scalarOf(z.iso.date())).toBe('Date');
    expect(scalarOf(z.iso.datetime())).toBe('Instant');
    expect(scalarOf(money.refine(() => true))).toBe('Money');
  });

  it('takes a number and a flag as such where the address writes them as text', () => {
    const flag = z.enum(['true', 'false']).transform((text) => text === 'true');
    expect(scalarOf(flag, 'input')).toBe('Boolean');
    expect(scalarOf(z.coerce.number().pipe(z.int().min(1).max(9)).default(2), 'input')).toBe('Int');
    expect(asRouteInput(shapeOf(flag, 'input'), true)).toBe('true');
  });

  it('lets a field be left out where it has a default, and tells it always in the answer', () => {
    const field = z.string().default('en');
    expect(shapeOf(field, 'input').isNullable).toBe(true);
    expect(shapeOf(field, 'output').isNullable).toBe(false);
  });

  it('is an enum only when GraphQL can say every value', () => {
    expect(shapeOf(z.enum(['a', 'b']), 'input').kind).toBe('enum');
    expect(scalarOf(z.enum(['name', '-price']), 'input')).toBe('String');
    expect(scalarOf(z.enum(['27', '28']), 'input')).toBe('String');
  });

  it('calls everything that GraphQL has no type for Json', () => {
    expect(scalarOf(z.record(z.string(), z.int()))).toBe('Json');
    expect(scalarOf(z.unknown())).toBe('Json');
    expect(scalarOf(z.union([z.literal('all'), z.array(z.uuid())]))).toBe('Json');
  });
});

describe('asRouteInput', () => {
  const shape = shapeOf(
    z.strictObject({ name: z.string().optional(), phone: z.string().nullable().optional() }),
    'input',
  );

  it('leaves a null out unless null is meant', () => {
    expect(asRouteInput(shape, { name: null, phone: null })).toEqual({ phone: null });
  });

  it('takes a global id where a record id is meant, and leaves any other text alone', () => {
    const id = '019b76da-a800-75cd-90b6-f876acad34c2';
    expect(recordId(btoa(`Variant:${id}`))).toBe(id);
    for (const other of [id, 'x', '!', '']) expect(recordId(other)).toBe(other);
  });
});

describe('singular', () => {
  it.each([
    ['remedies', 'remedy'],
    ['people', 'person'],
    ['addresses', 'address'],
    ['webhook-endpoints', 'webhook-endpoint'],
    ['address', 'address'],
  ])('%s is %s', (many, one) => {
    expect(singular(many)).toBe(one);
  });
});
