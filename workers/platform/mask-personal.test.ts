import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskPersonal } from './mask-personal.ts';

describe('maskPersonal', () => {
  it('keeps of a person what may be shown, and leaves everything else alone', () => {
    expect(
      maskPersonal({
        name: 'Asha Rao',
        email: 'asha@example.com',
        phone: '+919812345678',
        status: 'active',
        orders: 3,
      }),
    ).toEqual({
      name: 'A••• R•••',
      email: 'a•••@example.com',
      phone: '+91 ••••• ••678',
      status: 'active',
      orders: 3,
    });
  });

  it('finds fields by their column names too, in lists and however deep', () => {
    expect(maskPersonal([{ order: { contact_email: 'asha@example.com', shippingAddress: { city: 'Pune' } } }])).toEqual(
      [{ order: { contact_email: 'a•••@example.com', shippingAddress: '•••' } }],
    );
  });

  it('hides secrets whole, and says that there was none where there was none', () => {
    expect(maskPersonal({ tokenHash: 'abc', secret: 'whsec_1', phone: null })).toEqual({
      tokenHash: '•••',
      secret: '•••',
      phone: null,
    });
  });

  it('lets no value of a personal field through, whatever it lies in', () => {
    const field = fc.constantFrom('address', 'password', 'line1', 'key_hash', 'email_index');
    const secret = fc.string({ minLength: 4 }).map((text) => `secret:${text}`);
    fc.assert(
      fc.property(field, fc.oneof(secret, fc.array(secret, { minLength: 1 })), fc.jsonValue(), (name, value, other) => {
        const masked = JSON.stringify(maskPersonal({ other: [{ [name]: value }], more: other }));
        expect(masked).not.toContain('secret:');
      }),
    );
  });
});
