import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportMe } from '#modules/customers';
import { testPersonalKeys } from '#platform/context.test-support';
import { openPersonalData } from '#platform/personal-keys';
import { currentKeyOf, withNewKey } from '../../scripts/personal/find-keys.ts';
import { countOthers, rewrapAll } from '../../scripts/personal/rewrap-all.ts';
import { type Engine, engines } from './engines.ts';
import { actorOf, contextFor, newPerson, orderOf } from './sample-person.ts';

const before = JSON.stringify(testPersonalKeys);
const nothing = () => undefined;

describe.each(engines)('a new master key on $name', (kind) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await kind.start();
  });
  afterAll(() => engine.stop());

  it('takes over everything that is sealed, and then the old one may go', async () => {
    const { db } = engine;
    const person = await newPerson(db);
    for (let order = 0; order < 3; order++) await orderOf(db, person);
    const read = (personal = openPersonalData(before)) => exportMe(contextFor(db, actorOf(person.id), { personal }));
    const { exportedAt: _at, deeds: _deeds, ...told } = await read();

    const added = withNewKey(before);
    const current = currentKeyOf(added);
    expect(current).not.toBe(testPersonalKeys.current);
    const sealed = await countOthers(db, current);
    const done = await rewrapAll(db, openPersonalData(added), current, nothing);
    expect(done.map(({ table, column, count }) => [`${table}.${column}`, count])).toEqual([
      ['messages.content', 3],
      ['messages.recipient', 3],
      ['orders.contact', 3],
      ['orders.shipping_address', 3],
      ['people.email', 1],
      ['people.name', 1],
      ['people.phone', 1],
    ]);
    expect(done.reduce((sum, { count }) => sum + count, 0)).toBe(sealed);
    expect(await countOthers(db, current)).toBe(0);

    const { masterKeys, ...rest } = JSON.parse(added) as typeof testPersonalKeys;
    const afterwards = openPersonalData(JSON.stringify({ ...rest, masterKeys: { [current]: masterKeys[current] } }));
    expect(await read(afterwards)).toMatchObject(told);
    await expect(read()).rejects.toThrow(`no master key "${current}"`);
  });

  it('goes on where it was cut off, in pages, and does nothing twice', async () => {
    const { db } = engine;
    const personal = openPersonalData(before);
    await db.query(sql`truncate people, orders, messages cascade`);
    const person = await newPerson(db);
    const labels = await Promise.all(
      Array.from({ length: 1_200 }, (_, at) => personal.seal('addresses.address', `${at}`)),
    );
    await db.query(sql`insert into addresses (id, person_id, address, is_default, created_at)
      select gen_random_uuid(), ${person.id}, value, false, now() from jsonb_array_elements_text(${JSON.stringify(labels)}::jsonb)`);
    const added = openPersonalData(withNewKey(before));
    const current = currentKeyOf(withNewKey(before));
    let calls = 0;
    const dying = {
      rewrap: (sealed: string) => {
        calls += 1;
        return calls > 700 ? Promise.reject(new Error('killed')) : added.rewrap(sealed);
      },
    };
    await expect(rewrapAll(db, dying, current, nothing)).rejects.toThrow('addresses.address');
    expect(await countOthers(db, current)).toBe(700 + 3);
    const rest = await rewrapAll(db, added, current, nothing);
    expect(rest.find(({ table }) => table === 'addresses')?.count).toBe(700);
    expect(await rewrapAll(db, added, current, nothing)).toEqual([]);
    const rows = await db.query<{ address: string }>(sql`select address from addresses`);
    const opened = await Promise.all(rows.map(({ address }) => added.open('addresses.address', address)));
    expect(opened.map(Number).sort((a, b) => a - b)).toEqual(labels.map((_, at) => at));
  });
});
