import { sql } from 'drizzle-orm';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { openDatabase } from '#db/client';
import { REFRESH_GRACE_SECONDS } from '#platform/identity-door';
import { openPersonalData } from '#platform/personal-keys';
import type { SamplePerson } from '../../db/seed/people.ts';
import { addAccounts } from '../../scripts/runtime/sample-accounts.ts';
import { mailedTokens } from '../mailed-tokens.ts';
import { type Answer, call, inParallel } from '../shopper.ts';
import { asBearer, signInAs } from '../sign-in.ts';
import { totpCode } from '../totp.ts';

const AT_ONCE = 50;
/** So long a session that has ended may still be known in some isolate. */
const REVOCATION_MS = 5_000;
/** Passwords are hashed slowly, and an account bears ten tries before one of them has succeeded. */
const SIGN_INS_AT_ONCE = 4;
const PASSWORD = 'a passphrase of the races';
const TOTP_SECRET = 'KVKFKRCPNZQUYMLXOVYDSQKJKZDTSRLD';
const run = Date.now().toString(36);
const addressOf = (name: string) => `${name}-${run}@races.example`;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('what is good once, brought fifty times at once', () => {
  const shop = inject('shop');
  const db = openDatabase(shop.database);
  const counts: string[] = [];
  afterAll(() => console.log(`races: ${AT_ONCE} at once on ${counts.length} kinds: ${counts.join('; ')}`));

  async function somebody(name: string, more: Partial<SamplePerson> = {}): Promise<SamplePerson> {
    const person: SamplePerson = {
      email: addressOf(name),
      name: 'Racing Person',
      role: 'customer',
      stores: 'own',
      password: PASSWORD,
      ...more,
    };
    await addAccounts(shop.database, shop.secrets, [person]);
    return person;
  }

  const owner = (name: string) => somebody(name, { role: 'owner', stores: 'all', totpSecret: TOTP_SECRET });
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    call(shop, 'POST', path, { body, headers });
  const fifty = (ask: (index: number) => Promise<Answer>) => inParallel(AT_ONCE, AT_ONCE, ask);
  const mailed = async (to: string, page: string): Promise<string> =>
    (await mailedTokens(shop.url, to, page, 1))[0] ?? expect.fail(`No mail to ${to}`);

  /** Exactly one was served; the others were told why not, by the shop itself and not by its failure. */
  function oneWon(what: string, answers: readonly Answer[], refusals: readonly number[]): Answer {
    const won = answers.filter(({ status }) => status >= 200 && status < 300);
    const lost = answers.filter(({ status }) => status >= 300);
    const strange = lost.filter(
      ({ status, json }) => !refusals.includes(status) || typeof json.detail !== 'string' || json.detail === '',
    );
    expect({ what, won: won.length, strange: strange.slice(0, 3) }).toEqual({ what, won: 1, strange: [] });
    counts.push(`${what} ${won.length} of ${answers.length}`);
    return won[0] ?? expect.fail('Nobody won');
  }

  const sessionsOf = async (personId: string): Promise<number> => {
    const [row] = await db.query<{ n: number }>(
      sql`select count(*)::int as n from sessions where person_id = ${personId}::uuid`,
    );
    return row?.n ?? 0;
  };

  it('a link that proves an address opens one account and one session', async () => {
    const email = addressOf('verify');
    await post('/v1/auth/sign-up', { name: 'Racing Person', email, password: PASSWORD, language: 'en' });
    const token = await mailed(email, 'verify');
    const won = oneWon('verification link', await fifty(() => post('/v1/auth/verify-email', { token })), [410]);
    expect(await sessionsOf(String(won.json.personId))).toBe(1);
  });

  it('a magic link opens one session', async () => {
    const { email } = await somebody('magic');
    await post('/v1/auth/magic-link', { email, language: 'en' });
    const token = await mailed(email, 'sign-in/link');
    const won = oneWon('magic link', await fifty(() => post('/v1/auth/magic-link/use', { token })), [410]);
    expect(await sessionsOf(String(won.json.personId))).toBe(1);
  });

  it('a reset link sets one of fifty passwords', async () => {
    const { email } = await somebody('reset');
    await post('/v1/auth/password-reset', { email, language: 'en' });
    const token = await mailed(email, 'reset');
    const passwordOf = (index: number) => `the racing passphrase number ${index}`;
    const answers = await fifty((index) => post('/v1/auth/password-reset/use', { token, password: passwordOf(index) }));
    oneWon('reset link', answers, [410]);
    const winner = answers.findIndex(({ status }) => status === 200);
    await signInAs(shop, { email, password: passwordOf(winner) });
    for (const password of [PASSWORD, passwordOf((winner + 1) % AT_ONCE)])
      expect((await post('/v1/auth/sign-in', { email, password })).status).toBe(401);
  });

  const challengesOf = (email: string, count: number) =>
    inParallel(count, SIGN_INS_AT_ONCE, async () => {
      const answer = await post('/v1/auth/sign-in', { email, password: PASSWORD });
      expect([answer.status, answer.json.status]).toEqual([200, 'second_factor']);
      return String(answer.json.challenge);
    });

  it('a challenge opens one session, however often it is answered', async () => {
    const { email } = await owner('challenge');
    const [challenge] = await challengesOf(email, 1);
    const code = totpCode(TOTP_SECRET, Date.now());
    const answers = await fifty(() => post('/v1/auth/second-factor', { challenge, method: 'totp', code }));
    const won = oneWon('challenge', answers, [401, 409, 410, 429]);
    expect(await sessionsOf(String(won.json.personId))).toBe(1);
  });

  it('a code of the app is good for one of fifty challenges', async () => {
    const { email } = await owner('totp');
    const challenges = await challengesOf(email, AT_ONCE);
    const code = totpCode(TOTP_SECRET, Date.now());
    const answers = await fifty((index) =>
      post('/v1/auth/second-factor', { challenge: challenges[index], method: 'totp', code }),
    );
    const won = oneWon('TOTP code', answers, [401, 409, 410, 429]);
    expect(await sessionsOf(String(won.json.personId))).toBe(1);
  });

  it('a recovery code is good for one of fifty challenges', async () => {
    const person = await owner('recovery');
    const { accessToken, personId } = await signInAs(shop, person);
    const code = totpCode(TOTP_SECRET, Date.now() + 30_000);
    const made = await post('/v1/auth/recovery-codes', { code }, asBearer(accessToken));
    expect(made.status).toBe(200);
    const [recoveryCode] = made.json.recoveryCodes as string[];
    const challenges = await challengesOf(person.email, AT_ONCE);
    const before = await sessionsOf(personId);
    const answers = await fifty((index) =>
      post('/v1/auth/second-factor', { challenge: challenges[index], method: 'recovery_code', code: recoveryCode }),
    );
    oneWon('recovery code', answers, [401, 409, 410, 429]);
    expect(await sessionsOf(personId)).toBe(before + 1);
  });

  it('a refresh token has one successor, and brought again after the grace it ends the session', async () => {
    const { refreshToken } = await signInAs(shop, await somebody('refresh'));
    const won = oneWon('refresh token', await fifty(() => post('/v1/auth/refresh', { refreshToken })), [409]);
    const successor = await post('/v1/auth/refresh', { refreshToken: won.json.refreshToken });
    expect(successor.status).toBe(200);
    await pause((REFRESH_GRACE_SECONDS + 1) * 1_000);
    const stolen = await fifty(() => post('/v1/auth/refresh', { refreshToken }));
    expect(new Set(stolen.map(({ status }) => status))).toEqual(new Set([401]));
    expect((await post('/v1/auth/refresh', { refreshToken: successor.json.refreshToken })).status).toBe(401);
    await pause(REVOCATION_MS);
    const asked = await call(shop, 'GET', '/v1/me', { headers: asBearer(String(successor.json.accessToken)) });
    expect(asked.status).toBe(401);
  });

  it('a session that was ended serves nobody five seconds later', async () => {
    const { accessToken } = await signInAs(shop, await somebody('ended'));
    expect((await post('/v1/auth/sign-out', undefined, asBearer(accessToken))).status).toBeLessThan(300);
    await pause(REVOCATION_MS);
    const answers = await fifty(() => call(shop, 'GET', '/v1/me', { headers: asBearer(accessToken) }));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: AT_ONCE }, () => 401));
    counts.push(`ended session 0 of ${AT_ONCE}`);
  });

  it('an account is erased once', async () => {
    const person = await somebody('erasure');
    const { accessToken, personId } = await signInAs(shop, person);
    const answers = await fifty(() => post('/v1/me/erasure', { confirm: 'erase my account' }, asBearer(accessToken)));
    // Asked again it says the same; a token that was refused in between is over.
    const told = answers.filter(({ status }) => status === 200).map(({ json }) => json.erasedAt);
    expect([new Set(told).size, answers.filter(({ status }) => status >= 500)]).toEqual([1, []]);
    const [audit] = await db.query<{ n: number }>(
      sql`select count(*)::int as n from audit_log where action = 'people.erase' and subject = ${personId}`,
    );
    expect(audit?.n).toBe(1);
    counts.push(`erasure 1 of ${AT_ONCE}, ${told.length} told when`);
    const [row] = await db.query<{ n: number }>(
      sql`select count(*)::int as n from auth_users where id = ${personId}::uuid`,
    );
    expect(row?.n).toBe(0);
    expect((await post('/v1/auth/sign-in', { email: person.email, password: PASSWORD })).status).toBe(401);
  });

  it('keys stop at fifty, whoever counts at the same time', async () => {
    const { accessToken } = await signInAs(shop, await somebody('keys', { role: 'partner' }));
    const key = { name: 'Race', permissions: ['catalog.read'] };
    const first = await inParallel(49, 8, () => post('/v1/me/keys', key, asBearer(accessToken)));
    expect(first.every(({ status }) => status === 201)).toBe(true);
    oneWon('last free key', await fifty(() => post('/v1/me/keys', key, asBearer(accessToken))), [409]);
  });

  it('a webhook secret that is replaced fifty times at once is one of those that were told', async () => {
    const { accessToken } = await signInAs(shop, await somebody('secret', { role: 'partner' }));
    const headers = asBearer(accessToken);
    const endpoint = { url: 'https://erp.races.example/hooks', description: 'ERP', eventTypes: ['stock.band_crossed'] };
    const made = await post('/v1/webhook-endpoints', endpoint, headers);
    expect(made.status).toBe(201);
    const id = String(made.json.id);
    const answers = await fifty(() => post(`/v1/webhook-endpoints/${id}/rotate-secret`, undefined, headers));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: AT_ONCE }, () => 200));
    const [row] = await db.query<{ secret: string; previous_secret: string }>(
      sql`select secret, previous_secret from webhook_endpoints where id = ${id}::uuid`,
    );
    const personal = openPersonalData(shop.secrets.PERSONAL_KEYS);
    const told = answers.map(({ json }) => String(json.secret));
    expect(new Set(told).size).toBe(AT_ONCE);
    for (const sealed of [row?.secret ?? '', row?.previous_secret ?? ''])
      expect(told).toContain(await personal.open('webhook_endpoints.secret', sealed));
    counts.push(`webhook secret ${AT_ONCE} told, the two in force among them`);
  });

  it('an invitation, a grant and the last owner: one is served', { timeout: 200_000 }, async () => {
    const [first, second] = [await owner('first-owner'), await owner('second-owner')];
    const [one, two] = await Promise.all([signInAs(shop, first), signInAs(shop, second)]);
    const email = addressOf('invited');
    const asOne = asBearer(one.accessToken);
    const asTwo = asBearer(two.accessToken);
    const invitation = { email, kind: 'staff', grant: { role: 'analyst', scope: 'all' } };
    expect((await post('/v1/admin/invitations', invitation, asOne)).status).toBe(201);
    const signUp = { name: 'Invited Person', email, password: PASSWORD, language: 'en' };
    const taken = { ...signUp, invitation: await mailed(email, 'sign-up') };
    const asked = await fifty(() => post('/v1/auth/sign-up', taken));
    const sent = asked.filter(({ status }) => status === 202).length;
    expect(asked.filter(({ status }) => status !== 202 && status !== 429)).toEqual([]);
    const tokens = await mailedTokens(shop.url, email, 'verify', sent);
    const answers = await fifty((index) => post('/v1/auth/verify-email', { token: tokens[index % tokens.length] }));
    const won = oneWon('invitation', answers, [409, 410]);
    const personId = String(won.json.personId);
    const grants = await call(shop, 'GET', `/v1/admin/people/${personId}/grants`, { headers: asOne });
    const given = grants.json.data as { id: string; role: string }[];
    expect(given.map(({ role }) => role).sort()).toEqual(['analyst', 'customer']);
    const grant = given.find(({ role }) => role === 'analyst');
    const revoke = (id: string, headers: Record<string, string>) =>
      call(shop, 'DELETE', `/v1/admin/grants/${id}`, { headers });
    oneWon('grant', await fifty(() => revoke(grant?.id ?? '', asOne)), [409]);

    const inForce = await db.query<{ id: string; person_id: string }>(
      sql`select id, person_id from role_grants where role = 'owner' and revoked_at is null`,
    );
    const isTheirs = (id: string) => id === one.personId || id === two.personId;
    const others = inForce.filter(({ person_id }) => !isTheirs(person_id)).map(({ id }) => id);
    const setAside = (at: string | null) =>
      db.query(
        sql`update role_grants set revoked_at = ${at}::timestamptz where id = any(${`{${others.join(',')}}`}::uuid[])`,
      );
    const grantOf = (id: string) => inForce.find(({ person_id }) => person_id === id)?.id ?? '';
    await setAside(new Date().toISOString());
    try {
      const revoked = await fifty((index) =>
        index % 2 === 0 ? revoke(grantOf(two.personId), asOne) : revoke(grantOf(one.personId), asTwo),
      );
      oneWon('last owner', revoked, [401, 403, 409]);
    } finally {
      await setAside(null);
    }
  });
});

describe('tries from one address', () => {
  /** Another one on every run: a shop may still count the run before. */
  const oneOf200 = (Date.now() % 200) + 1;
  const shop = inject('shop');
  const wrongFrom = (address: string, index: number) =>
    call(shop, 'POST', '/v1/auth/sign-in', {
      body: { email: addressOf(`guess-${index}`), password: 'not the passphrase' },
      headers: { 'cf-connecting-ip': address },
    });

  it.each([
    ['one IPv4 address', () => `198.51.100.${oneOf200}`],
    ['one IPv6 network of 64 bits', (index: number) => `2001:db8:${oneOf200}:7::${index.toString(16)}`],
  ])('exactly the quota of guesses passes from %s', async (_, address) => {
    const answers = await inParallel(AT_ONCE, AT_ONCE, (index) => wrongFrom(address(index), index));
    const tally = Object.fromEntries(
      [401, 429].map((status) => [status, answers.filter((answer) => answer.status === status).length]),
    );
    expect(tally).toEqual({ 401: 30, 429: 20 });
  });
});
