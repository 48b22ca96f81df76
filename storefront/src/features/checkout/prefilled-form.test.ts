import { describe, expect, it } from 'vitest';
import type { Address, Me } from '../../api/account-views.ts';
import { checkForm } from './checkout-form.ts';
import { prefilledForm } from './prefilled-form.ts';

const me = { name: 'Asha Rao', email: 'asha@example.in', phone: '+919812345678' } as Me;
const clinic = {
  label: 'Clinic',
  name: 'Dr Rao',
  phone: null,
  line1: '3 Station Road',
  line2: null,
  city: 'Nagpur',
  stateCode: '27',
  postalCode: '440001',
  isDefault: false,
} as Address;
const home = { ...clinic, name: 'Asha Rao', phone: '+919800000001', city: 'Pune', isDefault: true };

describe('the checkout of somebody who is signed in', () => {
  it('begins with the address that was chosen for it', () => {
    const form = prefilledForm(me, [clinic, home]);
    expect(form).toMatchObject({ name: 'Asha Rao', email: 'asha@example.in', phone: '+919800000001', city: 'Pune' });
    expect(checkForm(form)).toEqual({});
  });

  it('takes the account’s number where the address has none', () => {
    expect(prefilledForm(me, [clinic]).phone).toBe('+919812345678');
  });

  it('ticks nothing for anybody', () => {
    expect(prefilledForm(me, [home])).toMatchObject({ offersByEmail: false, offersByWhatsapp: false });
  });

  it('leaves the address open where the account has none', () => {
    expect(Object.keys(checkForm(prefilledForm({ ...me, phone: null }, [])))).toContain('line1');
  });
});
