import { sql } from 'drizzle-orm';
import { people } from '#db/schema/people';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context } from '#platform/context';
import { writeFacts } from '#platform/facts';
import { parseInput } from '#platform/parse-input';
import { getMe } from './get-me.ts';
import { ownPersonId } from './own-account.ts';
import { ChangeMeBody, type MeView } from './schemas.ts';

/** Changes name, phone or language of whoever asks. A null phone removes it. */
export async function changeMe(ctx: Context, input: ChangeMeBody): Promise<MeView> {
  requirePermission(ctx, 'profile.own');
  const personId = ownPersonId(ctx);
  const change = parseInput(ChangeMeBody, input);
  const { name, phone, language } = change;
  const { personal } = ctx;
  const [sealedName, sealedPhone, phoneIndex] = await Promise.all([
    name === undefined ? null : personal.seal('people.name', name),
    phone ? personal.seal('people.phone', phone) : null,
    phone ? personal.indexOf('phone', phone) : null,
  ]);
  const changesPhone = phone !== undefined;
  await ctx.db.batch([
    sql`update ${people} set
        name = coalesce(${sealedName}, name), language = coalesce(${language ?? null}, language),
        phone = case when ${changesPhone} then ${sealedPhone} else phone end,
        phone_index = case when ${changesPhone} then ${phoneIndex} else phone_index end
      where id = ${personId}::uuid and status <> 'erased'`,
    ...writeFacts([
      auditFact(ctx, { action: 'profile.change', subject: personId, facts: { changed: Object.keys(change).sort() } }),
    ]),
  ]);
  return getMe(ctx);
}
