import { GraphQLError } from 'graphql';
import * as z from 'zod';
import type { Builder } from './builder.ts';

const MoneySchema = z.strictObject({ amount: z.int().nonnegative(), currency: z.literal('INR') });

/** A value that a scalar does not take. The value itself is never repeated. */
const refuse = (what: string): never => {
  throw new GraphQLError(`Must be ${what}`);
};

/** A scalar whose inner value is the wire's: it is checked on its way in and out and otherwise left alone. */
function checked<T>(schema: z.ZodType<T>, what: string) {
  const check = (value: unknown): T => {
    const parsed = schema.safeParse(value);
    return parsed.success ? parsed.data : refuse(what);
  };
  return { serialize: check, parseValue: check };
}

export function addScalars(builder: Builder): void {
  builder.scalarType('SafeInt', {
    description: 'A whole number of at most 2^53 - 1, either way',
    ...checked(z.int(), 'a whole number'),
  });
  builder.scalarType('Date', { description: 'A day, YYYY-MM-DD', ...checked(z.iso.date(), 'a day, YYYY-MM-DD') });
  builder.scalarType('Instant', {
    description: 'A moment, RFC 3339 in UTC',
    ...checked(z.iso.datetime({ offset: true }), 'a moment, RFC 3339'),
  });
  builder.scalarType('Money', {
    description: 'Whole paise with their currency: `{amount: 9900, currency: "INR"}`',
    ...checked(MoneySchema, 'money: {amount, currency}'),
  });
  builder.scalarType('Json', {
    description: 'Data whose form the reference under /docs tells',
    ...checked(z.json(), 'JSON'),
  });
}
