import { sql } from 'drizzle-orm';
import { valueAccounts } from '#db/schema/vouchers';
import { describeActor } from '#platform/access/actor';
import type { Permitted } from '#platform/context';
import { orThrow } from '#platform/errors';
import { fact, writeFacts } from '#platform/facts';
import type { ValueStanding } from '#platform/value-account-door';
import { accountFacts } from './account-facts.ts';
import type { VoucherRecord } from './schemas.ts';

type AccountRecord = Pick<VoucherRecord, 'id' | 'kind' | 'limit_paise' | 'blocked_for' | 'expires_at'>;

/** The account of a person's store credit; undefined: none was ever given. */
export async function storeCreditOf(ctx: Permitted, personId: string): Promise<AccountRecord | undefined> {
  const [row] = await ctx.db.query<AccountRecord>(
    sql`select id, kind, limit_paise, blocked_for, expires_at from ${valueAccounts}
      where kind = 'store_credit' and person_id = ${personId}::uuid`,
  );
  return row;
}

/**
 * Pays into a person's store credit, once per key: a refund, goodwill. Whoever calls has asked for the permission and writes the
 * audit. The account is opened when it is the first.
 */
export async function creditPerson(
  ctx: Permitted,
  credit: { personId: string; key: string; amountPaise: number; reference: string; reason: string },
): Promise<{ accountId: string; standing: ValueStanding }> {
  const { personId, key, amountPaise, reference, reason } = credit;
  const record = (await storeCreditOf(ctx, personId)) ?? (await openStoreCredit(ctx, personId, reason));
  const account = ctx.objects.valueAccount(record.id);
  orThrow(await account.open(accountFacts(record)));
  return { accountId: record.id, standing: orThrow(await account.credit(key, amountPaise, reference)) };
}

/** Two at once open one: the second finds the first one's. */
async function openStoreCredit(ctx: Permitted, personId: string, reason: string): Promise<AccountRecord> {
  const row = fact(valueAccounts, {
    id: ctx.ids.next(),
    kind: 'store_credit',
    personId,
    dealerId: null,
    codeHash: null,
    codeLast4: null,
    limitPaise: 0,
    issuedPaise: 0,
    blockedFor: null,
    expiresAt: null,
    issueKey: null,
    issueHash: null,
    reason,
    issuedBy: describeActor(ctx.actor),
    issuedAt: ctx.clock.now().toISOString(),
  });
  await ctx.db.batch(writeFacts([row]));
  const opened = await storeCreditOf(ctx, personId);
  if (opened === undefined) throw new Error('The store credit that was just opened is not there');
  return opened;
}
