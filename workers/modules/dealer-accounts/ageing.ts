/** A movement of a dealer's account: what was billed to it (negative) and what was paid in, returns included. */
export interface CreditEntry {
  /** Negative for what was taken. */
  amountPaise: number;
  /** The order that was billed or given back; of a payment, its own words. */
  reference: string;
  /** Calendar day, YYYY-MM-DD, in the company's time zone. */
  day: string;
}

/** Within how many days a dealer pays, and how many more pass before nothing more is given on credit. */
export interface CreditTerms {
  termDays: number;
  graceDays: number;
}

interface OpenBill {
  orderId: string;
  day: string;
  dueDay: string;
  openPaise: number;
  /** Since the day of the bill. */
  ageDays: number;
  /** Past its last day to pay; grace counts as overdue too. */
  overdueDays: number;
}

/** By the age of the bill in days. */
interface Ageing {
  upTo30Paise: number;
  upTo60Paise: number;
  upTo90Paise: number;
  over90Paise: number;
}

export interface CreditHealth {
  /** The oldest first. */
  bills: OpenBill[];
  ageing: Ageing;
  owedPaise: number;
  overduePaise: number;
  /** Paid in and not needed for any bill yet. */
  unappliedPaise: number;
  /** A bill stands longer than terms and grace allow: nothing more on credit. */
  isBlocked: boolean;
}

const dayMs = 86_400_000;
const utcOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const daysBetween = (from: string, until: string): number => Math.round((utcOf(until) - utcOf(from)) / dayMs);
const addDays = (day: string, days: number): string => new Date(utcOf(day) + days * dayMs).toISOString().slice(0, 10);

interface Bill {
  orderId: string;
  day: string;
  leftPaise: number;
}

/**
 * What is still open of each bill. What names an order (a return, a cancelled order) goes to that order first; everything else
 * pays the oldest bill first, as section 60 of the Indian Contract Act lets a creditor apply it where the payer names none.
 */
function openBills(entries: readonly CreditEntry[]): { bills: Bill[]; unappliedPaise: number } {
  const bills: Bill[] = entries
    .filter(({ amountPaise }) => amountPaise < 0)
    .map(({ amountPaise, reference, day }) => ({ orderId: reference, day, leftPaise: -amountPaise }));
  let unappliedPaise = 0;
  for (const { amountPaise, reference } of entries) {
    if (amountPaise <= 0) continue;
    unappliedPaise += pay(
      bills.filter(({ orderId }) => orderId === reference),
      amountPaise,
    );
  }
  return { unappliedPaise: pay(bills, unappliedPaise), bills: bills.filter(({ leftPaise }) => leftPaise > 0) };
}

/** Pays bills in their order; answers what is left of the money. */
function pay(bills: readonly Bill[], paise: number): number {
  let left = paise;
  for (const bill of bills) {
    const paid = Math.min(left, bill.leftPaise);
    bill.leftPaise -= paid;
    left -= paid;
  }
  return left;
}

function ageOf(bills: readonly OpenBill[]): Ageing {
  const between = (from: number, until: number): number =>
    bills
      .filter(({ ageDays }) => ageDays > from && ageDays <= until)
      .reduce((sum, { openPaise }) => sum + openPaise, 0);
  return {
    upTo30Paise: between(Number.NEGATIVE_INFINITY, 30),
    upTo60Paise: between(30, 60),
    upTo90Paise: between(60, 90),
    over90Paise: between(90, Number.POSITIVE_INFINITY),
  };
}

/** What a dealer owes on `today`, how old it is, and whether it lets them order more on credit. Entries: the oldest first. */
export function creditHealth(entries: readonly CreditEntry[], terms: CreditTerms, today: string): CreditHealth {
  const { bills: open, unappliedPaise } = openBills(entries);
  const bills = open.map(({ orderId, day, leftPaise }): OpenBill => {
    const dueDay = addDays(day, terms.termDays);
    return {
      orderId,
      day,
      dueDay,
      openPaise: leftPaise,
      ageDays: Math.max(0, daysBetween(day, today)),
      overdueDays: Math.max(0, daysBetween(dueDay, today)),
    };
  });
  const sum = (some: readonly OpenBill[]): number => some.reduce((total, { openPaise }) => total + openPaise, 0);
  return {
    bills,
    ageing: ageOf(bills),
    owedPaise: sum(bills),
    overduePaise: sum(bills.filter(({ overdueDays }) => overdueDays > 0)),
    unappliedPaise,
    isBlocked: bills.some(({ overdueDays }) => overdueDays > terms.graceDays),
  };
}
