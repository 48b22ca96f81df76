import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { apiKeys } from '#db/schema/people';
import { personOf } from '#platform/access/actor';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context } from '#platform/context';
import { AppError } from '#platform/errors';
import { exactlyOne, wasRefused } from '#platform/exactly-one';
import { writeFacts } from '#platform/facts';
import { parseInput } from '#platform/parse-input';
import { InForceEverywhere } from '../grants/in-force-everywhere.ts';
import { revokeTokens } from '../grants/revoke-tokens.ts';

const RevokeKeySchema = z.strictObject({ keyId: z.uuid() });
export const RevokedKeyView = z
  .object({
    id: z.uuid(),
    revokedAt: z.iso.datetime(),
    inForceEverywhere: InForceEverywhere,
  })
  .meta({ id: 'RevokedApiKey' });

/** Ends a key of one's own. Throws `not_found` for one that is not, or that has ended. */
export async function revokeKey(
  ctx: Context,
  input: z.input<typeof RevokeKeySchema>,
): Promise<z.infer<typeof RevokedKeyView>> {
  requirePermission(ctx, 'keys.own');
  const { keyId } = parseInput(RevokeKeySchema, input);
  const revokedAt = ctx.clock.now().toISOString();
  try {
    await ctx.db.batch([
      exactlyOne(sql`update ${apiKeys} set revoked_at = ${revokedAt}
        where id = ${keyId} and owner_id = ${personOf(ctx.actor)}::uuid and revoked_at is null`),
      ...writeFacts([auditFact(ctx, { action: 'keys.revoke', subject: keyId, after: { revokedAt } })]),
    ]);
  } catch (error) {
    if (wasRefused(error)) throw new AppError('not_found', 'There is no such key.');
    throw error;
  }
  return { id: keyId, revokedAt, inForceEverywhere: await revokeTokens(ctx, [{ kind: 'key', keyId }]) };
}
