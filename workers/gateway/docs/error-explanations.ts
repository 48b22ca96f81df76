import { type ErrorCode, errorTable } from '#platform/errors';

/** What a caller should make of each code. One sentence on the cause, one on what to do. */
export const errorExplanations: Record<ErrorCode, { cause: string; remedy: string }> = {
  invalid_input: {
    cause: 'Something in the address, the query, a header or the body is not as the reference says.',
    remedy:
      'Correct the fields that `errors` names. Unknown fields are refused too. The values themselves are not repeated.',
  },
  unauthenticated: {
    cause: 'The request needs a key or a token, and has none or a wrong one.',
    remedy: 'Send the token of the cart or order, or a valid key as `Authorization: Bearer`.',
  },
  forbidden: {
    cause: 'It is known who asks, and that they may not do this.',
    remedy: 'Ask somebody who holds the permission that `detail` names.',
  },
  second_factor_required: {
    cause: 'You may do this, and it is grave enough to be confirmed: no second factor was shown in the last minutes.',
    remedy: 'Show one with `POST /v1/auth/step-up` and repeat the request with the new token. Keys and apps cannot.',
  },
  not_found: {
    cause: 'There is nothing at this address, or not for you.',
    remedy: 'Check the id. A cart or an order answers this for a wrong token too, so that ids cannot be guessed.',
  },
  method_not_allowed: {
    cause: 'The address exists, the method does not.',
    remedy: 'Use one of the methods in the `Allow` header.',
  },
  conflict: {
    cause: 'What you want to change is no longer as you saw it.',
    remedy: 'Read it again and decide anew.',
  },
  licence_lapsed: {
    cause: 'The store or the dealer has no licence in force, or the store has no pharmacist in charge.',
    remedy: 'Record the renewed licence. `detail` names the one that is missing.',
  },
  expired: {
    cause: 'A link, code or invitation that is good once was used already, or its time is up.',
    remedy: 'Ask for a new one.',
  },
  out_of_stock: {
    cause: 'At least one line asks for more than the store has.',
    remedy: 'Look at `lines`: what each asked for and what is left. Nothing was taken and nothing is held.',
  },
  price_changed: {
    cause: 'A price in the cart has changed since it was shown.',
    remedy: 'Show the buyer the `cart` in the answer and place the order again.',
  },
  in_progress: {
    cause: 'A request with the same Idempotency-Key is still running.',
    remedy: 'Wait as long as `Retry-After` says and send it again, with the same key and body.',
  },
  too_large: {
    cause: 'The body has more bytes than this address takes.',
    remedy: 'Send less at once.',
  },
  unsupported_media_type: {
    cause: 'The body is not of a type that this address reads.',
    remedy: 'Send the content type that the reference names, usually `application/json`.',
  },
  idempotency_mismatch: {
    cause: 'This Idempotency-Key was used with another body.',
    remedy: 'Use a new key for a new request; keys are remembered for 24 hours.',
  },
  illegal_transition: {
    cause: 'The order or document cannot take this step from the state that it is in.',
    remedy: 'Read its state again.',
  },
  rate_limited: {
    cause: 'Too many requests in a short time.',
    remedy: 'Wait as long as `Retry-After` says.',
  },
  internal: {
    cause: 'A mistake on our side. It has been logged.',
    remedy: 'Tell us the `requestId`. A write may or may not have happened: repeat it with the same Idempotency-Key.',
  },
  unavailable: {
    cause: 'A part of the shop cannot be reached at the moment.',
    remedy:
      'Wait as long as `Retry-After` says and send it again; a write with the same Idempotency-Key takes effect once.',
  },
};

export const errorCodes = Object.keys(errorTable) as [ErrorCode, ...ErrorCode[]];
