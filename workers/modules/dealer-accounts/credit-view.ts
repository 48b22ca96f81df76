import * as z from 'zod';
import { MoneyView } from '#modules/catalog';
import { inr } from '#platform/money';
import type { ValueStanding } from '#platform/value-account-door';
import type { DealerAccount } from './read-dealer.ts';

/** Bills shown one by one; the sums count all of them. */
const maxShownBills = 100;

export const DealerCreditView = z
  .strictObject({
    dealerId: z.uuid(),
    name: z.string(),
    status: z.enum(['pending', 'active', 'suspended']),
    hasCredit: z.boolean(),
    limit: MoneyView,
    owed: MoneyView,
    /** What may still be ordered on credit: 0 while it is blocked or overdue. */
    available: MoneyView,
    overdue: MoneyView,
    /** Paid in and not needed for any bill yet. */
    unapplied: MoneyView,
    isBlocked: z.boolean(),
    blockedFor: z.string().nullable(),
    terms: z.strictObject({ termDays: z.int(), graceDays: z.int() }),
    /** Open bills by their age in days. */
    ageing: z.strictObject({ upTo30: MoneyView, upTo60: MoneyView, upTo90: MoneyView, over90: MoneyView }),
    bills: z
      .array(
        z.strictObject({
          orderId: z.string(),
          day: z.iso.date(),
          dueDay: z.iso.date(),
          open: MoneyView,
          ageDays: z.int(),
          overdueDays: z.int(),
        }),
      )
      .max(maxShownBills)
      .meta({ description: 'What is open, the oldest first' }),
  })
  .meta({ id: 'DealerCredit' });
export type DealerCreditView = z.infer<typeof DealerCreditView>;

/** `standing`: of the account itself; null where no credit was given. */
export function dealerCreditView(dealer: DealerAccount, standing: ValueStanding | null): DealerCreditView {
  const { health } = dealer;
  const isBlocked = health.isBlocked || dealer.blockedFor !== null;
  return {
    dealerId: dealer.id,
    name: dealer.name,
    status: dealer.status,
    hasCredit: dealer.accountId !== null,
    limit: inr(dealer.limitPaise),
    owed: inr(standing === null ? health.owedPaise : Math.max(0, -standing.balancePaise)),
    available: inr(isBlocked || standing === null ? 0 : standing.availablePaise),
    overdue: inr(health.overduePaise),
    unapplied: inr(health.unappliedPaise),
    isBlocked,
    blockedFor: dealer.blockedFor ?? (health.isBlocked ? 'Bills are overdue' : null),
    terms: dealer.terms,
    ageing: {
      upTo30: inr(health.ageing.upTo30Paise),
      upTo60: inr(health.ageing.upTo60Paise),
      upTo90: inr(health.ageing.upTo90Paise),
      over90: inr(health.ageing.over90Paise),
    },
    bills: health.bills.slice(0, maxShownBills).map(({ openPaise, ...bill }) => ({ ...bill, open: inr(openPaise) })),
  };
}
