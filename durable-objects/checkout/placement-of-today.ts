import type { OrderDraft } from '#modules/orders';
import type { Placement, Step } from './placement.ts';

/** A step as it was written down before there were payments to wait for: what it drew up stood in the step. */
type StoredStep = Step | ({ at: string } & Partial<Record<'draft' | 'next' | 'failure', unknown>>);
type StoredPlacement = Omit<Placement, 'step'> & { step: StoredStep };

/** A placement as it was written down, maybe by an older program: what it lacks gets its meaning here. */
export function placementOfToday(stored: StoredPlacement): Placement {
  if (stored.coupons !== undefined) return stored as Placement;
  const draft = ('draft' in stored.step ? (stored.step.draft as OrderDraft) : null) ?? null;
  return {
    ...stored,
    step: stored.step as Step,
    request: { ...stored.request, vouchers: [], creditAccountId: null, returnUrl: '', statement: '', takenBy: null },
    round: stored.attempt,
    startedAtMs: 0,
    dueAtMs: 0,
    coupons: [],
    couponsReserved: 0,
    shares: [],
    sharesReserved: 0,
    heldUntilMs: 0,
    draft,
    paymentId: null,
    isShown: true,
    revision: 1,
    trail: [],
  };
}
