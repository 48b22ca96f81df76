import { fail } from '#platform/errors';
import type { PaymentMethodCode, PaymentProviderName } from '#platform/payments-door';
import type { PaymentTools } from '../open-payment-providers.ts';
import { byHand } from './by-hand.ts';
import type { ProviderClient } from './provider-client.ts';
import { hasRazorpay, hasStripe, isConfigured, type PaymentVariables } from './provider-settings.ts';
import { RAZORPAY_URL, Razorpay } from './razorpay.ts';
import { STRIPE_URL, Stripe } from './stripe.ts';

const unset = (name: string): ProviderClient => {
  const refuse = async () => fail('unavailable', `${name} is not set up in this shop.`);
  return { start: refuse, read: refuse, cancel: refuse, refund: refuse };
};

/** Value accounts decide for themselves: see ValueAccountDoor. */
const byAccount: ProviderClient = (() => {
  const refuse = async () => fail('conflict', 'This way of paying is an account of ours and has no provider.');
  return { start: refuse, read: refuse, cancel: refuse, refund: refuse };
})();

function clientsOf(variables: PaymentVariables, tools: PaymentTools): Record<PaymentProviderName, ProviderClient> {
  const { STRIPE_SECRET_KEY = '', RAZORPAY_KEY_ID = '', RAZORPAY_KEY_SECRET = '' } = variables;
  return {
    stripe: hasStripe(variables)
      ? new Stripe(STRIPE_SECRET_KEY, { ...tools, url: variables.STRIPE_URL ?? STRIPE_URL })
      : unset('Stripe'),
    razorpay: hasRazorpay(variables)
      ? new Razorpay(RAZORPAY_KEY_ID, RAZORPAY_KEY_SECRET, { ...tools, url: variables.RAZORPAY_URL ?? RAZORPAY_URL })
      : unset('Razorpay'),
    manual: byHand(variables),
    account: byAccount,
  };
}

/** The order stands before these are paid, and nothing is held for them. */
const paidOnHandover: ReadonlySet<PaymentMethodCode> = new Set(['cod', 'cash']);

/** Who moves the money of a method here. */
function providerOf(variables: PaymentVariables, method: PaymentMethodCode): PaymentProviderName {
  if (method === 'card') return hasStripe(variables) ? 'stripe' : 'razorpay';
  if (method === 'upi' || method === 'netbanking') return 'razorpay';
  return ['dealer_credit', 'gift_card', 'store_credit'].includes(method) ? 'account' : 'manual';
}

/** Every question goes to the provider whose payment it is about. */
export function routedProviders(variables: PaymentVariables, tools: PaymentTools): ProviderClient {
  const clients = clientsOf(variables, tools);
  return {
    async start(demand) {
      if (!isConfigured(variables, demand.method)) return fail('conflict', `This shop does not take ${demand.method}.`);
      // Nobody may be sent to pay for what is no longer held.
      const isOver = tools.clock.now().getTime() >= demand.expiresAtMs;
      if (isOver && !paidOnHandover.has(demand.method)) return fail('expired', 'The time to pay is over.');
      return clients[providerOf(variables, demand.method)].start(demand);
    },
    read: (payment) => clients[payment.provider].read(payment),
    cancel: (payment) => clients[payment.provider].cancel(payment),
    refund: (demand) => clients[demand.provider].refund(demand),
  };
}
