import { sql } from 'drizzle-orm';
import { consents } from '#db/schema/people';
import { currentNotice } from '#platform/notice';
import { maxConsentHistory } from '../limits.ts';
import { type ConsentState, type ConsentsView, consentChannels, consentPurposes } from '../schemas.ts';

export interface ConsentRow {
  channel: ConsentState['channel'];
  purpose: string;
  given: boolean;
  notice_version: string;
  at: string;
}

/** The last word on every channel and purpose. */
export const lastWordsQuery = (personId: string) => sql`
  select distinct on (channel, purpose) channel, purpose, given, notice_version, at
  from ${consents} where person_id = ${personId}::uuid order by channel, purpose, at desc, id desc`;

export const historyQuery = (personId: string) => sql`
  select channel, purpose, given, notice_version, at
  from ${consents} where person_id = ${personId}::uuid order by at desc, id desc limit ${maxConsentHistory}`;

const said = ({ channel, purpose, given, notice_version, at }: ConsentRow) => ({
  channel,
  purpose,
  given,
  noticeVersion: notice_version,
  at: new Date(at).toISOString(),
});

/** Whoever never said anything has not agreed. */
export function consentsView(lastWords: readonly ConsentRow[], history: readonly ConsentRow[]): ConsentsView {
  const data = consentChannels.flatMap((channel) =>
    consentPurposes.map((purpose): ConsentState => {
      const row = lastWords.find((last) => last.channel === channel && last.purpose === purpose);
      return row === undefined ? { channel, purpose, given: false, noticeVersion: null, at: null } : said(row);
    }),
  );
  return { notice: currentNotice, data, history: history.map(said) };
}
