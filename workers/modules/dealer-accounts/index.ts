export { DealerCreditView } from './credit-view.ts';
export { dealerOfPerson, readDealer } from './read-dealer.ts';
export { billableUntil, requireBillable, requireNotOverdue } from './require-billable.ts';
export { CreditTermsBody, setCreditTerms } from './set-credit-terms.ts';
export { DealerParams, requireOwnDealer, showDealerCredit, showOwnCredit } from './show-credit.ts';
export { DealerPaymentBody, takeDealerPayment } from './take-dealer-payment.ts';
export { type CartTrade, tradeOfCart } from './trade-of-cart.ts';
