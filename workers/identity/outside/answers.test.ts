import { sql } from 'drizzle-orm';
import type { JWTPayload } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { orThrow } from '#platform/errors';
import { randomIds } from '#platform/ids';
import { type Engine, engines } from '../../../tests/database/engines.ts';
import { codeOfFailure, openTestIdentity, phone, signedIn } from '../identity.test-support.ts';
import { type FakeProvider, githubAt, idTokens, oidcAt, openFakeProvider } from './fake-provider.test-support.ts';
import type { OutsideProvider } from './providers.ts';

const [embedded] = engines;
if (embedded === undefined) throw new Error('There is no engine.');

describe('what a provider answers', () => {
  let engine: Engine;
  let provider: FakeProvider;
  beforeAll(async () => {
    [engine, provider] = await Promise.all([embedded.start(), openFakeProvider()]);
  });
  afterAll(async () => {
    provider.close();
    await engine.stop();
  });

  const accounts = async (): Promise<number> =>
    (await engine.db.query<{ n: number }>(sql`select count(*)::int as n from auth_users`))[0]?.n ?? 0;

  /** Begins at a provider and comes back from it with a code; `answer` prepares what the provider says then. */
  async function come(outside: OutsideProvider, answer: (nonce: string) => Promise<void> | void) {
    const { door } = openTestIdentity(engine.db, new Date().toISOString(), [outside]);
    const begun = orThrow(await door.beginOutside({ provider: outside.id, returnTo: '/account' }, phone));
    const asked = new URL(begun.url).searchParams;
    await answer(asked.get('nonce') ?? '');
    const back = { provider: outside.id, code: 'the-code', state: asked.get('state') ?? '', ceremony: begun.ceremony };
    return door.finishOutside(back, phone);
  }

  describe('GitHub', () => {
    const say = (id: number, emails: unknown, token: unknown = { access_token: 't', token_type: 'bearer' }) => {
      provider.answers.set('/token', token);
      provider.answers.set('/user', { id, name: 'Asha Rao' });
      provider.answers.set('/emails', emails);
    };
    const github = () => githubAt(provider.origin);
    const mine = (verified: boolean) => [
      { email: 'other@example.com', primary: false, verified: true },
      { email: `gh-${randomIds.next()}@example.com`, primary: true, verified },
    ];

    it('opens an account by its verified first address, and the same one the next time', async () => {
      const emails = mine(true);
      const first = orThrow(await come(github(), () => say(41, emails)));
      if (first.outcome.kind === 'linked') throw new Error('Nobody asked to link');
      const { personId } = signedIn(first.outcome);
      const again = orThrow(await come(github(), () => say(41, emails)));
      expect(again.outcome).toMatchObject({ kind: 'signed_in', personId });
    });

    it('opens none by an address that is not verified, an answer without an account, or a refusal with status 200', async () => {
      const before = await accounts();
      expect(codeOfFailure(await come(github(), () => say(42, mine(false))))).not.toBe('none');
      expect(codeOfFailure(await come(github(), () => say(Number.NaN, mine(true))))).toBe('unauthenticated');
      const refusal = { error: 'bad_verification_code', error_description: 'The code is incorrect or expired.' };
      expect(codeOfFailure(await come(github(), () => say(43, mine(true), refusal)))).toBe('unauthenticated');
      expect(await accounts()).toBe(before);
    });
  });

  describe('an id token', () => {
    const oidc = () => oidcAt(provider.origin);

    async function comeWith(change: (good: JWTPayload) => JWTPayload, isForged = false) {
      const sign = await idTokens(provider);
      const nowSeconds = Math.floor(Date.now() / 1000);
      return come(oidc(), async (nonce) => {
        const good: JWTPayload = {
          iss: provider.origin,
          aud: 'shop',
          sub: randomIds.next(),
          email: `${randomIds.next()}@example.com`,
          email_verified: true,
          nonce,
          iat: nowSeconds,
          exp: nowSeconds + 300,
        };
        const idToken = await sign(change(good), isForged);
        provider.answers.set('/token', { access_token: 't', token_type: 'bearer', id_token: idToken });
      });
    }

    it('that is right opens an account', async () => {
      expect(orThrow(await comeWith((good) => good)).outcome.kind).toBe('signed_in');
    });

    it.each<[string, (good: JWTPayload) => JWTPayload]>([
      ['of another question', (good) => ({ ...good, nonce: 'another' })],
      ['without the question', (good) => ({ ...good, nonce: undefined })],
      ['for another audience', (good) => ({ ...good, aud: 'another-shop' })],
      ['of another issuer', (good) => ({ ...good, iss: 'https://elsewhere.example' })],
      ['that has run out', (good) => ({ ...good, iat: 1_000, exp: 2_000 })],
    ])('%s opens nothing', async (_, change) => {
      const before = await accounts();
      expect(codeOfFailure(await comeWith(change))).toBe('unauthenticated');
      expect(await accounts()).toBe(before);
    });

    it('signed by somebody else opens nothing', async () => {
      const before = await accounts();
      expect(codeOfFailure(await comeWith((good) => good, true))).toBe('unauthenticated');
      expect(await accounts()).toBe(before);
    });
  });
});
