import type { Consent } from '../../api/account-views.ts';

const channels = ['email', 'whatsapp', 'sms'] as const;
export type ConsentRow = { channel: (typeof channels)[number]; given: boolean; at: string | null };

/** One row a channel: what the ledger says last. What nobody was asked for is not given. */
export function consentRows(consents: readonly Consent[]): ConsentRow[] {
  const marketing = consents.filter(({ purpose }) => purpose === 'marketing');
  return channels.map((channel) => {
    const last = marketing.find((consent) => consent.channel === channel);
    return { channel, given: last?.given ?? false, at: last?.at ?? null };
  });
}
