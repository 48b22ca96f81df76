import { describe, expect, it } from 'vitest';
import type { Address } from '../../api/account-views.ts';
import { addressFormOf, addressInput, addressWords, checkAddress, readAddressForm } from './address-form.ts';

const words = addressWords('en');
const home: Address = {
  id: 'a1',
  label: 'Home',
  name: 'Asha Rao',
  phone: null,
  line1: '12 Laxmi Road',
  line2: null,
  city: 'Pune',
  stateCode: '27',
  postalCode: '411030',
  country: 'IN',
  isDefault: true,
  createdAt: '2026-11-22T00:00:00.000Z',
};

describe('the form of an address', () => {
  it('takes what an address book holds', () => {
    expect(checkAddress(addressFormOf(home), words)).toBeUndefined();
  });

  it('names every field that cannot stay as it is', () => {
    const wrong = checkAddress(readAddressForm(new FormData()), words);
    expect(Object.keys(wrong?.fields ?? {})).toEqual(['name', 'line1', 'city', 'stateCode', 'postalCode']);
  });

  it('reads a PIN code with a space, and says nothing for what was left empty', () => {
    const data = new FormData();
    for (const [name, value] of Object.entries({ ...addressFormOf(home), postalCode: '411 030', label: '' })) {
      if (name !== 'isDefault') data.set(name, String(value));
    }
    const form = readAddressForm(data);
    expect(addressInput(form)).toMatchObject({ postalCode: '411030', label: '', phone: null, line2: null });
    expect(addressInput(form)).not.toHaveProperty('isDefault');
  });
});
