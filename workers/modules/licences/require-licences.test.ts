import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AppError } from '#platform/errors';
import {
  type LicenceHolder,
  type LicenceTerm,
  licenceKinds,
  licensedUntil,
  requireLicences,
} from './require-licences.ts';

const term = (kind: LicenceTerm['kind'], validFrom: string, validTo: string): LicenceTerm => ({
  kind,
  validFrom,
  validTo,
});
const retail = [term('20-C', '2024-04-01', '2029-03-31'), term('pharmacist', '2025-01-01', '2027-12-31')];

const days = fc.date({ min: new Date('2024-01-01'), max: new Date('2030-12-31'), noInvalidDate: true });
const day = days.map((date) => date.toISOString().slice(0, 10));
const terms = fc.array(fc.record({ kind: fc.constantFrom(...licenceKinds), validFrom: day, validTo: day }), {
  maxLength: 8,
});
const holders = fc.constantFrom<LicenceHolder>('store in retail', 'store in wholesale', 'dealer');

function isRefused(licences: readonly LicenceTerm[], holder: LicenceHolder, on: string): boolean {
  try {
    requireLicences(licences, holder, on);
    return false;
  } catch (error) {
    expect(error).toMatchObject({ code: 'licence_lapsed' });
    return true;
  }
}

describe('requireLicences', () => {
  it('lets a store bill on the last day of its licence, and not on the day after', () => {
    expect(isRefused(retail, 'store in retail', '2027-12-31')).toBe(false);
    expect(isRefused(retail, 'store in retail', '2028-01-01')).toBe(true);
  });

  it('refuses a store before its first day', () => {
    expect(isRefused(retail, 'store in retail', '2024-12-31')).toBe(true);
    expect(isRefused(retail, 'store in retail', '2025-01-01')).toBe(false);
  });

  it('asks a store for the pharmacist in charge as well as for the form, and says which is missing', () => {
    for (const [has, lacks] of [
      ['20-C', 'pharmacist'],
      ['pharmacist', '20-C'],
    ] as const) {
      const licences = [term(has, '2024-01-01', '2030-01-01')];
      expect(() => requireLicences(licences, 'store in retail', '2026-11-22')).toThrow(
        expect.objectContaining({ extensions: { missing: [lacks] } }) as AppError,
      );
    }
  });

  it('asks for 20-D where a store bills a dealer: its retail licence is no wholesale licence', () => {
    expect(isRefused(retail, 'store in wholesale', '2026-11-22')).toBe(true);
    const both = [...retail, term('20-D', '2024-04-01', '2029-03-31')];
    expect(isRefused(both, 'store in wholesale', '2026-11-22')).toBe(false);
  });

  it('lets a dealer be billed with either form', () => {
    expect(isRefused([], 'dealer', '2026-11-22')).toBe(true);
    for (const kind of ['20-C', '20-D'] as const) {
      expect(isRefused([term(kind, '2026-01-01', '2026-12-31')], 'dealer', '2026-11-22')).toBe(false);
    }
  });

  it('agrees with licensedUntil on every day: refused there is null here', () => {
    fc.assert(
      fc.property(terms, holders, day, (licences, holder, on) => {
        expect(isRefused(licences, holder, on)).toBe(licensedUntil(licences, holder, on) === null);
      }),
    );
  });
});

describe('licensedUntil', () => {
  it('ends with the first of what is needed, and with the later one of two of a kind', () => {
    expect(licensedUntil(retail, 'store in retail', '2026-11-22')).toBe('2027-12-31');
    const renewed = [...retail, term('pharmacist', '2026-06-01', '2030-12-31')];
    expect(licensedUntil(renewed, 'store in retail', '2026-11-22')).toBe('2029-03-31');
  });

  it('holds on every day up to its answer', () => {
    fc.assert(
      fc.property(terms, holders, day, day, (licences, holder, on, later) => {
        const until = licensedUntil(licences, holder, on);
        fc.pre(until !== null && later >= on && later <= until);
        expect(isRefused(licences, holder, later)).toBe(false);
      }),
    );
  });

  it('is never shortened by one more licence', () => {
    fc.assert(
      fc.property(terms, terms, holders, day, (licences, more, holder, on) => {
        const before = licensedUntil(licences, holder, on);
        const after = licensedUntil([...licences, ...more], holder, on);
        expect((after ?? '') >= (before ?? '')).toBe(true);
      }),
    );
  });
});
