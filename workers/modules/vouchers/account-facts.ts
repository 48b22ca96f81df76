import type { ValueAccountFacts } from '#platform/value-account-door';
import type { VoucherRecord } from './schemas.ts';

/** What the account itself must know of its record. */
export const accountFacts = ({
  id,
  kind,
  limit_paise,
  blocked_for,
  expires_at,
}: Pick<VoucherRecord, 'id' | 'kind' | 'limit_paise' | 'blocked_for' | 'expires_at'>): ValueAccountFacts => ({
  accountId: id,
  kind,
  limitPaise: limit_paise,
  blockedFor: blocked_for,
  expiresAtMs: expires_at === null ? null : new Date(expires_at).getTime(),
});
