import { type SQL, sql } from 'drizzle-orm';
import type { Statement } from '#db/client';
import { proofs } from '#db/schema/identity';
import { AppError } from '#platform/errors';
import { exactlyOne, wasRefused } from '#platform/exactly-one';
import { fact, writeFacts } from '#platform/facts';
import { hashSecret, newSecret } from '#platform/ids';
import type { IdentityContext } from '../identity-context.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** What a secret is good for, how long, and how many wrong answers it bears. */
const purposes = {
  verification: { prefix: 'vfy', lifeMs: 24 * HOUR_MS, tries: 1 },
  magic_link: { prefix: 'lnk', lifeMs: 15 * MINUTE_MS, tries: 1 },
  password_reset: { prefix: 'rst', lifeMs: 30 * MINUTE_MS, tries: 1 },
  second_factor: { prefix: 'chl', lifeMs: 5 * MINUTE_MS, tries: 5 },
  app_request: { prefix: 'arq', lifeMs: 10 * MINUTE_MS, tries: 1 },
  app_code: { prefix: 'acd', lifeMs: MINUTE_MS, tries: 1 },
} as const;
export type ProofPurpose = keyof typeof purposes;

/** Rows that are long past are swept out so many at a time, by whoever writes a new one. */
const SWEEP_SIZE = 20;

interface NewProof {
  purpose: ProofPurpose;
  /** Null: it opens nothing, and is written so that an unknown address takes as long as a known one. */
  personId: string | null;
  emailIndex: string | null;
  data: unknown;
}

/** A secret that is good once, and the statements that write it down. The secret itself is kept nowhere. */
export async function issueProof(
  ctx: IdentityContext,
  { purpose, personId, emailIndex, data }: NewProof,
): Promise<{ secret: string; statements: SQL[]; expiresInSeconds: number }> {
  const { prefix, lifeMs, tries } = purposes[purpose];
  const secret = newSecret(prefix);
  const nowMs = ctx.clock.now().getTime();
  const row = fact(proofs, {
    hash: await hashSecret(secret),
    purpose,
    personId,
    emailIndex,
    data: await ctx.box.seal(`proofs:${purpose}`, JSON.stringify(data)),
    triesLeft: tries,
    issuedAt: new Date(nowMs).toISOString(),
    expiresAt: new Date(nowMs + lifeMs).toISOString(),
    usedAt: null,
  });
  return { secret, statements: [...writeFacts([row]), sweepProofs(nowMs)], expiresInSeconds: lifeMs / 1000 };
}

const sweepProofs = (nowMs: number): SQL => sql`delete from ${proofs} where hash in (
  select hash from ${proofs} where expires_at < ${new Date(nowMs - 24 * HOUR_MS).toISOString()}::timestamptz
  limit ${SWEEP_SIZE} for update skip locked)`;

/** A proof that is still good. Reading takes nothing from it. */
export interface Proof<T> {
  hash: string;
  personId: string | null;
  data: T;
}

interface ProofRow {
  hash: string;
  person_id: string | null;
  data: string;
}

const isGood = (ctx: IdentityContext, hash: string, purpose: ProofPurpose): SQL => sql`hash = ${hash}
  and purpose = ${purpose} and used_at is null and tries_left > 0 and expires_at > ${ctx.clock.now().toISOString()}`;

async function opened<T>(ctx: IdentityContext, purpose: ProofPurpose, row: ProofRow | undefined): Promise<Proof<T>> {
  if (row === undefined) throw spent();
  const data = JSON.parse(await ctx.box.open(`proofs:${purpose}`, row.data)) as T;
  return { hash: row.hash, personId: row.person_id, data };
}

/** Looks at a proof. Throws `expired` for one that is unknown, used or too old: nobody is told which. */
export async function readProof<T>(ctx: IdentityContext, purpose: ProofPurpose, secret: string): Promise<Proof<T>> {
  const hash = await hashSecret(secret);
  const [row] = await ctx.db.query<ProofRow>(
    sql`select hash, person_id, data from ${proofs} where ${isGood(ctx, hash, purpose)}`,
  );
  return opened(ctx, purpose, row);
}

/** Takes one of the answers that a proof bears, before the answer is looked at: guessing in parallel gains nothing. */
export async function takeTry<T>(ctx: IdentityContext, purpose: ProofPurpose, secret: string): Promise<Proof<T>> {
  const hash = await hashSecret(secret);
  const [row] = await ctx.db.query<ProofRow>(sql`update ${proofs} set tries_left = tries_left - 1
    where ${isGood(ctx, hash, purpose)} returning hash, person_id, data`);
  return opened(ctx, purpose, row);
}

/** The statement that spends a proof. The one who comes second takes the whole batch back: see `commitOnce`. */
export const spendProof = (ctx: IdentityContext, { hash }: Proof<unknown>): SQL =>
  exactlyOne(
    sql`update ${proofs} set used_at = ${ctx.clock.now().toISOString()} where hash = ${hash} and used_at is null`,
  );

/** Spends whatever else somebody was sent: after a reset no older link opens the account. */
export const spendProofsOf = (ctx: IdentityContext, personId: string): SQL => sql`update ${proofs}
  set used_at = ${ctx.clock.now().toISOString()} where person_id = ${personId} and used_at is null`;

/** Commits claims and what they allow, all or nothing. Throws `expired` when somebody else had one of the claims. */
export async function commitOnce<T extends object>(
  ctx: Pick<IdentityContext, 'db'>,
  statements: readonly Statement[],
): Promise<T[][]> {
  try {
    return await ctx.db.batch<T>(statements);
  } catch (error) {
    if (wasRefused(error)) throw spent();
    throw error;
  }
}

export const spent = (): AppError => new AppError('expired', 'This was used already or is too old. Ask for a new one.');
