import { sql } from 'drizzle-orm';
import { decodeJwt, type JWTPayload } from 'jose';
import type { Database } from '#db/client';
import { messages } from '#db/schema/campaigns';
import { fixedClock } from '#platform/clock';
import type { Visitor } from '#platform/context';
import { testPersonalKeys } from '#platform/context.test-support';
import { type ErrorCode, orThrow, type Result } from '#platform/errors';
import type { IdentityDoor, OwnSession, SignInOutcome, Tokens } from '#platform/identity-door';
import { randomIds } from '#platform/ids';
import type { Quota, QuotaState, RateLimiterDoor } from '#platform/rate-limiter-door';
import type { Revocation } from '#platform/revocations-door';
import { sealer } from '#platform/seal';
import type { IdentityContext } from './identity-context.ts';
import { codeOf, stepAt } from './second-factor/one-time-code.ts';
import { secretBox } from './secrets/secret-box.ts';
import { keyRing } from './tokens/signing-keys.ts';
import { identityDoor } from './verbs.ts';

export const phone: Visitor = {
  address: '203.0.113.7',
  userAgent: 'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36',
  place: 'Pune, IN',
};
export const laptop: Visitor = {
  address: '2001:db8:1:2:3:4:5:6',
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  place: 'Mumbai, IN',
};

/** A quota as the object keeps it, on the test's clock. */
function memoryLimiter(nowMs: () => number): (subject: string) => RateLimiterDoor {
  const windows = new Map<string, { used: number; endsMs: number }>();
  return (subject) => ({
    async take({ name, limit, windowSeconds }: Quota, cost = 1): Promise<QuotaState> {
      const key = `${subject} ${name}`;
      const known = windows.get(key);
      const fresh = { used: 0, endsMs: nowMs() + windowSeconds * 1000 };
      const current = known !== undefined && nowMs() < known.endsMs ? known : fresh;
      const isAllowed = current.used + cost <= limit;
      if (isAllowed) current.used += cost;
      windows.set(key, current);
      return { isAllowed, remaining: limit - current.used, resetSeconds: (current.endsMs - nowMs()) / 1000 };
    },
    async reset({ name }) {
      windows.delete(`${subject} ${name}`);
    },
  });
}

export type Identity = ReturnType<typeof openTestIdentity>;

let people = 0;

/** The verbs of identity over a real database, with a clock that stands still, exact quotas and a list of what was revoked. */
export function openTestIdentity(db: Database, at = '2026-11-22T12:00:00Z', outside: IdentityContext['outside'] = []) {
  const clock = fixedClock(at);
  const revoked: Revocation[] = [];
  const personal = sealer(testPersonalKeys);
  const rateLimiter = memoryLimiter(() => clock.now().getTime());
  const shared: Omit<IdentityContext, 'visitor' | 'requestId'> = {
    actor: { kind: 'system', name: 'identity' },
    clock,
    ids: randomIds,
    db,
    personal,
    shop: { name: 'Tincture', url: 'https://shop.example' },
    outside,
    box: secretBox('a secret of the tests, long enough to be one'),
    signingKeys: keyRing(),
    objects: {
      rateLimiter,
      revocations: () => ({
        revoke: async (more) => void revoked.push(...more),
        since: async () => ({ version: 0, isWhole: true, hasMore: false, entries: [] }),
      }),
      outboxRelay: () => ({ kick: async () => undefined }),
    },
  };
  const context = (visitor: Visitor): IdentityContext => ({ ...shared, visitor, requestId: randomIds.next() });
  const door: IdentityDoor = identityDoor(context);

  /** What was written to somebody, the newest first. */
  async function mailsTo(email: string): Promise<{ purpose: string; text: string; html: string; title: string }[]> {
    const index = await personal.indexOf('email', email);
    const rows = await db.query<{ purpose: string; content: string }>(sql`select purpose, content from ${messages}
      where recipient_index = ${index} order by queued_at desc, id desc`);
    return Promise.all(
      rows.map(async ({ purpose, content }) => {
        const { title, bodyText, bodyHtml } = JSON.parse(await personal.open('messages.content', content));
        return { purpose, title, text: bodyText, html: bodyHtml };
      }),
    );
  }

  /** The secret in the newest mail of a kind. */
  async function linkIn(email: string, kind: string): Promise<string> {
    const mail = (await mailsTo(email)).find(({ purpose }) => purpose === `account.${kind}`);
    const secret = /[?&]token=([\w-]+)/.exec(mail?.text ?? '')?.[1];
    if (secret === undefined) throw new Error(`No link in a mail ${kind}`);
    return secret;
  }

  return { db, clock, revoked, personal, context, door, mailsTo, linkIn };
}

export interface TestAccount {
  email: string;
  password: string;
  credentials: { email: string; password: string };
  personId: string;
  tokens: Tokens;
  own: OwnSession;
}

/** An account as anybody makes one: sign-up, mail, link. */
export async function makeAccount({ door, linkIn }: Identity, visitor = phone): Promise<TestAccount> {
  people += 1;
  const email = `person-${people}-${randomIds.next()}@example.com`;
  const password = 'seven brown remedies';
  orThrow(await door.signUp({ name: 'Asha Rao', email, password, language: 'en' }, visitor));
  const outcome = orThrow(await door.verifyEmail({ token: await linkIn(email, 'verify_email') }, visitor));
  const { personId, tokens } = signedIn(outcome);
  return { email, password, credentials: { email, password }, personId, tokens, own: ownOf(tokens) };
}

/** The verbs with something that happens after they have read and before they write: the first commit waits for it. */
export function doorWith(identity: Identity, meanwhile: () => Promise<unknown>): IdentityDoor {
  let waits: (() => Promise<unknown>) | undefined = meanwhile;
  const batch: Database['batch'] = async (statements) => {
    const first = waits;
    waits = undefined;
    await first?.();
    return identity.db.batch(statements);
  };
  return identityDoor((visitor) => ({ ...identity.context(visitor), db: { ...identity.db, batch } }));
}

/** Sets up an authenticator app; `code` is what it shows at the clock's time. */
export async function addTotp(identity: Identity, account: TestAccount) {
  const { door, clock } = identity;
  const { secret } = orThrow(await door.beginTotp(account.own, { password: account.password }));
  const code = () => codeOf(secret, stepAt(clock.now()));
  const { recoveryCodes, tokens } = orThrow(await door.confirmTotp(account.own, { code: await code() }, phone));
  clock.advanceMs(30_000);
  return { secret, code, recoveryCodes, tokens };
}

export function signedIn(outcome: SignInOutcome): Extract<SignInOutcome, { kind: 'signed_in' }> {
  if (outcome.kind !== 'signed_in') throw new Error(`Expected to be signed in: ${outcome.kind}`);
  return outcome;
}

export function challenged(outcome: SignInOutcome): Extract<SignInOutcome, { kind: 'second_factor' }> {
  if (outcome.kind !== 'second_factor') throw new Error(`Expected a challenge: ${outcome.kind}`);
  return outcome;
}

export const claimsOf = (tokens: Tokens): JWTPayload => decodeJwt(tokens.accessToken);

export const ownOf = (tokens: Tokens): OwnSession => {
  const { sub, sid } = claimsOf(tokens);
  return { personId: String(sub), sessionId: String(sid) };
};

export const codeOfFailure = (result: Result<unknown>): ErrorCode | undefined =>
  result.ok ? undefined : result.failure.code;

/** Fifty callers in the same moment; answers how many got it and how the others failed. */
export async function race<T>(attempt: () => Promise<Result<T>>): Promise<{ won: T[]; lost: ErrorCode[] }> {
  const results = await Promise.all(Array.from({ length: 50 }, attempt));
  return {
    won: results.flatMap((result) => (result.ok ? [result.value] : [])),
    lost: results.flatMap((result) => (result.ok ? [] : [result.failure.code])),
  };
}
