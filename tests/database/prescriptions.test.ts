import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eraseMe, exportMe } from '#modules/customers';
import {
  decidePrescription,
  erasePrescription,
  listPrescriptions,
  readFileForStaff,
  readOwnFile,
  requireVerifiedPrescription,
  sweepPrescriptions,
  uploadPrescription,
  uploadPrescriptionForStaff,
} from '#modules/prescriptions';
import type { Permitted } from '#platform/context';
import { memoryFiles } from '#platform/files';
import { hashSecret, randomIds } from '#platform/ids';
import { type Engine, engines } from './engines.ts';
import { storeId } from './placed-orders.ts';
import { actorOf, codeOf, contextFor, newPerson, orderOf } from './sample-person.ts';
import { auditOf, type Office, openOffice } from './staff.ts';

const words = 'Rx: Nux vomica 200, thrice daily';
const pdf = new TextEncoder().encode(`%PDF-1.7\n${words}\n`);

describe.each(engines)('prescriptions on $name', (kind) => {
  let engine: Engine;
  let office: Office;
  const files = memoryFiles();

  beforeAll(async () => {
    engine = await kind.start();
    office = openOffice(engine.db);
  });
  afterAll(() => engine.stop());

  const withFiles = (ctx: Permitted): Permitted => ({ ...ctx, files });
  const visitor = () => withFiles(office.as({ kind: 'anonymous' }));
  /** A customer with an order, and a prescription for it. */
  async function customer() {
    const person = await newPerson(engine.db);
    const ctx = contextFor(engine.db, actorOf(person.id, { secondFactorAgoMs: 0 }), { files });
    const orderId = await orderOf(engine.db, person);
    const sent = await uploadPrescription(ctx, { orderId, idempotencyKey: 'first' }, pdf);
    return { person, ctx, orderId, prescriptionId: sent.id, sent };
  }
  const manager = async (store = storeId) => withFiles(office.as(await office.join('store_manager', [store])));
  const stored = async (id: string) => {
    const file = await files.get(`prescriptions/${id}`);
    return file === undefined ? undefined : new Uint8Array(await new Response(file.body).arrayBuffer());
  };
  const textOf = ({ bytes }: { bytes: Uint8Array }) => new TextDecoder().decode(bytes);

  it('lie in the file store as noise and come back byte for byte', async () => {
    const { ctx, prescriptionId, sent } = await customer();
    expect(sent).toMatchObject({ status: 'received', contentType: 'application/pdf', storeId, sizeBytes: pdf.length });
    const kept = await stored(prescriptionId);
    expect(new TextDecoder().decode(kept)).not.toContain('Nux vomica');
    const read = await readOwnFile(ctx, { prescriptionId });
    expect([textOf(read), read.contentType]).toEqual([textOf({ bytes: pdf }), 'application/pdf']);
    expect(read.fileName).toMatch(/^prescription-[0-9a-f]{12}\.pdf$/);
  });

  it('open for nobody once a byte was changed, or under the name of another', async () => {
    const [one, other] = [await customer(), await customer()];
    const sealed = await stored(one.prescriptionId);
    if (sealed === undefined) throw new Error('Nothing is stored');
    await files.put(`prescriptions/${other.prescriptionId}`, sealed, 'application/octet-stream');
    await expect(readOwnFile(other.ctx, { prescriptionId: other.prescriptionId })).rejects.toThrow();
    const changed = sealed.map((byte, at) => (at === sealed.length - 20 ? byte ^ 1 : byte));
    await files.put(`prescriptions/${one.prescriptionId}`, changed, 'application/octet-stream');
    await expect(readOwnFile(one.ctx, { prescriptionId: one.prescriptionId })).rejects.toThrow();
  });

  it('are read by their owner and by staff of their store, and every reading stands in the audit', async () => {
    const { person, ctx, prescriptionId } = await customer();
    const [ours, elsewhere] = [await manager(), await manager(await office.newStore())];
    const stranger = contextFor(engine.db, actorOf((await newPerson(engine.db)).id), { files });
    for (const nobody of [stranger, visitor()]) {
      expect(await codeOf(readOwnFile(nobody, { prescriptionId }))).toBe('not_found');
      expect(await codeOf(erasePrescription(nobody, { prescriptionId }))).toBe('not_found');
    }
    expect(await codeOf(readFileForStaff(elsewhere, { prescriptionId }))).toBe('not_found');
    const cashier = withFiles(office.as(await office.join('cashier', [storeId])));
    expect(await codeOf(readFileForStaff(cashier, { prescriptionId }))).toBe('forbidden');
    expect((await listPrescriptions(elsewhere, {})).data).toEqual([]);
    expect(textOf(await readFileForStaff(ours, { prescriptionId }))).toContain(words);
    await readOwnFile(ctx, { prescriptionId });
    const staffId = ours.actor.kind === 'person' ? ours.actor.personId : '';
    const readings = (await auditOf(engine.db, prescriptionId)).filter(({ action }) => action === 'prescriptions.read');
    expect(readings.map(({ actor }) => actor).toSorted()).toEqual(
      [`person:${person.id}`, `person:${staffId}`].toSorted(),
    );
  });

  it('come from a buyer without an account by the token of the order, and from nobody without it', async () => {
    const { orderId } = await customer();
    const orderToken = `ord_${randomIds.next()}`;
    await engine.db.query(
      sql`update orders set token_hash = ${await hashSecret(orderToken)}, person_id = null where id = ${orderId}::uuid`,
    );
    const wish = { orderId, idempotencyKey: 'as-guest' };
    expect(await codeOf(uploadPrescription(visitor(), wish, pdf))).toBe('not_found');
    const sent = await uploadPrescription(visitor(), { ...wish, orderToken }, pdf);
    const prescriptionId = sent.id;
    expect(textOf(await readOwnFile(visitor(), { prescriptionId, orderToken }))).toContain(words);
    expect(await codeOf(readOwnFile(visitor(), { prescriptionId, orderToken: 'ord_of_another' }))).toBe('not_found');
  });

  it('are one however often they are sent with a key, at once too, and the file that stands opens', async () => {
    const { ctx, orderId, prescriptionId } = await customer();
    const again = () => uploadPrescription(ctx, { orderId, idempotencyKey: 'twice' }, pdf);
    const ids = (await Promise.all(Array.from({ length: 8 }, again))).map(({ id }) => id);
    expect(new Set(ids).size).toBe(1);
    expect(ids[0]).not.toBe(prescriptionId);
    expect(textOf(await readOwnFile(ctx, { prescriptionId: ids[0] ?? '' }))).toContain(words);
    const other = new TextEncoder().encode('%PDF-1.7\nanother');
    expect(await codeOf(uploadPrescription(ctx, { orderId, idempotencyKey: 'twice' }, other))).toBe(
      'idempotency_mismatch',
    );
    const html = new TextEncoder().encode('<script>alert(1)</script>');
    expect(await codeOf(uploadPrescription(ctx, { orderId, idempotencyKey: 'html' }, html))).toBe(
      'unsupported_media_type',
    );
  });

  it('are decided once, with a reason, and an order that needs one is packed after that only', async () => {
    const { ctx, orderId, prescriptionId } = await customer();
    const staff = await manager();
    await requireVerifiedPrescription(staff, orderId);
    await engine.db.batch([
      sql`alter table prescription_needs drop constraint prescription_needs_product_id_products_id_fkey`,
      sql`insert into prescription_needs (product_id, valid_from, set_by) select distinct product_id, '2020-01-01'::timestamptz, 'test'
        from order_lines where order_id = ${orderId}::uuid`,
    ]);
    expect(await codeOf(requireVerifiedPrescription(staff, orderId))).toBe('illegal_transition');
    expect(await codeOf(decidePrescription(ctx, { prescriptionId, status: 'verified' }))).toBe('forbidden');
    expect(await codeOf(decidePrescription(staff, { prescriptionId, status: 'refused' }))).toBe('invalid_input');
    const refused = { prescriptionId, status: 'refused', refusedFor: 'unreadable' } as const;
    for (const _ of [1, 2]) expect(await decidePrescription(staff, refused)).toMatchObject({ status: 'refused' });
    expect(await codeOf(decidePrescription(staff, { prescriptionId, status: 'verified' }))).toBe('conflict');
    const second = await uploadPrescriptionForStaff(staff, { storeId, orderId, idempotencyKey: 'counter' }, pdf);
    expect(await codeOf(requireVerifiedPrescription(staff, orderId))).toBe('illegal_transition');
    await decidePrescription(staff, { prescriptionId: second.id, status: 'verified' });
    await requireVerifiedPrescription(staff, orderId);
    await engine.db.query(sql`delete from prescription_needs`);
  });

  it('stand in a person’s export, and go with them when they are erased: secret at once, file with the sweep', async () => {
    const { ctx, prescriptionId } = await customer();
    expect((await exportMe(ctx)).prescriptions).toMatchObject([{ id: prescriptionId, contentType: 'application/pdf' }]);
    await eraseMe(ctx, { confirm: 'erase my account' });
    const staff = await manager();
    expect(await codeOf(readFileForStaff(staff, { prescriptionId }))).toBe('expired');
    expect(await stored(prescriptionId)).toBeDefined();
    await sweepPrescriptions(withFiles(office.platform), Infinity);
    expect(await stored(prescriptionId)).toBeUndefined();
    const [row] = await engine.db.query(
      sql`select person_id, file_secret from prescriptions where id = ${prescriptionId}::uuid`,
    );
    expect(row).toEqual({ person_id: null, file_secret: null });
  });

  it('are taken back by whoever sent them, and end by themselves after the time that the records say', async () => {
    const [one, other] = [await customer(), await customer()];
    await erasePrescription(one.ctx, { prescriptionId: one.prescriptionId });
    expect(await codeOf(readOwnFile(one.ctx, { prescriptionId: one.prescriptionId }))).toMatch(/expired|not_found/);
    expect(await stored(one.prescriptionId)).toBeUndefined();
    await engine.db.query(
      sql`update prescriptions set keep_until = '2020-01-01' where id = ${other.prescriptionId}::uuid`,
    );
    await sweepPrescriptions(withFiles(office.platform), Infinity);
    expect(await stored(other.prescriptionId)).toBeUndefined();
  });
});
