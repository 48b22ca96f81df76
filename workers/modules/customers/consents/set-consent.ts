import { sql } from 'drizzle-orm';
import { consents } from '#db/schema/people';
import { describeActor } from '#platform/access/actor';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { currentNotice } from '#platform/notice';
import { invalidInput, parseInput } from '#platform/parse-input';
import { lockPerson } from '../addresses/address-rows.ts';
import { ownPersonId } from '../own-account.ts';
import { type ConsentsView, SetConsentBody } from '../schemas.ts';
import { type ConsentRow, consentsView, historyQuery, lastWordsQuery } from './consent-rows.ts';

/**
 * Gives a consent or takes it back, in one call either way. The ledger only grows, and only by a change: saying the same
 * again adds nothing. Agreeing needs the version of the notice that was shown.
 */
export async function setConsent(ctx: Context, input: SetConsentBody): Promise<ConsentsView> {
  requirePermission(ctx, 'profile.own');
  const personId = ownPersonId(ctx);
  const { channel, purpose, given, noticeVersion } = parseInput(SetConsentBody, input);
  if (given && noticeVersion !== currentNotice) {
    throw invalidInput([{ path: 'noticeVersion', message: `Show the present notice, ${currentNotice}, and name it` }]);
  }
  const proof = JSON.stringify({ place: 'profile', actor: describeActor(ctx.actor), requestId: ctx.requestId });
  const [, , lastWords = [], history = []] = await ctx.db.batch<ConsentRow>([
    lockPerson(personId),
    sql`insert into ${consents} (id, person_id, channel, purpose, given, notice_version, proof, at)
      select ${ctx.ids.next()}::uuid, ${personId}::uuid, ${channel}, ${purpose}, ${given}, ${currentNotice}, ${proof}::jsonb,
        ${ctx.clock.now().toISOString()}::timestamptz
      where ${given} is distinct from (select last.given from (${lastWordsQuery(personId)}) last
        where last.channel = ${channel} and last.purpose = ${purpose})`,
    lastWordsQuery(personId),
    historyQuery(personId),
  ]);
  return consentsView(lastWords, history);
}
