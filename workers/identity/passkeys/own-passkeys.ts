import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { authPasskeys } from '#db/schema/identity';
import { AppError } from '#platform/errors';
import { exactlyOne, wasRefused } from '#platform/exactly-one';
import { hurryEvents } from '#platform/hurry-events';
import type { OwnSession, PasskeyRow } from '#platform/identity-door';
import { parseInput } from '#platform/parse-input';
import { contactOf, readOwn } from '../accounts/read-account.ts';
import { auditOfPerson } from '../audit.ts';
import type { IdentityContext } from '../identity-context.ts';
import { queueMail } from '../mails.ts';
import { PasskeyProofSchema } from '../schemas.ts';
import { assertFreshProof } from './fresh-proof.ts';

interface ListedRow {
  id: string;
  name: string;
  created_at: string;
  last_used_at: string | null;
}

export async function listPasskeys(ctx: IdentityContext, own: OwnSession): Promise<PasskeyRow[]> {
  await readOwn(ctx, own);
  const rows = await ctx.db.query<ListedRow>(sql`select id, name, created_at, last_used_at from ${authPasskeys}
    where user_id = ${own.personId} order by created_at, id`);
  return rows.map(({ id, name, created_at, last_used_at }) => ({
    id,
    name,
    createdAt: new Date(created_at).toISOString(),
    lastUsedAt: last_used_at === null ? null : new Date(last_used_at).toISOString(),
  }));
}

/** Takes a passkey away, for a fresh proof; the person gets a mail. Throws `not_found` for one that is not theirs. */
export async function removePasskey(
  ctx: IdentityContext,
  own: OwnSession,
  passkeyId: string,
  input: { password?: string },
): Promise<{ removed: true }> {
  const id = parseInput(z.uuid(), passkeyId);
  const { password } = parseInput(PasskeyProofSchema, input);
  const account = await readOwn(ctx, own);
  await assertFreshProof(ctx, account, password);
  try {
    await ctx.db.batch([
      exactlyOne(sql`delete from ${authPasskeys} where id = ${id} and user_id = ${own.personId}`),
      ...auditOfPerson(ctx, own, 'identity.passkey_removed', { passkeyId: id }),
      ...(await queueMail(ctx, 'passkey_removed', await contactOf(ctx, account))),
    ]);
  } catch (error) {
    if (wasRefused(error)) throw new AppError('not_found', 'There is no such passkey.');
    throw error;
  }
  await hurryEvents(ctx);
  return { removed: true };
}
