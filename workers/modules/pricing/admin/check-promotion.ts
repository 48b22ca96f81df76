import type { FieldError } from '#platform/errors';
import type { CreatePromotion } from './promotion-schema.ts';

/** What does not make sense together in a promotion: each with how to mend it. */
export function faultsOf(
  promotion: Pick<CreatePromotion, 'scope' | 'needsCode'> & { validFrom: string; validUntil: string | null },
): FieldError[] {
  const { scope, needsCode, validFrom, validUntil } = promotion;
  const faults: FieldError[] = [];
  if (validUntil !== null && Date.parse(validUntil) <= Date.parse(validFrom)) {
    faults.push({ path: 'validUntil', message: 'Must lie after validFrom' });
  }
  // Only the use of a coupon is counted where two carts cannot both be the first.
  if (scope.firstOrderOnly && !needsCode) {
    faults.push({ path: 'needsCode', message: 'A promotion for first orders needs a code' });
  }
  return faults;
}
