import { sql } from 'drizzle-orm';
import type { Database } from '#db/client';
import { stores } from '#db/schema/inventory';
import { createPerson, type NewGrant, type PersonKind, readGrantClaims } from '#modules/identity';
import type { PersonActor } from '#platform/access/actor';
import { grantOf } from '#platform/access/grants';
import { recordScopeOf } from '#platform/access/record-scope';
import type { Role } from '#platform/access/roles';
import { type Clock, fixedClock } from '#platform/clock';
import type { Permitted } from '#platform/context';
import { testContext } from '#platform/context.test-support';
import { succeed } from '#platform/errors';
import { fact, writeFacts } from '#platform/facts';
import { randomIds } from '#platform/ids';
import type { Objects } from '#platform/objects';
import type { Revocation } from '#platform/revocations-door';
import { openContent, openRecipient } from '../../workers/modules/campaigns/message-content.ts';

export type TestClock = ReturnType<typeof fixedClock>;

/** Everything that somebody of a test works with: records by the rows that are theirs, and what was revoked and ended. */
export interface Office {
  db: Database;
  clock: TestClock;
  revoked: Revocation[];
  ended: string[];
  /** Set, it makes every revocation fail. */
  breakRevocations: boolean;
  /** As somebody or something: through the row-level security that the gateway's statements meet. */
  as(actor: Permitted['actor']): Permitted;
  /** Above row-level security, as the identity Worker works. */
  platform: Permitted;
  /** A new person with a role, as they come in: with the grants that their token would carry and a fresh second factor. */
  join(role: Role | null, scope?: NewGrant['scope'], change?: Partial<NewGrant>): Promise<PersonActor>;
  /** The same person with what they hold now. */
  renew(actor: PersonActor): Promise<PersonActor>;
  newStore(): Promise<string>;
}

let people = 0;

export function openOffice(db: Database): Office {
  const clock = fixedClock('2026-11-22T12:00:00.000Z');
  const office: Office = {
    db,
    clock,
    revoked: [],
    ended: [],
    breakRevocations: false,
    as: (actor) =>
      testContext({
        actor,
        clock,
        db: db.within(recordScopeOf(actor, clock.now().getTime())),
        objects: {
          outboxRelay: () => ({ kick: async () => undefined }),
          revocations: () => ({
            async revoke(revocations: readonly Revocation[]) {
              if (office.breakRevocations) throw new Error('away');
              office.revoked.push(...revocations);
            },
          }),
        } as unknown as Objects,
        identity: {
          async endAllSessions(personId: string) {
            office.ended.push(personId);
            return succeed({ ended: 1 });
          },
        } as Permitted['identity'],
      }),
    platform: testContext({ db, clock }),
    async join(role, scope = 'all', change = {}) {
      const id = randomIds.next();
      await db.batch(await joining(office.platform, id, role, scope, change));
      return actorOf(db, clock, id);
    },
    renew: ({ personId }) => actorOf(db, clock, personId),
    async newStore() {
      const id = randomIds.next();
      await db.batch(writeFacts([fact(stores, { ...store, id, code: id.slice(-6), slug: id })]));
      return id;
    },
  };
  return office;
}

const kinds: Partial<Record<Role, PersonKind>> = {
  customer: 'customer',
  doctor: 'doctor',
  dealer: 'dealer',
  partner: 'partner',
};

async function joining(
  ctx: Permitted,
  id: string,
  role: Role | null,
  scope: NewGrant['scope'],
  change: Partial<NewGrant>,
) {
  people += 1;
  const grant = role === null ? null : { role, scope, limits: {}, expiresAt: null, ...change };
  return createPerson(ctx, {
    id,
    kind: role === null ? 'customer' : (kinds[role] ?? 'staff'),
    name: `Asha Rao ${people}`,
    email: `asha.rao.${people}@example.com`,
    phone: `+9198123${String(people).padStart(5, '0')}`,
    language: people % 2 === 0 ? 'hi' : 'en',
    grant,
    grantedBy: 'sign_up',
  });
}

async function actorOf(db: Database, clock: Clock, personId: string): Promise<PersonActor> {
  const claims = await readGrantClaims(db, personId, clock.now());
  return {
    kind: 'person',
    personId,
    sessionId: randomIds.next(),
    grants: claims.map(grantOf),
    secondFactorAtMs: clock.now().getTime(),
    clientId: null,
  };
}

const store = {
  name: 'Tincture Pune',
  line1: '221 Laxmi Road',
  city: 'Pune',
  state: 'Maharashtra',
  stateCode: '27',
  postalCode: '411030',
  phone: '+912055500101',
  gstin: '27AAPFU0939F1ZV',
  licenceNumber: '20-C/MH/PUN/1021',
  timeZone: 'Asia/Kolkata',
  hours: [],
  fulfils: ['delivery'],
  position: 9,
};

/** What the audit tells of a subject, the newest last. */
export const auditOf = (db: Database, subject: string) =>
  db.query<{ action: string; actor: string; before: unknown; after: unknown; reason: string | null }>(
    sql`select action, actor, before, after, reason from audit_log where subject = ${subject} order by at, id`,
  );

/** The code of a refusal, its message where it has none, or `done`. */
export const refusal = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: Error & { code?: string }) => error.code ?? error.message,
  );

/** The roles that somebody holds now, in the order of the alphabet; `undefined` stands for custom ones. */
export const rolesOf = async ({ db, clock }: Office, personId: string): Promise<string[]> =>
  (await readGrantClaims(db, personId, clock.now()))
    .map(({ role }) => String(role))
    .toSorted((a, b) => a.localeCompare(b));

/** The messages of a purpose, opened, in the order in which they were queued. */
export async function lettersFor({ db, platform }: Office, purpose: string) {
  const rows = await db.query<Parameters<typeof openRecipient>[1] & { language: string }>(
    sql`select recipient, content, title, body_text, body_html, language from messages where purpose = ${purpose}
      order by queued_at, id`,
  );
  return Promise.all(
    rows.map(async (row) => ({
      recipient: await openRecipient(platform.personal, row),
      language: row.language,
      ...(await openContent(platform.personal, row)),
    })),
  );
}

/** An office whose company has no owner yet, whatever the test before it made. */
export async function openOfficeWithoutOwners(db: Database): Promise<Office> {
  await db.query(sql`update role_grants set revoked_at = now() where role = 'owner'`);
  return openOffice(db);
}
