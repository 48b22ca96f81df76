import { sql } from 'drizzle-orm';
import type { Database } from '#db/client';
import { confirmOrders } from '#modules/campaigns';
import { createPerson, type PersonKind } from '#modules/identity';
import type { PersonActor } from '#platform/access/actor';
import { grantOf } from '#platform/access/grants';
import { recordScopeOf } from '#platform/access/record-scope';
import type { Role } from '#platform/access/roles';
import type { Permitted } from '#platform/context';
import { testContext } from '#platform/context.test-support';
import { AppError, orThrow } from '#platform/errors';
import { writeFacts } from '#platform/facts';
import type { IdentityDoor } from '#platform/identity-door';
import { randomIds } from '#platform/ids';
import type { Revocation } from '#platform/revocations-door';
import type { IdentityContext } from '../../workers/identity/identity-context.ts';
import { identityDoor } from '../../workers/identity/verbs.ts';
import { arnica, placedOrder, recordsOf, startedAt, storeId } from './placed-orders.ts';

export interface SamplePerson {
  id: string;
  name: string;
  email: string;
  phone: string;
}

/** A person with an account and everything that signing in leaves behind. */
export async function newPerson(db: Database, given: Partial<SamplePerson> & { kind?: PersonKind } = {}) {
  const ctx = testContext({ db });
  const id = randomIds.next();
  const person: SamplePerson = {
    id,
    name: 'Asha Rao',
    email: `asha.${id}@example.com`,
    phone: '+919812345678',
    ...given,
  };
  const at = ctx.clock.now().toISOString();
  const [accountId, factorId, passkeyId, sessionId] = [1, 2, 3, 4].map(() => randomIds.next());
  const blind = `${await ctx.personal.indexOf('email', person.email)}@blind.invalid`;
  await db.batch([
    ...(await createPerson(ctx, { ...person, kind: given.kind ?? 'customer', language: 'en', grantedBy: 'sign_up' })),
    sql`insert into auth_users (id, name, email, email_verified, two_factor_enabled, created_at, updated_at)
      values (${id}, '', ${blind}, true, true, ${at}, ${at})`,
    sql`insert into auth_accounts (id, account_id, provider_id, user_id, password, created_at, updated_at)
      values (${accountId}, ${id}, 'credential', ${id}, 'hash', ${at}, ${at})`,
    sql`insert into auth_two_factors (id, user_id, secret, verified, last_step, created_at)
      values (${factorId}, ${id}, 'sealed', true, 0, ${at})`,
    sql`insert into recovery_codes (user_id, code_hash) values (${id}, 'hash')`,
    sql`insert into auth_passkeys (id, user_id, name, public_key, credential_id, counter, device_type, backed_up, transports,
        aaguid, created_at)
      values (${passkeyId}, ${id}, ${`${person.name}'s phone`}, 'key', ${id}, 0, 'singleDevice', false, '{}', '', ${at})`,
    sql`insert into proofs (hash, purpose, person_id, data, tries_left, issued_at, expires_at)
      values (${`proof-${id}`}, 'magic_link', ${id}, 'sealed', 1, ${at}, ${at})`,
    sql`insert into sessions (id, person_id, created_at, last_used_at, device, place, network)
      values (${sessionId}, ${id}, ${at}, ${at}, 'Chrome on Android', 'Pune, IN', '203.0.113')`,
    sql`insert into refresh_tokens (hash, session_id, issued_at, expires_at) values (${`token-${id}`}, ${sessionId}, ${at}, ${at})`,
  ]);
  return person;
}

interface As {
  role?: Role;
  scope?: 'own' | 'all';
  /** How long ago the second factor was shown; undefined: never. */
  secondFactorAgoMs?: number;
  clientId?: string;
}

export const actorOf = (personId: string, as: As = {}): PersonActor => ({
  kind: 'person',
  personId,
  sessionId: randomIds.next(),
  grants: [grantOf({ role: as.role ?? 'customer', scope: as.scope ?? 'own' })],
  secondFactorAtMs: as.secondFactorAgoMs === undefined ? null : Date.now() - as.secondFactorAgoMs,
  clientId: as.clientId ?? null,
});

/** The door of identity over the records of a test. */
export function identityOver(db: Database, revoked: Revocation[] = []): IdentityDoor {
  const objects = {
    revocations: () => ({ revoke: async (more: readonly Revocation[]) => void revoked.push(...more) }),
  };
  const ctx = { ...testContext({ db, actor: { kind: 'system', name: 'identity' } }), objects };
  const door = identityDoor(() => ctx as unknown as IdentityContext);
  return new Proxy(door, {
    // These tests have no sessions to show: who asks stands in the actor.
    get: (target, name) =>
      name === 'me'
        ? async ({ personId }: { personId: string }) => {
            const { account } = orThrow(await target.describeAccount(personId));
            return { ok: true, value: account };
          }
        : Reflect.get(target, name),
  });
}

/** What a verb gets when this person asks: row-level security holds. */
export function contextFor(db: Database, actor: PersonActor, brought: Partial<Permitted> = {}): Permitted {
  return testContext({
    actor,
    db: db.within(recordScopeOf(actor, Date.now())),
    identity: identityOver(db),
    requestId: `req-${actor.personId}`,
    ...brought,
  });
}

export const home = {
  label: 'Home',
  name: 'Asha Rao',
  phone: '+919812345678',
  line1: '14 Prabhat Road',
  city: 'Pune',
  stateCode: '27',
  postalCode: '411004',
} as const;

/** The code of a refusal, or `done`. */
export const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );

/** An order of this person as a checkout writes it, and the message that confirms it. */
export async function orderOf(db: Database, person: SamplePerson): Promise<string> {
  const ctx = testContext({ db });
  const placed = placedOrder([{ productId: arnica, quantity: 2, totalPaise: 25_100 }]);
  const { orderId } = placed;
  await db.batch([
    ...writeFacts(await recordsOf(ctx.personal, placed, person)),
    sql`update orders set person_id = ${person.id}::uuid where id = ${orderId}::uuid`,
  ]);
  const event = { id: randomIds.next(), type: 'order.placed', version: 1, subject: orderId, storeId, data: placed };
  const body = { ...event, occurredAt: startedAt, correlationId: 'test' };
  await confirmOrders(ctx, { name: 'Tincture', url: 'https://t.example' }, [{ id: '1', body, attempts: 1 }]);
  return orderId;
}
