import { type LicenceTerm, licenceLapsed, licensedUntil, requireLicences } from '#modules/licences';
import { AppError } from '#platform/errors';
import type { DealerAccount, DealerTrade } from './read-dealer.ts';

/** The last day through which a firm may be billed; null: not on `day`. A firm that is not active may not, whatever it holds. */
export const billableUntil = (
  dealer: { status: DealerTrade['status']; licences: readonly LicenceTerm[] } | undefined,
  day: string,
): string | null => (dealer?.status === 'active' ? licensedUntil(dealer.licences, 'dealer', day) : null);

/** Throws `licence_lapsed` for a firm that is suspended or not approved yet, or whose licence is not in force on `day`. */
export function requireBillable({ status, licences }: DealerTrade, day: string): void {
  if (status !== 'active') throw licenceLapsed([`an active dealer; this one is ${status}`]);
  requireLicences(licences, 'dealer', day);
}

/** Throws `conflict` (`reason: 'overdue'`) for a firm with a bill that stands longer than its terms and grace allow. */
export function requireNotOverdue({ health, terms }: Pick<DealerAccount, 'health' | 'terms'>): void {
  if (!health.isBlocked) return;
  const [oldest] = health.bills;
  throw new AppError('conflict', 'Bills are overdue: nothing more is given on credit until they are paid.', {
    extensions: {
      reason: 'overdue',
      overduePaise: health.overduePaise,
      oldestOrderId: oldest?.orderId,
      overdueDays: oldest?.overdueDays,
      graceDays: terms.graceDays,
    },
  });
}
