import { describe, expect, it } from 'vitest';
import { checkForm, checkoutInput, fieldErrorsOf, readForm } from './checkout-form.ts';

const complete = {
  name: 'Asha Rao',
  email: 'asha@example.in',
  phone: '98765 43210',
  line1: '12 MG Road',
  city: 'Pune',
  stateCode: '27',
  postalCode: '411 001',
  key: 'k1',
};

function form(changes: Record<string, string> = {}) {
  const data = new FormData();
  for (const [name, value] of Object.entries({ ...complete, ...changes })) data.set(name, value);
  return readForm(data);
}

describe('checkForm', () => {
  it('finds nothing wrong with a complete form', () => {
    expect(checkForm(form())).toEqual({});
  });

  it('names every field that cannot stay', () => {
    expect(checkForm(form({ name: ' ', email: 'asha@', phone: '12', postalCode: '0411', stateCode: '25' }))).toEqual({
      name: true,
      email: true,
      phone: true,
      postalCode: true,
      stateCode: true,
    });
  });

  it('asks nobody for an address who collects the goods', () => {
    const collected = form({ deliveryMethod: 'pickup', line1: '', city: '', stateCode: '', postalCode: '' });
    expect(checkForm(collected)).toEqual({});
  });
});

describe('readForm', () => {
  it('keeps the key of the page, and makes one where there is none', () => {
    expect(form().key).toBe('k1');
    expect(form({ key: '' }).key).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('takes consent only from a box that was ticked', () => {
    expect(form()).toMatchObject({ offersByEmail: false, offersByWhatsapp: false });
    expect(form({ offersByEmail: 'on' })).toMatchObject({ offersByEmail: true, offersByWhatsapp: false });
  });
});

describe('checkoutInput', () => {
  it('writes the PIN without its space and tells the consents that were given, only those', () => {
    expect(checkoutInput(form({ offersByWhatsapp: 'on' }), 'hi', undefined)).toMatchObject({
      shippingAddress: { line1: '12 MG Road', postalCode: '411001', country: 'IN' },
      consents: [{ channel: 'whatsapp', purpose: 'marketing', given: true }],
      language: 'hi',
    });
  });

  it('puts the address of the store on a sale that is collected there', () => {
    const store = {
      line1: '1 Store Road',
      city: 'Mumbai',
      stateCode: '27',
      postalCode: '400001',
      country: 'IN',
    } as const;
    const input = checkoutInput(form({ deliveryMethod: 'pickup' }), 'en', store);
    expect(input).toMatchObject({ deliveryMethod: 'pickup', shippingAddress: store });
  });
});

describe('fieldErrorsOf', () => {
  it('finds the field behind a path of the API and skips what is no field', () => {
    const errors = [{ path: 'contact.email' }, { path: 'shippingAddress.postalCode' }, { path: 'consents.0.channel' }];
    expect(fieldErrorsOf(errors)).toEqual({ email: true, postalCode: true });
  });
});
