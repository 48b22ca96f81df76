import { PaymentMethodsVariable } from '#modules/payments';
import { Origin, PersonalVariables, Secret, variablesGuard } from '#platform/config';

/** What the gateway must be told. Without an operator's key nobody is the operator; a weak one would make everybody it. */
const GatewayVariables = PersonalVariables.extend({
  OPERATOR_KEY: Secret.optional(),
  SHOP_URL: Origin,
  PAYMENT_METHODS: PaymentMethodsVariable,
});

export const requireVariables = variablesGuard('gateway', GatewayVariables);
