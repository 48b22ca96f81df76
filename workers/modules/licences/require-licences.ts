import { AppError } from '#platform/errors';

export const licenceKinds = ['20-C', '20-D', 'pharmacist'] as const;
type LicenceKind = (typeof licenceKinds)[number];

/** A licence as the rule sees it: calendar days, both inclusive. */
export interface LicenceTerm {
  kind: LicenceKind;
  validFrom: string;
  validTo: string;
}

/** Who is looked at, and in which trade: a store that bills a customer or a dealer, or a dealer who is billed. */
export type LicenceHolder = 'store in retail' | 'store in wholesale' | 'dealer';

/** What each needs: one of every row. */
const needs: Readonly<Record<LicenceHolder, readonly (readonly LicenceKind[])[]>> = {
  'store in retail': [['20-C'], ['pharmacist']],
  'store in wholesale': [['20-D'], ['pharmacist']],
  dealer: [['20-D', '20-C']],
};

/**
 * The last day through which a holder may trade by what is in force on `day` (YYYY-MM-DD in the store's time zone, the last
 * day of a licence included); null when something is missing on it. Drugs Rules, 1945 (India): homoeopathic medicines are
 * sold by retail under Form 20-C and by wholesale under 20-D, with a competent person in charge (Part VI-A, rules 67-A to 67-H).
 */
export function licensedUntil(licences: readonly LicenceTerm[], holder: LicenceHolder, day: string): string | null {
  const ends = needs[holder].map((kinds) => lastDay(licences, kinds, day));
  const known = ends.filter((end) => end !== null).toSorted((a, b) => (a < b ? -1 : 1));
  return known.length < ends.length ? null : (known[0] ?? null);
}

/** Throws `licence_lapsed` with what is missing on `day`; see `licensedUntil`. */
export function requireLicences(licences: readonly LicenceTerm[], holder: LicenceHolder, day: string): void {
  const missing = needs[holder].filter((kinds) => lastDay(licences, kinds, day) === null);
  if (missing.length > 0) throw licenceLapsed(missing.map((kinds) => kinds.join(' or ')));
}

/** The refusal of a sale; `missing` names kinds where they are known. */
export const licenceLapsed = (missing: readonly string[] = []): AppError =>
  new AppError('licence_lapsed', 'Nothing can be billed here until the licence is renewed and recorded.', {
    extensions: { missing },
  });

function lastDay(licences: readonly LicenceTerm[], kinds: readonly LicenceKind[], day: string): string | null {
  const inForce = licences.filter(
    ({ kind, validFrom, validTo }) => kinds.includes(kind) && validFrom <= day && day <= validTo,
  );
  return inForce.reduce<string | null>((last, { validTo }) => (last === null || validTo > last ? validTo : last), null);
}
