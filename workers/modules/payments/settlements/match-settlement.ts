import type { SettlementLine } from './settlement-line.ts';

/** A payment of ours as far as a settlement can speak of it. */
export interface KnownPayment {
  paymentId: string;
  amountPaise: number;
  currency: string;
}

export interface KnownRefund {
  refundId: string;
  paymentId: string;
  amountPaise: number;
  currency: string;
}

export interface Known {
  /** By our own id. */
  payments: ReadonlyMap<string, KnownPayment>;
  /** Our ids by the provider's id of the money that moved. */
  byCapture: ReadonlyMap<string, string>;
  /** By the provider's id. */
  refunds: ReadonlyMap<string, KnownRefund>;
  /** Lines that earlier files had. */
  settledLines: ReadonlySet<string>;
  /** Captured in the days of the file, and in no earlier file. */
  expected: readonly KnownPayment[];
  /** What the provider may keep of a payment, in hundredths of a percent; null: not checked. */
  feeAtMostBasisPoints: number | null;
}

export interface Difference {
  kind: 'missing_here' | 'missing_there' | 'amount_differs' | 'currency_differs' | 'fee_differs' | 'duplicate';
  lineRef: string | null;
  paymentId: string | null;
  refundId: string | null;
  expectedPaise: number | null;
  foundPaise: number | null;
}

export interface MatchedLine extends SettlementLine {
  refundId: string | null;
}

interface Record {
  paymentId: string;
  refundId: string | null;
  amountPaise: number;
  currency: string;
}

function recordOf(line: SettlementLine, known: Known): Record | undefined {
  const paymentId = line.paymentId ?? known.byCapture.get(line.providerRef) ?? null;
  const payment = paymentId === null ? undefined : known.payments.get(paymentId);
  if (line.kind === 'payment') return payment && { ...payment, refundId: null };
  const refund = known.refunds.get(line.providerRef);
  if (refund !== undefined) return { ...refund, amountPaise: -refund.amountPaise };
  // What a checkout gave back by itself, whole, because no order came of it.
  const isWhole = payment !== undefined && line.amountPaise === -payment.amountPaise;
  return isWhole ? { ...payment, refundId: null, amountPaise: -payment.amountPaise } : undefined;
}

/** Holds every line of a file against our records and our records against the file. */
export function matchSettlement(
  lines: readonly SettlementLine[],
  known: Known,
): { lines: MatchedLine[]; differences: Difference[] } {
  const differences: Difference[] = [];
  const seen = new Set(known.settledLines);
  const paidOut = new Set<string>();
  const matched = lines.map((line): MatchedLine => {
    const record = line.kind === 'other' ? undefined : recordOf(line, known);
    const at = {
      lineRef: line.lineRef,
      paymentId: record?.paymentId ?? line.paymentId,
      refundId: record?.refundId ?? null,
    };
    const differ = (kind: Difference['kind'], expectedPaise: number | null, foundPaise: number) =>
      differences.push({ kind, ...at, expectedPaise, foundPaise });
    const key = `${line.kind} ${record?.refundId ?? record?.paymentId ?? line.lineRef}`;
    const isAgain = seen.has(line.lineRef) || (record !== undefined && paidOut.has(key));
    if (line.kind !== 'other') {
      if (isAgain) differ('duplicate', 0, line.amountPaise);
      else if (record === undefined) differ('missing_here', null, line.amountPaise);
      else {
        if (record.currency !== line.currency) differ('currency_differs', record.amountPaise, line.amountPaise);
        else if (record.amountPaise !== line.amountPaise)
          differ('amount_differs', record.amountPaise, line.amountPaise);
        const feeLimit = feeLimitOf(line, known.feeAtMostBasisPoints);
        if (feeLimit !== null && line.feePaise > feeLimit) differ('fee_differs', feeLimit, line.feePaise);
      }
    }
    seen.add(line.lineRef);
    paidOut.add(key);
    return { ...line, paymentId: at.paymentId, refundId: at.refundId };
  });
  for (const { paymentId, amountPaise } of known.expected) {
    if (paidOut.has(`payment ${paymentId}`)) continue;
    const missing = { lineRef: null, paymentId, refundId: null, expectedPaise: amountPaise, foundPaise: null };
    differences.push({ kind: 'missing_there', ...missing });
  }
  return { lines: matched, differences };
}

/** Rounded up: a provider rounds each fee by itself. */
function feeLimitOf({ kind, amountPaise }: SettlementLine, basisPoints: number | null): number | null {
  if (basisPoints === null || kind !== 'payment') return null;
  return Math.ceil((amountPaise * basisPoints) / 10_000);
}
