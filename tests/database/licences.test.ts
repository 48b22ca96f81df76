import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { changeDealer, createDealer, listDealers } from '#modules/identity';
import {
  type LicenceTerm,
  licensedUntil,
  listLicences,
  recordLicence,
  termsOfStore,
  withdrawLicence,
} from '#modules/licences';
import { randomIds } from '#platform/ids';
import { type Engine, engines } from './engines.ts';
import { auditOf, type Office, openOffice, refusal } from './staff.ts';

describe.each(engines)('licences and dealers on $name', (kind) => {
  let engine: Engine;
  let office: Office;

  beforeAll(async () => {
    engine = await kind.start();
  });
  afterAll(() => engine.stop());
  beforeEach(() => {
    office = openOffice(engine.db);
  });

  describe('the licences of a store', () => {
    const form = (holderId: string, change: object = {}) => ({
      holderKind: 'store' as const,
      holderId,
      kind: '20-C' as const,
      number: '20C/MH/1021',
      validFrom: '2026-04-01',
      validTo: '2031-03-31',
      ...change,
    });
    const pharmacist = {
      kind: 'pharmacist' as const,
      number: 'P-77',
      holderName: 'Meera Joshi',
      validTo: '2027-12-31',
    };

    /** As a shopper's request sees it: through row-level security, without a name. */
    async function isOpen(storeId: string): Promise<string | null> {
      const visitor = office.as({ kind: 'anonymous' });
      const [row] = await visitor.db.query<{ terms: LicenceTerm[] | null }>(
        sql`select ${termsOfStore(storeId)} as terms`,
      );
      return licensedUntil(row?.terms ?? [], 'store in retail', '2026-11-22');
    }

    it('let it bill once the form and the pharmacist are on record, until the first of them ends', async () => {
      const storeId = await office.newStore();
      const manager = await office.join('store_manager', [storeId]);
      expect(await isOpen(storeId)).toBeNull();
      const recorded = await recordLicence(office.as(manager), form(storeId));
      expect(await isOpen(storeId)).toBeNull();
      await recordLicence(office.as(manager), form(storeId, pharmacist));
      expect(await isOpen(storeId)).toBe('2027-12-31');
      await withdrawLicence(office.as(manager), { licenceId: recorded.id });
      expect(await isOpen(storeId)).toBeNull();
      expect(await refusal(withdrawLicence(office.as(manager), { licenceId: recorded.id }))).toBe('conflict');
    });

    it('are on record with who wrote them, the pharmacist’s name sealed', async () => {
      const storeId = await office.newStore();
      const manager = await office.join('store_manager', [storeId]);
      await recordLicence(office.as(manager), form(storeId, pharmacist));
      const { data } = await listLicences(office.as(manager), { holderId: storeId });
      expect(data).toMatchObject([
        { holderName: 'Meera Joshi', validTo: '2027-12-31', recordedBy: `person:${manager.personId}` },
      ]);
      const [rows, audit] = [await office.db.query(sql`select * from licences`), await auditOf(office.db, storeId)];
      expect(JSON.stringify([rows, audit])).not.toContain('Meera Joshi');
      expect(audit).toMatchObject([
        { action: 'licences.record', before: null, after: { kind: 'pharmacist', holderName: 'M••• J•••' } },
      ]);
    });

    it('are the business of its own manager', async () => {
      const [pune, mumbai] = [await office.newStore(), await office.newStore()];
      const manager = await office.join('store_manager', [pune]);
      expect(await refusal(recordLicence(office.as(manager), form(mumbai)))).toBe('forbidden');
      const owner = await office.join('owner');
      const other = await recordLicence(office.as(owner), form(mumbai));
      expect(await refusal(withdrawLicence(office.as(manager), { licenceId: other.id }))).toBe('not_found');
      expect((await listLicences(office.as(manager), { holderId: mumbai })).data).toEqual([]);
      expect(await refusal(recordLicence(office.as(await office.join('cashier', [pune])), form(pune)))).toBe(
        'forbidden',
      );
    });

    it('are refused with a last day before the first, a nameless pharmacist, or a holder who does not exist', async () => {
      const storeId = await office.newStore();
      const owner = office.as(await office.join('owner'));
      for (const change of [
        { validTo: '2026-03-31' },
        { kind: 'pharmacist' },
        { holderName: 'Meera Joshi' },
        { ...pharmacist, holderKind: 'dealer' },
        { holderId: randomIds.next() },
      ]) {
        expect(await refusal(recordLicence(owner, form(storeId, change)))).toBe('invalid_input');
      }
    });

    it('show those first that end first, page by page', async () => {
      const storeId = await office.newStore();
      const owner = office.as(await office.join('owner'));
      for (const year of [2031, 2029, 2030]) await recordLicence(owner, form(storeId, { validTo: `${year}-03-31` }));
      const first = await listLicences(owner, { holderId: storeId, limit: 2 });
      const second = await listLicences(owner, { holderId: storeId, limit: 2, cursor: String(first.nextCursor) });
      const ends = [...first.data, ...second.data].map(({ validTo }) => validTo);
      expect(ends).toEqual(['2029-03-31', '2030-03-31', '2031-03-31']);
      expect(second.nextCursor).toBeNull();
      const soon = await listLicences(owner, { holderId: storeId, endsBefore: '2030-03-31' });
      expect(soon.data.map(({ validTo }) => validTo)).toEqual(['2029-03-31']);
    });
  });

  describe('a dealer', () => {
    it('is pending until somebody has looked at it, and changes on record', async () => {
      const owner = office.as(await office.join('owner'));
      const dealer = await createDealer(owner, { name: 'Gowda Agencies', gstin: '29AAPFU0939F1ZR' });
      expect(dealer.status).toBe('pending');
      const changed = await changeDealer(owner, { dealerId: dealer.id, status: 'active' });
      expect(changed).toEqual({ ...dealer, status: 'active' });
      expect((await listDealers(owner, { status: 'active' })).data.map(({ id }) => id)).toContain(dealer.id);
      expect(await auditOf(office.db, dealer.id)).toMatchObject([
        { action: 'dealers.create', after: { firm: 'Gowda Agencies' } },
        { action: 'dealers.change', before: { status: 'pending' }, after: { status: 'active' } },
      ]);
      expect(await refusal(changeDealer(owner, { dealerId: randomIds.next(), status: 'active' }))).toBe('not_found');
      expect(await refusal(createDealer(owner, { name: 'Wrong', gstin: '29AAPFU0939F1XR' }))).toBe('invalid_input');
    });

    it('is entered by whoever may, and seen by managers', async () => {
      const storeId = await office.newStore();
      const manager = office.as(await office.join('store_manager', [storeId]));
      expect(await refusal(createDealer(manager, { name: 'Gowda Agencies' }))).toBe('forbidden');
      expect((await listDealers(manager, {})).data.length).toBeGreaterThan(0);
    });
  });
});
