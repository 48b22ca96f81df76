import { type SQL, sql } from 'drizzle-orm';
import { dealers, licences } from '#db/schema/people';
import { creditTerms } from '#db/schema/trade-orders';
import { valueAccounts, valueEntries } from '#db/schema/vouchers';
import type { LicenceTerm } from '#modules/licences';
import { dayIn } from '#platform/clock';
import type { Permitted } from '#platform/context';
import { type CreditHealth, type CreditTerms, creditHealth } from './ageing.ts';

/** The state of a firm and its licences, as far as whoever asks may see them. */
export interface DealerTrade {
  id: string;
  name: string;
  status: 'pending' | 'active' | 'suspended';
  licences: LicenceTerm[];
}

export interface DealerAccount extends DealerTrade {
  /** Null: no credit was ever given. */
  accountId: string | null;
  limitPaise: number;
  blockedFor: string | null;
  terms: CreditTerms;
  health: CreditHealth;
}

interface Row {
  id: string;
  name: string;
  status: DealerTrade['status'];
  licences: LicenceTerm[] | null;
  account_id: string | null;
  limit_paise: number | null;
  blocked_for: string | null;
  terms: CreditTerms | null;
  entries: { amountPaise: number; reference: string; at: string }[] | null;
  time_zone: string | null;
}

/** An expression: a JSON array of `LicenceTerm` of a firm. */
export const licenceTermsOf = (dealer: SQL): SQL => sql`(select jsonb_agg(jsonb_build_object('kind', l.kind,
    'validFrom', l.valid_from, 'validTo', l.valid_to)) from ${licences} l
  where l.holder_kind = 'dealer' and l.holder_id = ${dealer} and l.withdrawn_at is null)`;

const dealerQuery = (dealerId: string, day: string): SQL => sql`
  select d.id, d.name, d.status, ${licenceTermsOf(sql`d.id`)} as licences,
    a.id as account_id, a.limit_paise, a.blocked_for,
    (select jsonb_build_object('termDays', t.term_days, 'graceDays', t.grace_days) from ${creditTerms} t
      where (t.dealer_id = d.id or t.dealer_id is null) and t.valid_from <= ${day}::date
      order by t.dealer_id is null, t.valid_from desc, t.set_at desc limit 1) as terms,
    (select jsonb_agg(jsonb_build_object('amountPaise', e.amount_paise, 'reference', e.reference, 'at', e.at)
      order by e.sequence) from ${valueEntries} e where e.account_id = a.id) as entries,
    (select s.time_zone from stores s order by s.position limit 1) as time_zone
  from ${dealers} d left join ${valueAccounts} a on a.dealer_id = d.id and a.kind = 'dealer_credit'
  where d.id = ${dealerId}::uuid`;

/** Where nobody has set terms: what was bought on credit is due at once, so that a missing row never lends. */
const noTerms: CreditTerms = { termDays: 0, graceDays: 0 };

/**
 * A firm with its account. Its limit is decided by the account itself; how old its bills are by the entries that the account has
 * written, which are seconds behind: terms are counted in days. Undefined: no such dealer for whoever asks.
 */
export async function readDealer(ctx: Permitted, dealerId: string): Promise<DealerAccount | undefined> {
  const now = ctx.clock.now();
  const [row] = await ctx.db.query<Row>(dealerQuery(dealerId, now.toISOString().slice(0, 10)));
  if (row === undefined) return undefined;
  const timeZone = row.time_zone ?? 'Asia/Kolkata';
  const terms = row.terms ?? noTerms;
  const entries = (row.entries ?? []).map(({ at, ...entry }) => ({ ...entry, day: dayIn(timeZone, new Date(at)) }));
  return {
    id: row.id,
    name: row.name,
    status: row.status,
    licences: row.licences ?? [],
    accountId: row.account_id,
    limitPaise: row.limit_paise ?? 0,
    blockedFor: row.blocked_for,
    terms,
    health: creditHealth(entries, terms, dayIn(timeZone, now)),
  };
}

/** The firm that a person orders for; undefined: none. */
export async function dealerOfPerson(ctx: Permitted, personId: string): Promise<string | undefined> {
  const [row] = await ctx.db.query<{ dealer_id: string | null }>(
    sql`select dealer_id from people where id = ${personId}::uuid`,
  );
  return row?.dealer_id ?? undefined;
}
