import { generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { openDatabase } from '#db/client';
import { type Permission, ruleOf } from '#platform/access/permission-table';
import { everybody, permissionsOf, type Role } from '#platform/access/roles';
import { systemClock } from '#platform/clock';
import { ACCESS_ALGORITHM, ACCESS_AUDIENCE, ACCESS_ISSUER, ACCESS_SECONDS } from '#platform/identity-door';
import { randomIds } from '#platform/ids';
import { type SamplePerson, samplePeople } from '../../db/seed/people.ts';
import { secretBox } from '../../workers/identity/secrets/secret-box.ts';
import { keyRing } from '../../workers/identity/tokens/signing-keys.ts';
import type { ShopFacts } from '../shop-process.ts';
import { call } from '../shopper.ts';
import { asBearer, signInAs } from '../sign-in.ts';

/** Somebody who asks: what they send, and what they may do. */
export interface ActorUnderTest {
  name: string;
  headers: Record<string, string>;
  personId: string | null;
  role: Role | null;
  /** What the role, or what was lent to a key, allows. */
  permissions: readonly Permission[];
  /** Codes of stores, or how far the role reaches. */
  stores: SamplePerson['stores'];
  /** A credential that is none: it must be refused everywhere, on public routes too. */
  isWorthless: boolean;
}

/** Whether the actor's role, wherever it holds, has a permission at all. */
export function mayUse({ isWorthless, permissions, stores }: ActorUnderTest, permission: Permission): boolean {
  if (isWorthless) return false;
  if (everybody.has(permission)) return true;
  if (!permissions.includes(permission)) return false;
  return stores === 'all' || ruleOf(permission).isCompanyWide !== true;
}

const worthless = (name: string, token: string): ActorUnderTest => ({
  name,
  headers: asBearer(token),
  personId: null,
  role: null,
  permissions: [],
  stores: 'own',
  isWorthless: true,
});

const base64Url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Tokens that look right and are not: signed by us for another time or place, by somebody else, or by nobody. */
async function forgedTokens(shop: ShopFacts, personId: string): Promise<ActorUnderTest[]> {
  const store = { db: openDatabase(shop.database), box: secretBox(shop.secrets.AUTH_SECRET), clock: systemClock };
  const ours = await keyRing().current({ ...store, ids: randomIds });
  const { privateKey: theirs } = await generateKeyPair(ACCESS_ALGORITHM);
  const nowSeconds = Math.floor(Date.now() / 1000);
  const good: JWTPayload = {
    sub: personId,
    sid: randomIds.next(),
    grants: [{ role: 'owner', scope: 'all' }],
    iat: nowSeconds,
    exp: nowSeconds + ACCESS_SECONDS,
    iss: ACCESS_ISSUER,
    aud: ACCESS_AUDIENCE,
    jti: randomIds.next(),
  };
  const signed = (key: CryptoKey, change: JWTPayload = {}) =>
    new SignJWT({ ...good, ...change })
      .setProtectedHeader({ alg: ACCESS_ALGORITHM, kid: ours.id, typ: 'at+jwt' })
      .sign(key);
  const unsigned = `${base64Url({ alg: 'none', kid: ours.id, typ: 'at+jwt' })}.${base64Url(good)}.`;
  return [
    worthless('an expired token', await signed(ours.privateKey, { iat: nowSeconds - 700, exp: nowSeconds - 100 })),
    worthless('a token for another audience', await signed(ours.privateKey, { aud: 'somebody-else' })),
    worthless('a token of another issuer', await signed(ours.privateKey, { iss: 'somebody-else' })),
    worthless('a token signed by somebody else', await signed(theirs)),
    worthless('a token that names no algorithm', unsigned),
    worthless('a made-up key', `tk_${'a'.repeat(8)}_${'b'.repeat(43)}`),
  ];
}

/** Half a sign-in, a session that has ended, and tokens that are for something else. */
async function leftovers(shop: ShopFacts, owner: SamplePerson, customer: SamplePerson): Promise<ActorUnderTest[]> {
  const { email, password } = owner;
  const half = await call(shop, 'POST', '/v1/auth/sign-in', { body: { email, password } });
  const ended = await signInAs(shop, customer);
  await call(shop, 'POST', '/v1/auth/sign-out', { headers: asBearer(ended.accessToken) });
  const other = await signInAs(shop, customer);
  return [
    worthless('half a sign-in', String(half.json.challenge)),
    worthless('a session that was signed out', ended.accessToken),
    worthless('a refresh token', other.refreshToken),
  ];
}

async function person(shop: ShopFacts, sample: SamplePerson): Promise<ActorUnderTest> {
  const { personId, accessToken } = await signInAs(shop, sample);
  const place = Array.isArray(sample.stores) ? ` of ${sample.stores.join(' and ')}` : '';
  return {
    name: `${sample.role} ${sample.email}${place}`,
    headers: asBearer(accessToken),
    personId,
    role: sample.role,
    permissions: permissionsOf(sample.role),
    stores: sample.stores,
    isWorthless: false,
  };
}

const sampleOf = (role: Role): SamplePerson => {
  const found = samplePeople.find((sample) => sample.role === role);
  if (found === undefined) throw new Error(`The sample company has no ${role}.`);
  return found;
};

/** A partner's program: it may manage webhooks and nothing else that its owner may. */
async function program(shop: ShopFacts, owner: ActorUnderTest): Promise<ActorUnderTest> {
  const permissions: Permission[] = ['webhooks.manage'];
  const body = { name: 'Matrix', permissions, plan: 'standard' };
  const made = await call(shop, 'POST', '/v1/me/keys', { body, headers: owner.headers });
  if (made.status !== 201) throw new Error(`The key was refused: ${made.status} ${made.text}`);
  return { ...owner, name: 'a key for webhooks', headers: asBearer(String(made.json.key)), role: null, permissions };
}

/** One actor for every role of the sample company, those who were brought, a stranger, and credentials that are none. */
export async function openActors(shop: ShopFacts, brought: readonly SamplePerson[]): Promise<ActorUnderTest[]> {
  const people: ActorUnderTest[] = [];
  for (const sample of [...samplePeople, ...brought]) people.push(await person(shop, sample));
  const owner = people.find(({ role }) => role === 'owner');
  const stranger: ActorUnderTest = {
    name: 'a stranger',
    headers: {},
    personId: null,
    role: null,
    permissions: [],
    stores: 'own',
    isWorthless: false,
  };
  const partner = people.find(({ role }) => role === 'partner');
  return [
    stranger,
    ...people,
    ...(partner === undefined ? [] : [await program(shop, partner)]),
    ...(await forgedTokens(shop, owner?.personId ?? randomIds.next())),
    ...(await leftovers(shop, sampleOf('owner'), sampleOf('customer'))),
  ];
}
