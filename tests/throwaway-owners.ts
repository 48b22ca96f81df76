import type { SamplePerson } from '../db/seed/people.ts';
import { addAccounts } from '../scripts/runtime/sample-accounts.ts';
import type { ShopFacts } from './shop-process.ts';
import { call } from './shopper.ts';
import { asBearer, signInAs } from './sign-in.ts';

const TOTP_SECRET = 'KVKFKRCPNZQUYMLXOVYDSQKJKZDTSRLD';
/** A second factor counts for five minutes. */
const FRESH_MS = 4 * 60_000;

/** Owners whom nobody misses, signed in with a second factor: each has a code of their own, so that none has to wait. */
export function throwawayOwners(shop: ShopFacts) {
  const run = Date.now().toString(36);
  let made = 0;
  let current: { headers: Record<string, string>; sinceMs: number } | undefined;

  async function next(): Promise<Record<string, string>> {
    made += 1;
    const person: SamplePerson = {
      email: `owner-${made}-${run}@mutants.example`,
      name: 'Throwaway Owner',
      role: 'owner',
      stores: 'all',
      password: 'a passphrase of the mutants',
      totpSecret: TOTP_SECRET,
    };
    await addAccounts(shop.database, shop.secrets, [person]);
    current = { headers: asBearer((await signInAs(shop, person)).accessToken), sinceMs: Date.now() };
    return current.headers;
  }

  return {
    next,
    /** The one before, as long as they are there and their second factor counts; then another one. */
    async current(): Promise<Record<string, string>> {
      if (current === undefined || Date.now() - current.sinceMs > FRESH_MS) return next();
      const { status } = await call(shop, 'GET', '/v1/me', { headers: current.headers });
      return status === 200 ? current.headers : next();
    },
    count: () => made,
  };
}
