import { describe, expect, it } from 'vitest';
import { checkSignUp, readSignUp, signUpWords } from './sign-up-form.ts';

const words = signUpWords('en');
const form = (fields: Record<string, string>) => {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return readSignUp(data);
};
const good = { name: 'Asha Rao', email: 'asha@example.in', password: 'four calm words here' };

describe('the form of a new account', () => {
  it('takes a name, an address and a long password', () => {
    expect(checkSignUp(form(good), words)).toBeUndefined();
  });

  it('names every field that is missing', () => {
    expect(Object.keys(checkSignUp(form({}), words)?.fields ?? {})).toEqual(['name', 'email', 'password']);
  });

  it('counts the letters of a password as people do, in any script', () => {
    expect(checkSignUp(form({ ...good, password: 'short' }), words)?.fields).toHaveProperty('password');
    expect(checkSignUp(form({ ...good, password: 'शान्त शब्द चार यहाँ' }), words)).toBeUndefined();
  });

  it('keeps the spaces of a password and trims what is no secret', () => {
    const read = form({ ...good, name: '  Asha ', password: '  spaces stay  ' });
    expect([read.name, read.password]).toEqual(['Asha', '  spaces stay  ']);
  });

  it('asks for offers only when the box was ticked', () => {
    expect(form(good).offers).toBe(false);
    expect(form({ ...good, offers: 'on' }).offers).toBe(true);
  });
});
