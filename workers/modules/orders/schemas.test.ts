import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { numberPlaceholder } from '#platform/objects';
import { parseInput } from '#platform/parse-input';
import { idOf, sampleRequest } from './sample-cart.test-support.ts';
import {
  AddCartLineBody,
  CartView,
  ChangeCartLineBody,
  CheckoutRequest,
  IdempotencyKey,
  OpenCartBody,
  OpenedCartView,
  OrderView,
  PlacedOrderView,
} from './schemas.ts';

/** What a shopper's form has of a request; the rest is found out by the verb. */
const body = {
  contact: sampleRequest.contact,
  shippingAddress: sampleRequest.shippingAddress,
  deliveryMethod: sampleRequest.deliveryMethod,
  paymentMethod: sampleRequest.paymentMethod,
  consents: sampleRequest.consents,
};

const parse = (change: Record<string, unknown>) => CheckoutRequest.safeParse({ ...body, ...change });
const contact = (change: Record<string, unknown>) => parse({ contact: { ...body.contact, ...change } });
const address = (change: Record<string, unknown>) => parse({ shippingAddress: { ...body.shippingAddress, ...change } });

describe('CheckoutRequest', () => {
  it('takes what a shopper fills in', () => {
    expect(parse({}).success).toBe(true);
    expect(parse({ consents: undefined }).data?.consents).toEqual([]);
    expect(address({ country: undefined }).data?.shippingAddress.country).toBe('IN');
    expect(address({ line2: 'Flat 3' }).success).toBe(true);
  });

  it.each([
    ['9876543210', '+919876543210'],
    ['98765 43210', '+919876543210'],
    ['9876 543 210', '+919876543210'],
    ['098765-43210', '+919876543210'],
    ['+91 98765 43210', '+919876543210'],
    ['+919876543210', '+919876543210'],
    ['+4915112345678', '+4915112345678'],
    ['+44 20 7946 0958', '+442079460958'],
  ])('keeps the phone number %s as %s', (written, kept) => {
    expect(contact({ phone: written }).data?.contact.phone).toBe(kept);
  });

  it.each([
    '12345',
    '5876543210',
    '+91123',
    '+0123456789',
    'call me',
    '+91 98765 43210 99',
    '',
    '９８７６５４３２１０',
  ])('refuses the phone number %j', (phone) => {
    expect(contact({ phone }).success).toBe(false);
  });

  it.each(['a@b', 'a b@c.in', '@c.in', `${'a'.repeat(250)}@c.in`, 'a@c.in\nbcc: x@y.in', ''])(
    'refuses the email address %j',
    (email) => {
      expect(contact({ email }).success).toBe(false);
    },
  );

  it.each(['41100', '4110044', '011004', '41100A', '४११००४'])('refuses the PIN %j', (postalCode) => {
    expect(address({ postalCode }).success).toBe(false);
  });

  it.each(['00', '25', '28', '99', 'MH', '7'])('refuses the state code %j', (stateCode) => {
    expect(address({ stateCode }).success).toBe(false);
  });

  it.each([
    ['nothing but spaces', '   '],
    ['a zero byte', 'Asha\u0000'],
    ['what stands for the order number', numberPlaceholder],
    ['a second line', 'Asha\nRao'],
    ['a change of writing direction', 'Asha \u202e oaR'],
    ['half a character', 'Asha \ud83d'],
    ['too much of it', 'a'.repeat(121)],
  ])('refuses a name with %s', (_, name) => {
    expect(contact({ name }).success).toBe(false);
  });

  it('takes names in any script, joiners included', () => {
    for (const name of ['आशा राव', 'Zoë O’Brien', 'क्\u200dष', '王小明']) expect(contact({ name }).success).toBe(true);
  });

  it('refuses unknown fields at every level and names where they stand, without their values', () => {
    const refuse = () => parseInput(CheckoutRequest, { ...body, contact: { ...body.contact, isAdmin: 'yes-please' } });
    expect(refuse).toThrow(expect.objectContaining({ code: 'invalid_input' }));
    const wrong = contact({ isAdmin: 'yes-please' }).error;
    expect(wrong?.issues[0]?.path).toEqual(['contact']);
  });

  it('names every wrong field at once and repeats none of the values', () => {
    const sent = {
      ...body,
      contact: { name: 1, email: 'secret-value', phone: 'secret-value' },
      deliveryMethod: 'secret-value',
    };
    try {
      parseInput(CheckoutRequest, sent);
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ code: 'invalid_input' });
      const { errors, message } = error as { errors: { path: string }[]; message: string };
      expect(errors.map(({ path }) => path)).toEqual([
        'contact.name',
        'contact.email',
        'contact.phone',
        'deliveryMethod',
      ]);
      expect(JSON.stringify(errors) + message).not.toContain('secret-value');
    }
  });

  it('bounds the list of consents', () => {
    const consent = { channel: 'email', purpose: 'marketing', given: true };
    expect(parse({ consents: Array(6).fill(consent) }).success).toBe(true);
    expect(parse({ consents: Array(7).fill(consent) }).success).toBe(false);
  });
});

describe('quantities', () => {
  it.each([0, -1, 1.5, 1_000, 1e300, Number.NaN, '2', null])('refuses %j', (quantity) => {
    expect(AddCartLineBody.safeParse({ variantId: idOf(1), quantity }).success).toBe(false);
    expect(ChangeCartLineBody.safeParse({ quantity }).success).toBe(false);
  });

  it('takes 1 to 999', () => {
    for (const quantity of [1, 999]) expect(ChangeCartLineBody.safeParse({ quantity }).success).toBe(true);
  });
});

describe('IdempotencyKey', () => {
  it('has 1 to 255 printable characters', () => {
    for (const key of ['k', 'x'.repeat(255)]) expect(IdempotencyKey.safeParse(key).success).toBe(true);
    for (const key of ['', 'x'.repeat(256), 'a\nb', 'ключ']) expect(IdempotencyKey.safeParse(key).success).toBe(false);
  });
});

describe('every schema of a request and of an answer', () => {
  const requests = { OpenCartBody, AddCartLineBody, ChangeCartLineBody, CheckoutRequest };
  const answers = { CartView, OpenedCartView, OrderView, PlacedOrderView };

  it.each(Object.entries(requests))('%s can be told as JSON Schema', (_name, schema) => {
    expect(z.toJSONSchema(schema, { io: 'input' })).toMatchObject({ type: 'object', additionalProperties: false });
  });

  it.each(Object.entries(answers))('%s can be told as JSON Schema', (_name, schema) => {
    expect(z.toJSONSchema(schema)).toHaveProperty('$defs.Money');
  });
});
