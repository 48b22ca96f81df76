import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authAccounts, authPasskeys } from '#db/schema/identity';
import { orThrow } from '#platform/errors';
import { type Engine, engines } from '../../tests/database/engines.ts';
import {
  addTotp,
  challenged,
  claimsOf,
  codeOfFailure,
  type Identity,
  laptop,
  makeAccount,
  openTestIdentity,
  ownOf,
  phone,
  race,
  signedIn,
  type TestAccount,
} from './identity.test-support.ts';
import { softwareAuthenticator } from './passkeys/software-authenticator.test-support.ts';

const shop = { origin: 'https://shop.example', host: 'shop.example' };
const thief = { origin: 'https://shop.example.evil.test', host: 'shop.example.evil.test' };
let engine: Engine;
let identity: Identity;

beforeAll(async () => {
  engine = await (engines[0]?.start() ?? Promise.reject(new Error('There is no engine')));
});
afterAll(() => engine.stop());

const open = () => {
  identity = openTestIdentity(engine.db);
  return identity;
};

const proofOf = ({ password }: TestAccount) => ({ password });

async function addPasskey(account: TestAccount, name = 'My phone') {
  const device = softwareAuthenticator(shop);
  const { ceremony, options } = orThrow(await identity.door.beginPasskey(account.own, proofOf(account)));
  const input = { ceremony, name, response: device.create(options) };
  return { device, passkey: orThrow(await identity.door.finishPasskey(account.own, input, phone)), input };
}

describe('a passkey', () => {
  it('is asked for with the shop as its only home, discoverable, with a check of its user', async () => {
    const account = await makeAccount(open());
    const { options } = orThrow(await identity.door.beginPasskey(account.own, proofOf(account)));
    expect(options).toMatchObject({
      rp: { id: 'shop.example', name: 'Tincture' },
      user: { name: account.email, displayName: 'Asha Rao' },
      attestation: 'none',
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
  });

  it('signs in without a password or a name, and counts as both factors', async () => {
    const account = await makeAccount(open());
    const { device, passkey } = await addPasskey(account);
    expect((await identity.mailsTo(account.email))[0]?.purpose).toBe('account.passkey_added');
    const { ceremony, options } = orThrow(await identity.door.beginPasskeySignIn());
    expect(options).toMatchObject({ rpId: 'shop.example', userVerification: 'required' });
    const answer = await identity.door.finishPasskeySignIn({ ceremony, response: device.get(options) }, phone);
    const { personId, tokens } = signedIn(orThrow(answer));
    expect(personId).toBe(account.personId);
    expect(claimsOf(tokens).mfa_at).toBe(Math.floor(identity.clock.now().getTime() / 1000));
    expect(orThrow(await identity.door.listPasskeys(account.own))).toEqual([
      { ...passkey, lastUsedAt: identity.clock.now().toISOString() },
    ]);
  });

  it('opens the account of somebody with an app too, and is offered beside it', async () => {
    const account = await makeAccount(open());
    const { device } = await addPasskey(account);
    await addTotp(identity, account);
    expect(challenged(orThrow(await identity.door.signIn(account.credentials, laptop))).methods).toEqual([
      'totp',
      'recovery_code',
      'passkey',
    ]);
    const { ceremony, options } = orThrow(await identity.door.beginPasskeySignIn());
    const answer = await identity.door.finishPasskeySignIn({ ceremony, response: device.get(options) }, laptop);
    signedIn(orThrow(answer));
  });

  it('steps its own session up, and nobody else’s', async () => {
    const account = await makeAccount(open());
    const stranger = await makeAccount(identity);
    const { device } = await addPasskey(account);
    identity.clock.advanceMs(3_600_000);
    const begin = async () => {
      const { ceremony, options } = orThrow(await identity.door.beginPasskeySignIn());
      return { ceremony, response: device.get(options) };
    };
    const tokens = orThrow(await identity.door.finishPasskeyStepUp(account.own, await begin()));
    expect(ownOf(tokens)).toEqual(account.own);
    expect(claimsOf(tokens).mfa_at).toBe(Math.floor(identity.clock.now().getTime() / 1000));
    expect(codeOfFailure(await identity.door.finishPasskeyStepUp(stranger.own, await begin()))).toBe('unauthenticated');
  });

  it('is taken once of fifty, when it is added and when it signs in', async () => {
    const account = await makeAccount(open());
    const device = softwareAuthenticator(shop);
    const begun = orThrow(await identity.door.beginPasskey(account.own, proofOf(account)));
    const input = { ceremony: begun.ceremony, name: 'My phone', response: device.create(begun.options) };
    const added = await race(() => identity.door.finishPasskey(account.own, input, phone));
    expect(added.won).toHaveLength(1);
    expect(new Set(added.lost)).toEqual(new Set(['expired']));
    const { ceremony, options } = orThrow(await identity.door.beginPasskeySignIn());
    const response = device.get(options);
    const { won, lost } = await race(() => identity.door.finishPasskeySignIn({ ceremony, response }, phone));
    expect(won).toHaveLength(1);
    expect(new Set(lost).size).toBeLessThanOrEqual(2);
    expect(lost.every((code) => code === 'expired' || code === 'unauthenticated')).toBe(true);
    expect(orThrow(await identity.door.listSessions(account.own))).toHaveLength(2);
  });

  it.each([
    ['at another site', { site: thief }],
    ['of another site, said at ours', { site: { ...shop, host: thief.host } }],
    ['without a check of its user', { isUserVerified: false }],
    ['whose counter stands still, as a copy’s does', { counter: 1 }],
  ])('does not sign in %s', async (_, quirks) => {
    const account = await makeAccount(open());
    const { device } = await addPasskey(account);
    const { ceremony, options } = orThrow(await identity.door.beginPasskeySignIn());
    const answer = { ceremony, response: device.get(options, quirks) };
    expect(codeOfFailure(await identity.door.finishPasskeySignIn(answer, phone))).toBe('unauthenticated');
  });

  it('is not added at another site or without a check of its user', async () => {
    const account = await makeAccount(open());
    for (const quirks of [{ site: thief }, { isUserVerified: false }]) {
      const { ceremony, options } = orThrow(await identity.door.beginPasskey(account.own, proofOf(account)));
      const input = { ceremony, name: 'x', response: softwareAuthenticator(shop).create(options, quirks) };
      expect(codeOfFailure(await identity.door.finishPasskey(account.own, input, phone))).toBe('invalid_input');
    }
    expect(orThrow(await identity.door.listPasskeys(account.own))).toEqual([]);
  });

  it('needs the ceremony that was begun: not another’s, not an older one, not another challenge', async () => {
    const account = await makeAccount(open());
    const other = await makeAccount(identity);
    const device = softwareAuthenticator(shop);
    const begun = orThrow(await identity.door.beginPasskey(account.own, proofOf(account)));
    const input = { ceremony: begun.ceremony, name: 'x', response: device.create(begun.options) };
    expect(codeOfFailure(await identity.door.finishPasskey(other.own, input, phone))).toBe('expired');
    expect(
      codeOfFailure(await identity.door.finishPasskey(account.own, { ...input, ceremony: 'made-up' }, phone)),
    ).toBe('expired');
    const second = orThrow(await identity.door.beginPasskey(account.own, proofOf(account)));
    const mixed = { ...input, ceremony: second.ceremony };
    expect(codeOfFailure(await identity.door.finishPasskey(account.own, mixed, phone))).toBe('invalid_input');
    identity.clock.advanceMs(5 * 60_000);
    expect(codeOfFailure(await identity.door.finishPasskey(account.own, input, phone))).toBe('expired');
  });

  it('answers malformed responses as what they are', async () => {
    const account = await makeAccount(open());
    const { ceremony } = orThrow(await identity.door.beginPasskeySignIn());
    for (const response of [{}, { id: 1 }, { id: 'x', response: null }, { id: "'", response: { signature: [] } }]) {
      const answer = await identity.door.finishPasskeySignIn({ ceremony, response }, phone);
      expect(codeOfFailure(answer)).toBe('unauthenticated');
    }
    const begun = orThrow(await identity.door.beginPasskey(account.own, proofOf(account)));
    const broken = { ceremony: begun.ceremony, name: 'x', response: { id: 'x', rawId: 'x', type: 'public-key' } };
    expect(codeOfFailure(await identity.door.finishPasskey(account.own, broken, phone))).toBe('invalid_input');
  });

  it('asks whoever has an app for its code before passkeys change', async () => {
    const account = await makeAccount(open());
    const { passkey } = await addPasskey(account);
    const app = await addTotp(identity, account);
    identity.clock.advanceMs(3_600_000);
    const { door } = identity;
    expect(codeOfFailure(await door.beginPasskey(account.own, proofOf(account)))).toBe('second_factor_required');
    expect(codeOfFailure(await door.removePasskey(account.own, passkey.id, proofOf(account), laptop))).toBe(
      'second_factor_required',
    );
    orThrow(await door.stepUp(account.own, { method: 'totp', code: await app.code() }));
    orThrow(await door.removePasskey(account.own, passkey.id, proofOf(account), laptop));
    expect(orThrow(await door.listPasskeys(account.own))).toEqual([]);
  });

  it('is removed by its owner alone', async () => {
    const account = await makeAccount(open());
    const other = await makeAccount(identity);
    const { passkey } = await addPasskey(account);
    expect(codeOfFailure(await identity.door.removePasskey(other.own, passkey.id, proofOf(other), laptop))).toBe(
      'not_found',
    );
    expect(await engine.db.query(sql`select 1 from ${authPasskeys} where id = ${passkey.id}`)).toHaveLength(1);
  });
});

describe('a stolen session', () => {
  const withoutPassword = async (): Promise<TestAccount> => {
    const account = await makeAccount(open());
    await engine.db.query(sql`delete from ${authAccounts} where user_id = ${account.personId}`);
    return account;
  };

  it('adds and removes no passkey without the password', async () => {
    const account = await makeAccount(open());
    const { passkey } = await addPasskey(account);
    const { door } = identity;
    for (const proof of [{}, { password: 'not the password' }]) {
      expect(codeOfFailure(await door.beginPasskey(account.own, proof))).toBe('forbidden');
      expect(codeOfFailure(await door.removePasskey(account.own, passkey.id, proof, laptop))).toBe('forbidden');
    }
    expect(orThrow(await door.listPasskeys(account.own))).toEqual([passkey]);
  });

  it('gets ten tries at the password, for all that asks for it together', async () => {
    const account = await makeAccount(open());
    const { door } = identity;
    const tryOne = async () => codeOfFailure(await door.beginPasskey(account.own, { password: 'wrong' }));
    for (let tried = 0; tried < 10; tried++) expect(await tryOne()).toBe('forbidden');
    expect(await tryOne()).toBe('rate_limited');
    expect(codeOfFailure(await door.beginTotp(account.own, proofOf(account)))).toBe('rate_limited');
  });

  it('of somebody without password and app is good for it for five minutes after signing in', async () => {
    const account = await withoutPassword();
    const { passkey } = await addPasskey(account);
    identity.clock.advanceMs(5 * 60_000 + 1);
    const { door } = identity;
    const refused = await door.beginPasskey(account.own, {});
    expect(refused).toMatchObject({ ok: false, failure: { code: 'forbidden' } });
    expect(JSON.stringify(refused)).toContain('Sign out and in again');
    expect(codeOfFailure(await door.removePasskey(account.own, passkey.id, {}, laptop))).toBe('forbidden');
  });

  it('with a passkey just shown needs no password, and its person hears of what was removed, where', async () => {
    const account = await makeAccount(open());
    const { device, passkey } = await addPasskey(account);
    const begun = orThrow(await identity.door.beginPasskeySignIn());
    const input = { ceremony: begun.ceremony, response: device.get(begun.options) };
    orThrow(await identity.door.finishPasskeyStepUp(account.own, input));
    orThrow(await identity.door.removePasskey(account.own, passkey.id, {}, laptop));
    const mail = (await identity.mailsTo(account.email)).find(({ purpose }) => purpose === 'account.passkey_removed');
    expect(mail?.text).toContain('Firefox on Linux');
    expect(mail?.text).toContain('Mumbai, IN');
  });
});
