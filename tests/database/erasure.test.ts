import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Database } from '#db/client';
import { webhookEndpoints } from '#db/schema/webhooks';
import { addAddress, changeMe, eraseMe, erasePersonForStaff, getMe, setConsent } from '#modules/customers';
import { getOwnOrder } from '#modules/orders';
import type { Permitted } from '#platform/context';
import { type Fact, fact, writeFacts } from '#platform/facts';
import { randomIds } from '#platform/ids';
import { currentNotice } from '#platform/notice';
import type { Revocation } from '#platform/revocations-door';
import { type Engine, engines } from './engines.ts';
import { findAnywhere } from './personal-search.ts';
import { startedAt } from './placed-orders.ts';
import {
  actorOf,
  codeOf,
  contextFor,
  home,
  identityOver,
  newPerson,
  orderOf,
  type SamplePerson,
} from './sample-person.ts';

const endpointWith = (id: string, owner: SamplePerson, secret: string): Fact[] => [
  fact(webhookEndpoints, {
    id,
    ownerId: owner.id,
    url: `https://hooks.example/${owner.email}`,
    description: owner.name,
    eventTypes: ['order.placed'],
    secret,
    previousSecret: null,
    previousSecretUntil: null,
    orderScope: 'own',
    orderStoreIds: [],
    status: 'active',
    pausedReason: null,
    pausedAt: null,
    ownerToldAt: null,
    failingSince: null,
    consecutiveFailures: 0,
    createdAt: startedAt,
    deletedAt: null,
  }),
];

const withIdentity = (ctx: Permitted, identity: Permitted['identity']): Permitted => ({ ...ctx, identity });

describe.each(engines)('erasure on $name', (kind) => {
  let engine: Engine;
  let db: Database;
  beforeAll(async () => {
    engine = await kind.start();
    db = engine.db;
  });
  afterAll(() => engine.stop());

  const asThemselves = (person: SamplePerson, as = {}): Permitted => contextFor(db, actorOf(person.id, as));
  const newCustomer = async () => {
    const person = await newPerson(db);
    return { person, ctx: asThemselves(person) };
  };

  /** Somebody with a row in every table that a person can have one in. */
  async function knownEverywhere() {
    const ordinal = randomIds.next().slice(-12);
    const person = await newPerson(db, {
      name: `Zubeida${ordinal} Contractor${ordinal}`,
      email: `zubeida.${ordinal}@example.in`,
      phone: `+9198${ordinal.replaceAll(/\D/g, '').padEnd(8, '7').slice(0, 8)}`,
    });
    const ctx = asThemselves(person, { secondFactorAgoMs: 0 });
    const street = `${ordinal} Dhole Patil Road`;
    await addAddress(ctx, { ...home, name: person.name, phone: person.phone, line1: street });
    await changeMe(ctx, { name: person.name });
    await setConsent(ctx, { channel: 'email', purpose: 'marketing', given: true, noticeVersion: currentNotice });
    const orderId = await orderOf(db, person);
    const { personal } = ctx;
    const at = startedAt;
    const endpointId = randomIds.next();
    await db.batch([
      sql`insert into api_keys (id, owner_id, name, prefix, key_hash, permissions, cors_origins, plan, created_at, expires_at)
        values (${randomIds.next()}, ${person.id}, ${person.name}, 'tk', ${person.id}, '{}', '{}', 'standard', ${at}, ${at})`,
      ...writeFacts(endpointWith(endpointId, person, await personal.seal('webhook_endpoints.secret', 'whsec_x'))),
      sql`insert into invitations (id, token_hash, email, email_index, kind, "grant", invited_by, invited_at, expires_at)
        values (${randomIds.next()}, ${person.id}, ${await personal.seal('invitations.email', person.email)},
          ${await personal.indexOf('email', person.email)}, 'customer', '{}', 'operator', ${at}, ${at})`,
    ]);
    const [firstName = '', lastName = ''] = person.name.split(' ');
    const traces = [firstName, lastName, person.email, person.phone, person.phone.slice(3), street];
    return { person, ctx, orderId, traces };
  }

  const confirm = { confirm: 'erase my account' } as const;

  it('leaves nothing of name, address, e-mail and phone in any text of any table, sealed or not', async () => {
    const { person, ctx, orderId, traces } = await knownEverywhere();
    const before = await findAnywhere(db, traces);
    expect(new Set(before.map(({ table }) => table))).toEqual(
      new Set([
        'people',
        'addresses',
        'orders',
        'messages',
        'api_keys',
        'webhook_endpoints',
        'invitations',
        'auth_passkeys',
      ]),
    );
    const sums = sql`select number, total_paise, taxable_paise, cgst_paise, place_of_supply, person_id from orders
      where id = ${orderId}`;
    const books = await db.query(sums);
    expect(await eraseMe(ctx, confirm)).toMatchObject({ personId: person.id });
    expect(await findAnywhere(db, traces)).toEqual([]);
    expect(await db.query(sums)).toEqual(books);
    const indexes = [
      await ctx.personal.indexOf('email', person.email),
      await ctx.personal.indexOf('phone', person.phone),
    ];
    expect(await findAnywhere(db, indexes)).toEqual([]);
  });

  it('ends the account: no session, no way to sign in, no token that still counts', async () => {
    const { person, ctx } = await knownEverywhere();
    const revoked: Revocation[] = [];
    await eraseMe(withIdentity(ctx, identityOver(db, revoked)), confirm);
    expect(revoked.map((revocation) => revocation.kind)).toEqual(['person', 'key', 'person', 'key']);
    const ofPerson = sql`(select count(*) from sessions where person_id = ${person.id})
      + (select count(*) from auth_users where id = ${person.id}) + (select count(*) from proofs where person_id = ${person.id})
      + (select count(*) from refresh_tokens where hash = ${`token-${person.id}`})
      + (select count(*) from role_grants where person_id = ${person.id} and revoked_at is null)
      + (select count(*) from api_keys where owner_id = ${person.id} and revoked_at is null)`;
    expect(await db.query(sql`select ${ofPerson} as left`)).toEqual([{ left: 0 }]);
    expect(await codeOf(getMe(ctx))).toBe('not_found');
    expect(await codeOf(addAddress(ctx, home))).toBe('conflict');
  });

  it('keeps the ledger of consents and the order under an id that leads nowhere', async () => {
    const { person, ctx, orderId } = await knownEverywhere();
    await eraseMe(ctx, confirm);
    expect(await db.query(sql`select given from consents where person_id = ${person.id}`)).toEqual([{ given: true }]);
    expect(await getOwnOrder(ctx, { orderId })).toMatchObject({
      contact: { name: 'Erased', email: '', phone: '' },
      shippingAddress: { line1: '', city: '' },
      total: { amount: 25_100 },
    });
    expect(
      await db.query(sql`select status, recipient_index, content, due_at from messages
      where subject_id = ${orderId}`),
    ).toEqual([{ status: 'failed', recipient_index: null, content: null, due_at: null }]);
  });

  it('does all or nothing, and what was interrupted is simply asked for again', async () => {
    const { ctx, traces } = await knownEverywhere();
    const before = await findAnywhere(db, traces);
    const reported = vi.spyOn(console, 'error').mockReturnValue();
    const crashing: Database = {
      ...db,
      query: (statement) => db.query(statement),
      // The longest batch by far is the erasure itself.
      batch: (statements) => db.batch(statements.length > 8 ? [...statements, sql`select 1 from nowhere`] : statements),
    };
    expect(await codeOf(eraseMe(withIdentity(ctx, identityOver(crashing)), confirm))).toBe('internal');
    expect(reported.mock.calls.join()).toContain('erasePerson');
    reported.mockRestore();
    expect(await findAnywhere(db, traces)).toEqual(before);
    const first = await eraseMe(ctx, confirm);
    expect(await findAnywhere(db, traces)).toEqual([]);
    const { id } = await newPerson(db, { kind: 'staff' });
    const admin = contextFor(db, actorOf(id, { role: 'admin', scope: 'all', secondFactorAgoMs: 0 }));
    expect(await erasePersonForStaff(admin, { personId: first.personId, reason: 'Asked again' })).toEqual(first);
  });

  it('leaves everybody else as they were, and the address free for a new account', async () => {
    const [one, other] = [await knownEverywhere(), await knownEverywhere()];
    const before = await findAnywhere(db, other.traces);
    await eraseMe(one.ctx, confirm);
    expect(await findAnywhere(db, other.traces)).toEqual(before);
    await expect(newPerson(db, { email: one.person.email })).resolves.toMatchObject({ email: one.person.email });
  });

  it('asks for a second factor from whoever has one, and is not for apps, keys and slips of the hand', async () => {
    const { person } = await newCustomer();
    const erase = (as: object, words: string = confirm.confirm) =>
      codeOf(eraseMe(asThemselves(person, as), { confirm: words as typeof confirm.confirm }));
    expect(await erase({})).toBe('second_factor_required');
    expect(await erase({ secondFactorAgoMs: 6 * 60_000 })).toBe('second_factor_required');
    expect(await erase({ secondFactorAgoMs: 0, clientId: 'an-app' })).toBe('forbidden');
    expect(await erase({ secondFactorAgoMs: 0 }, 'yes')).toBe('invalid_input');
    expect(await erase({ secondFactorAgoMs: 0 })).toBe('done');
  });

  it('by staff needs the permission, a fresh second factor and a reason, which stands in the audit', async () => {
    const { person } = await newCustomer();
    const { id } = await newPerson(db, { kind: 'staff' });
    const erase = (as: object, reason = 'Asked for it by letter') =>
      codeOf(
        erasePersonForStaff(contextFor(db, actorOf(id, { scope: 'all', ...as })), { personId: person.id, reason }),
      );
    expect(await erase({ role: 'hr', secondFactorAgoMs: 0 })).toBe('forbidden');
    expect(await erase({ role: 'admin' })).toBe('second_factor_required');
    expect(await erase({ role: 'admin', secondFactorAgoMs: 0 }, '')).toBe('invalid_input');
    expect(await erase({ role: 'admin', secondFactorAgoMs: 0 })).toBe('done');
    const audit = sql`select actor, reason from audit_log where action = 'people.erase' and subject = ${person.id}`;
    expect(await db.query(audit)).toEqual([{ actor: `person:${id}`, reason: 'Asked for it by letter' }]);
  });

  it('by staff takes nobody who may do more than they', async () => {
    const [{ person }, admin] = [await newCustomer(), await newPerson(db, { kind: 'staff' })];
    await db.query(sql`update role_grants set role = 'accountant', scope = 'all' where person_id = ${person.id}`);
    const erase = (role: 'admin' | 'owner') =>
      codeOf(
        erasePersonForStaff(contextFor(db, actorOf(admin.id, { role, scope: 'all', secondFactorAgoMs: 0 })), {
          personId: person.id,
          reason: 'Knows too much',
        }),
      );
    expect(await erase('admin')).toBe('forbidden');
    expect(await erase('owner')).toBe('done');
  });

  it('does not take the company its owner', async () => {
    const { person } = await newCustomer();
    await db.query(sql`update role_grants set role = 'owner' where person_id = ${person.id}`);
    expect(await codeOf(eraseMe(asThemselves(person, { secondFactorAgoMs: 0 }), confirm))).toBe('conflict');
  });

  it('knows every column that names a person', async () => {
    const columns = await db.query<{ place: string }>(sql`
      select table_name || '.' || column_name as place from information_schema.columns
      where table_schema = 'public' and data_type = 'uuid'
        and column_name in ('person_id', 'user_id', 'owner_id', 'used_by', 'verified_by') order by 1`);
    // Whoever adds one decides what erasure does with it: docs/personal-data.md, and the statements of erasure.
    expect(columns.map(({ place }) => place)).toEqual(knownColumns);
  });
});

const knownColumns = [
  'addresses.person_id',
  'api_keys.owner_id',
  'auth_accounts.user_id',
  'auth_passkeys.user_id',
  'auth_two_factors.user_id',
  'consents.person_id',
  'invitations.used_by',
  'oauth_clients.owner_id',
  'oauth_consents.person_id',
  'orders.person_id',
  'people.verified_by',
  'prescriptions.person_id',
  'proofs.person_id',
  // Its contact goes; what was offered stays, as the order does that it became.
  'quotations.person_id',
  'recovery_codes.user_id',
  'role_grants.person_id',
  'sessions.person_id',
  // Goes with its token.
  'taken_carts.person_id',
  // Stays: what is owed is owed to whoever that was, under an id that says nothing any more.
  'value_accounts.person_id',
  'webhook_endpoints.owner_id',
];
