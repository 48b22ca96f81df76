import { fail, type Result, succeed } from '#platform/errors';
import type { PaymentAction, PaymentDemand, PaymentReport, StartedPayment } from '#platform/payments-door';
import type { PaymentRef, ProviderClient } from './provider-client.ts';
import type { PaymentVariables } from './provider-settings.ts';

/** What a payer writes beside the money and staff look for: the end of the payment's id, which is random. */
export const referenceOf = (paymentId: string): string =>
  `TIN${paymentId.replaceAll('-', '').slice(-12).toUpperCase()}`;

/** `12345` paise as `123.45`. */
const rupees = (paise: number): string => `${Math.floor(paise / 100)}.${String(paise % 100).padStart(2, '0')}`;

/** What a UPI app reads from a QR code: NPCI, UPI Linking Specifications, `upi://pay`. */
export function upiIntent(
  upiId: string,
  payee: string,
  demand: Pick<PaymentDemand, 'amountPaise' | 'paymentId'>,
): string {
  const reference = referenceOf(demand.paymentId);
  const fields = { pa: upiId, pn: payee, tr: reference, tn: reference, am: rupees(demand.amountPaise), cu: 'INR' };
  const query = Object.entries(fields).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `upi://pay?${query.join('&')}`;
}

function actionOf(demand: PaymentDemand, variables: PaymentVariables): PaymentAction | null {
  const reference = referenceOf(demand.paymentId);
  if (demand.method === 'upi_qr') {
    const payload = upiIntent(variables.UPI_ID ?? '', variables.SHOP_NAME ?? 'Tincture', demand);
    return { kind: 'upi_qr', payload, reference };
  }
  if (demand.method !== 'bank_transfer') return null;
  return {
    kind: 'bank_transfer',
    accountName: variables.BANK_ACCOUNT_NAME ?? '',
    accountNumber: variables.BANK_ACCOUNT_NUMBER ?? '',
    ifsc: variables.BANK_IFSC ?? '',
    reference,
  };
}

/** Money that nobody tells us of: staff see it come and say so (`confirmPayment`). */
export function byHand(variables: PaymentVariables): ProviderClient {
  const report = ({ paymentId, providerRef }: PaymentRef, status: PaymentReport['status']): Result<PaymentReport> =>
    succeed({
      paymentId,
      cartId: '',
      orderId: '',
      provider: 'manual',
      providerRef,
      status,
      amountPaise: 0,
      currency: 'INR',
      reportId: `manual:${paymentId}:${status}`,
    });
  return {
    async start(demand): Promise<Result<StartedPayment>> {
      const action = actionOf(demand, variables);
      return succeed({ provider: 'manual', providerRef: referenceOf(demand.paymentId), status: 'pending', action });
    },
    read: async (payment) => report(payment, 'pending'),
    cancel: async (payment) => report(payment, 'failed'),
    refund: async () => fail('conflict', 'Money that was taken by hand is given back by hand.'),
  };
}
