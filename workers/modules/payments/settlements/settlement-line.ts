/** A line of a settlement file in our words. Amounts in paise; what goes out is negative. */
export interface SettlementLine {
  kind: 'payment' | 'refund' | 'other';
  /** The provider's id of the line. */
  lineRef: string;
  /** Of the payment or refund that it is about. */
  providerRef: string;
  /** As the provider keeps it for us; null where it does not. */
  paymentId: string | null;
  amountPaise: number;
  feePaise: number;
  currency: string;
  /** RFC 3339. */
  occurredAt: string;
}

/** Providers whose files we read, and where their days begin. */
export const reportTimeZones = { stripe: 'UTC', razorpay: 'Asia/Kolkata' } as const;
export type SettlingProvider = keyof typeof reportTimeZones;
export const settlingProviders = Object.keys(reportTimeZones) as [SettlingProvider, ...SettlingProvider[]];
