import type { AstroCookies } from 'astro';
import { describe, expect, it } from 'vitest';
import { forgetChallenge, readChallenge, rememberChallenge } from './challenge-cookie.ts';

function cookieBox() {
  const kept = new Map<string, { value: string; options: Record<string, unknown> }>();
  const cookies = {
    get: (name: string) => kept.get(name),
    set: (name: string, value: string, options: Record<string, unknown>) => void kept.set(name, { value, options }),
    delete: (name: string) => void kept.delete(name),
  };
  return { kept, cookies: cookies as unknown as AstroCookies };
}

const waiting = {
  status: 'second_factor',
  challenge: 'a.b.c',
  expiresInSeconds: 300,
  methods: ['totp', 'passkey'],
} as const;
const shop = new URL('https://shop.test/sign-in');

describe('a sign-in that waits for its second factor', () => {
  it('is kept from scripts and other hosts, as long as the API keeps it', () => {
    const { kept, cookies } = cookieBox();
    rememberChallenge(cookies, shop, { ...waiting, methods: [...waiting.methods] });
    expect(kept.get('__Host-challenge')?.options).toMatchObject({
      httpOnly: true,
      secure: true,
      path: '/',
      maxAge: 300,
    });
    expect(readChallenge(cookies, shop)).toEqual({ challenge: 'a.b.c', methods: ['totp', 'passkey'] });
    forgetChallenge(cookies, shop);
    expect(readChallenge(cookies, shop)).toBeUndefined();
  });

  it('is looked for over TLS only where this very host can have put it', () => {
    const { cookies } = cookieBox();
    rememberChallenge(cookies, new URL('http://localhost/sign-in'), { ...waiting, methods: ['totp'] });
    expect(readChallenge(cookies, shop)).toBeUndefined();
  });
});
