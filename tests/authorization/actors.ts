import { generateKeyPair, SignJWT } from 'jose';
import { type Permission, ruleOf } from '#platform/access/permission-table';
import { everybody, permissionsOf, type Role } from '#platform/access/roles';
import { ACCESS_ALGORITHM, ACCESS_AUDIENCE, ACCESS_ISSUER, ACCESS_SECONDS } from '#platform/identity-door';
import { randomIds } from '#platform/ids';
import { type SamplePerson, samplePeople } from '../../db/seed/people.ts';
import { call, type Shop } from '../shopper.ts';
import { asBearer, signInAs } from '../sign-in.ts';

/** Somebody who asks: what they send, and what they may do. */
export interface ActorUnderTest {
  name: string;
  headers: Record<string, string>;
  personId: string | null;
  role: Role | null;
  /** Codes of stores, or how far the role reaches. */
  stores: SamplePerson['stores'];
  /** A credential that is none: it must be refused everywhere, on public routes too. */
  isWorthless: boolean;
}

/** Whether the actor's role, wherever it holds, has a permission at all. */
export function mayUse({ isWorthless, role, stores }: ActorUnderTest, permission: Permission): boolean {
  if (isWorthless) return false;
  if (everybody.has(permission)) return true;
  if (role === null || !permissionsOf(role).includes(permission)) return false;
  return stores === 'all' || ruleOf(permission).isCompanyWide !== true;
}

const worthless = (name: string, token: string): ActorUnderTest => ({
  name,
  headers: asBearer(token),
  personId: null,
  role: null,
  stores: 'own',
  isWorthless: true,
});

const base64Url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Tokens that look right and are not: made with a key of our own, with no key at all, or for something else. */
async function forgedTokens(personId: string): Promise<ActorUnderTest[]> {
  const { privateKey } = await generateKeyPair(ACCESS_ALGORITHM);
  const claims = { sub: personId, sid: randomIds.next(), grants: [{ role: 'owner', scope: 'all' }] };
  const nowSeconds = Math.floor(Date.now() / 1000);
  const times = { iat: nowSeconds, exp: nowSeconds + ACCESS_SECONDS, iss: ACCESS_ISSUER, aud: ACCESS_AUDIENCE };
  const forged = await new SignJWT({ ...claims, ...times })
    .setProtectedHeader({ alg: ACCESS_ALGORITHM, kid: randomIds.next(), typ: 'at+jwt' })
    .sign(privateKey);
  const unsigned = `${base64Url({ alg: 'none', typ: 'at+jwt' })}.${base64Url({ ...claims, ...times })}.`;
  return [
    worthless('a token signed by somebody else', forged),
    worthless('a token that names no algorithm', unsigned),
    worthless('a made-up key', `tk_${'a'.repeat(8)}_${'b'.repeat(43)}`),
  ];
}

/** Half a sign-in, a session that has ended, and tokens that are for something else. */
async function leftovers(
  shop: Pick<Shop, 'url'>,
  owner: SamplePerson,
  customer: SamplePerson,
): Promise<ActorUnderTest[]> {
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

async function person(shop: Pick<Shop, 'url'>, sample: SamplePerson): Promise<ActorUnderTest> {
  const { personId, accessToken } = await signInAs(shop, sample);
  const place = Array.isArray(sample.stores) ? ` of ${sample.stores.join(' and ')}` : '';
  return {
    name: `${sample.role} ${sample.email}${place}`,
    headers: asBearer(accessToken),
    personId,
    role: sample.role,
    stores: sample.stores,
    isWorthless: false,
  };
}

const sampleOf = (role: Role): SamplePerson => {
  const found = samplePeople.find((sample) => sample.role === role);
  if (found === undefined) throw new Error(`The sample company has no ${role}.`);
  return found;
};

/** One actor for every role of the sample company, those who were brought, a stranger, and credentials that are none. */
export async function openActors(shop: Pick<Shop, 'url'>, brought: readonly SamplePerson[]): Promise<ActorUnderTest[]> {
  const people: ActorUnderTest[] = [];
  for (const sample of [...samplePeople, ...brought]) people.push(await person(shop, sample));
  const owner = people.find(({ role }) => role === 'owner');
  const stranger: ActorUnderTest = {
    name: 'a stranger',
    headers: {},
    personId: null,
    role: null,
    stores: 'own',
    isWorthless: false,
  };
  return [
    stranger,
    ...people,
    ...(await forgedTokens(owner?.personId ?? randomIds.next())),
    ...(await leftovers(shop, sampleOf('owner'), sampleOf('customer'))),
  ];
}
