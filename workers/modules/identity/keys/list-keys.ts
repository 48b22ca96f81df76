import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { apiKeys } from '#db/schema/people';
import { personOf } from '#platform/access/actor';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { type KeyRecord, KeyView, keyView } from './key-view.ts';

/** Enough to show every key in force and those that ended last. */
const MAX_KEYS_SHOWN = 200;

export const KeyListView = z.object({ data: z.array(KeyView).max(MAX_KEYS_SHOWN) }).meta({ id: 'ApiKeyList' });

/** One's own keys, the newest first, also those that have ended. */
export async function listKeys(ctx: Context): Promise<z.infer<typeof KeyListView>> {
  requirePermission(ctx, 'keys.own');
  const rows = await ctx.db.query<KeyRecord>(sql`select id, owner_id, name, prefix, permissions, cors_origins, plan,
      created_at, expires_at, last_used_at, revoked_at
    from ${apiKeys} where owner_id = ${personOf(ctx.actor)}::uuid order by id desc limit ${MAX_KEYS_SHOWN}`);
  return { data: rows.map(keyView) };
}
