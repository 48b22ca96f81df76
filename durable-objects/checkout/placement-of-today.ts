import type { OrderDraft } from '#modules/orders';
import type { Placement, Step } from './placement.ts';

/** A step as it was written down before there were payments to wait for: what it drew up stood in the step. */
type StoredStep = Step | ({ at: string } & Partial<Record<'draft' | 'next' | 'failure', unknown>>);
type StoredPlacement = Omit<Placement, 'step'> & { step: StoredStep };

/** What an order and its payment had to say before they could be changed, paid in parts and given back. */
function draftOfToday(draft: OrderDraft): OrderDraft {
  const { order, payments, timeline } = draft;
  const couponUses = draft.couponUses ?? [];
  const wasUnknown = {
    version: 1,
    stoppedFor: null,
    taxIncluded: null,
    priceExplanation: null,
    couponUses,
    dealerId: null,
    takenBy: null,
  };
  const wasPending = { provider: 'manual' as const, providerRef: null, capturedAt: null, refundedPaise: 0 };
  const wasSilent = { actor: null, note: null, isInternal: false };
  return {
    ...draft,
    couponUses,
    order: { ...wasUnknown, ...order },
    timeline: timeline.map((entry) => ({ ...wasSilent, ...entry })),
    payments: payments.map((payment) => ({ ...wasPending, ...payment })),
  };
}

/** A placement as it was written down, maybe by an older program: what it lacks gets its meaning here. */
export function placementOfToday(stored: StoredPlacement): Placement {
  if (stored.coupons !== undefined) return stored as Placement;
  const drawnUp = 'draft' in stored.step ? (stored.step.draft as OrderDraft | undefined) : undefined;
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
    draft: drawnUp === undefined ? null : draftOfToday(drawnUp),
    paymentId: null,
    isShown: true,
    revision: 1,
    trail: [],
  };
}
