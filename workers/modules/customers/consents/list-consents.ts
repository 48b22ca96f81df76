import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { ownPersonId } from '../own-account.ts';
import type { ConsentsView } from '../schemas.ts';
import { type ConsentRow, consentsView, historyQuery, lastWordsQuery } from './consent-rows.ts';

/** What one has agreed to, how it stands now and how it came to that. */
export async function listConsents(ctx: Context): Promise<ConsentsView> {
  requirePermission(ctx, 'profile.own');
  const personId = ownPersonId(ctx);
  const [lastWords = [], history = []] = await ctx.db.batch<ConsentRow>([
    lastWordsQuery(personId),
    historyQuery(personId),
  ]);
  return consentsView(lastWords, history);
}
