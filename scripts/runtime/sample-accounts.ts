import { sql } from 'drizzle-orm';
import { type Database, openDatabase } from '../../db/client.ts';
import { sampleStores } from '../../db/seed/company.ts';
import { insertRows } from '../../db/seed/load.ts';
import { SAMPLE_PEOPLE_NOTICE, type SamplePerson, samplePeople } from '../../db/seed/people.ts';
import { sampleId } from '../../db/seed/random.ts';
import { insertAccount } from '../../workers/identity/accounts/account-rows.ts';
import { hashPassword } from '../../workers/identity/passwords/hash-password.ts';
import { totpPlace } from '../../workers/identity/second-factor/claim-code.ts';
import { secretBox } from '../../workers/identity/secrets/secret-box.ts';
import { createPerson, type NewGrant, type PersonKind } from '../../workers/modules/identity/index.ts';
import { systemClock } from '../../workers/platform/clock.ts';
import type { Permitted } from '../../workers/platform/context.ts';
import { randomIds } from '../../workers/platform/ids.ts';
import { openPersonalData } from '../../workers/platform/personal-keys.ts';
import type { LocalSecrets } from './local-secrets.ts';
import type { DatabaseConnection } from './start-database.ts';

const SAMPLE_PEOPLE = 'sample-people';
const MADE_BY = 'system:sample-company';
const dealerId = sampleId('dealer/gowda');

type Surroundings = Pick<Permitted, 'clock' | 'ids' | 'personal'> & { secrets: LocalSecrets };

/** The people of the sample company, able to sign in: once, in one transaction, and only those whose address is free. */
export async function createSampleAccounts(connection: DatabaseConnection, secrets: LocalSecrets): Promise<void> {
  const db = openDatabase(connection);
  const [reached] = await db.query(sql`select 1 from milestones where name = ${SAMPLE_PEOPLE}`);
  if (reached !== undefined) return;
  const ctx = surroundings(secrets);
  const wanted = await withFreeAddress(db, ctx);
  const accounts = await Promise.all(wanted.map((person) => accountStatements(ctx, person)));
  const facts = { notice: SAMPLE_PEOPLE_NOTICE, people: wanted.map(({ email }) => email) };
  await db.batch([
    ...dealerStatements(ctx.clock.now().toISOString()),
    ...accounts.flat(),
    sql`insert into milestones (name, facts, reached_at)
      values (${SAMPLE_PEOPLE}, ${JSON.stringify(facts)}::jsonb, now())`,
  ]);
}

/** Accounts for more people, as tests need them: their addresses must be free. */
export async function addAccounts(
  connection: DatabaseConnection,
  secrets: LocalSecrets,
  wanted: readonly SamplePerson[],
): Promise<void> {
  const ctx = surroundings(secrets);
  const accounts = await Promise.all(wanted.map((person) => accountStatements(ctx, person)));
  await openDatabase(connection).batch(accounts.flat());
}

const surroundings = (secrets: LocalSecrets): Surroundings => ({
  clock: systemClock,
  ids: randomIds,
  personal: openPersonalData(secrets.PERSONAL_KEYS),
  secrets,
});

async function withFreeAddress(db: Database, { personal }: Surroundings): Promise<SamplePerson[]> {
  const indexes = await Promise.all(samplePeople.map(({ email }) => personal.indexOf('email', email)));
  const taken = await db.query<{ email_index: string }>(
    sql`select email_index from people where email_index = any(${`{${indexes.join(',')}}`}::text[])`,
  );
  const takenIndexes = new Set(taken.map(({ email_index }) => email_index));
  return samplePeople.filter((_, position) => !takenIndexes.has(indexes[position] ?? ''));
}

const kinds: Readonly<Partial<Record<SamplePerson['role'], PersonKind>>> = {
  customer: 'customer',
  doctor: 'doctor',
  dealer: 'dealer',
  partner: 'partner',
};

async function accountStatements(ctx: Surroundings, { email, name, role, stores, password, totpSecret }: SamplePerson) {
  const id = sampleId(`person/${email}`);
  const kind = kinds[role] ?? 'staff';
  const grant: NewGrant = { role, scope: scopeOf(stores), limits: {}, expiresAt: null };
  const [person, account] = await Promise.all([
    createPerson(ctx, {
      id,
      kind,
      name,
      email,
      language: 'en',
      grant,
      grantedBy: MADE_BY,
      ...(kind === 'dealer' && { dealerId }),
      ...(kind === 'doctor' && { registration: { number: 'SAMPLE-1021', council: 'Sample Council of Homoeopathy' } }),
    }),
    hashPassword(password).then((passwordHash) => insertAccount(ctx, { personId: id, email, passwordHash })),
  ]);
  return [...person, ...account, ...(totpSecret === undefined ? [] : await secondFactor(ctx, id, totpSecret))];
}

const storeIds = new Map(sampleStores().map(({ code, id }) => [code, id]));

function scopeOf(stores: SamplePerson['stores']): NewGrant['scope'] {
  if (stores === 'all' || stores === 'own') return stores;
  return stores.map((code) => storeIds.get(code)).filter((id) => id !== undefined);
}

async function secondFactor({ secrets, ids }: Surroundings, personId: string, totpSecret: string) {
  const sealed = await secretBox(secrets.AUTH_SECRET).seal(totpPlace(personId), totpSecret);
  return [
    sql`insert into auth_two_factors (id, user_id, secret, verified, last_step, created_at)
      values (${ids.next()}, ${personId}, ${sealed}, true, 0, now())`,
    sql`update auth_users set two_factor_enabled = true where id = ${personId}`,
  ];
}

/** The firm of the sample dealer, with the licence without which nothing could be billed to it. */
const dealerStatements = (now: string) => [
  insertRows('dealers', [
    { id: dealerId, name: 'Gowda Sample Agencies', gstin: null, status: 'active', created_at: now },
  ]),
  insertRows('licences', [
    {
      id: sampleId('licence/dealer/gowda'),
      holder_kind: 'dealer',
      holder_id: dealerId,
      kind: '20-D',
      number: 'SAMPLE-20D-GOWDA',
      holder_name: null,
      valid_from: '2024-04-01',
      valid_to: '2034-03-31',
      recorded_by: MADE_BY,
      recorded_at: now,
      withdrawn_at: null,
    },
  ]),
];
