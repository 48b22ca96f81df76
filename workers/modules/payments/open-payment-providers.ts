import type { Clock } from '#platform/clock';
import type { PaymentProviders } from '#platform/payments-door';
import type { ProviderFetch } from './providers/ask-provider.ts';
import { methodsOf, type PaymentVariables } from './providers/provider-settings.ts';
import { routedProviders } from './providers/routed-providers.ts';

export interface PaymentTools {
  fetch: ProviderFetch;
  clock: Clock;
}

/**
 * All ways of paying that the variables configure, behind one port. Opening it costs nothing: a Worker or an object opens one
 * whenever it needs it.
 *
 * @example openPaymentProviders(env, { fetch: (url, init) => fetch(url, init), clock: systemClock })
 */
export function openPaymentProviders(variables: PaymentVariables, tools: PaymentTools): PaymentProviders {
  return { offered: (storeCode) => methodsOf(variables, storeCode), ...routedProviders(variables, tools) };
}
