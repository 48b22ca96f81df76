import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { listDeliveries } from '#modules/webhooks';
import { writeFacts } from '#platform/facts';
import { randomIds } from '#platform/ids';
import { engines } from './engines.ts';
import { arnica, placedOrder, recordsOf, startedAt, storeId } from './placed-orders.ts';
import { eventMessage, partnerGrants, productChanged, webhookShop } from './webhook-shop.ts';

describe.each(engines)('an event, for partners on $name', (kind) => {
  const shop = webhookShop(kind);

  it('reaches every endpoint that asked for its type, signed, in the words of its public payload', async () => {
    const endpoint = await shop.endpointOf(await shop.partner(), ['product.changed']);
    await shop.endpointOf(await shop.partner(), ['stock.band_crossed']);
    const event = productChanged();
    expect(await shop.happen(event)).toEqual([{ id: event.id, kind: 'ack' }]);
    expect(await shop.send()).toEqual({ delivered: 1, failed: 0 });
    expect(shop.receiver.refused).toEqual([]);
    expect(shop.receiver.taken.map(({ body }) => body)).toEqual([
      { type: 'product.changed', timestamp: startedAt, data: { version: 1, productId: arnica, what: 'price' } },
    ]);
    const { data } = await listDeliveries({ ...shop.system }, { endpointId: endpoint.id });
    expect(data).toMatchObject([
      { id: shop.receiver.taken[0]?.id, status: 'delivered', attempts: 1, lastAttempt: { status: 200, failure: null } },
    ]);
  });

  it('is written once, whatever the queue brings twice', async () => {
    await shop.endpointOf(await shop.partner(), ['product.changed']);
    const event = productChanged();
    await shop.happen(event, { ...event, id: 'again' });
    await shop.happen(event);
    await Promise.all([shop.happen(event), shop.happen(event)]);
    await shop.send();
    expect(shop.receiver.taken).toHaveLength(1);
  });

  it('of an unknown version, or one that cannot be read, is kept as a dead letter', async () => {
    await shop.endpointOf(await shop.partner(), ['product.changed']);
    await shop.happen(
      eventMessage('product.changed', arnica, { productId: arnica }, 99),
      eventMessage('product.changed', 'x', {}),
    );
    const letters = await shop.engine.db.query(sql`select consumer from dead_letters`);
    expect(letters).toEqual([{ consumer: 'webhooks' }, { consumer: 'webhooks' }]);
    expect(await shop.deliveries()).toEqual([]);
  });

  it('about an order goes to its buyer, and to whoever may read it, without a word about a person', async () => {
    const [buyer, stranger] = [await shop.partner(), await shop.partner()];
    const reader = await shop.partner([...partnerGrants, { permissions: ['orders.read'], scope: [storeId] }]);
    const order = placedOrder([{ productId: arnica, quantity: 2, totalPaise: 25_100 }]);
    const records = (await recordsOf(shop.system.personal, order)).map((record) =>
      record.table === 'orders' ? { ...record, row: { ...record.row, person_id: buyer.actor.personId } } : record,
    );
    await shop.engine.db.batch(writeFacts(records));
    await shop.engine.db.query(sql`insert into custom_roles (id, name, permissions, created_by, created_at) values
      (${randomIds.next()}, ${randomIds.next()}, array['orders.read'], 'test', now())`);
    await shop.engine.db.query(sql`insert into role_grants (id, person_id, role, custom_role_id, scope, store_ids, limits, kind, granted_by, granted_at)
      select ${randomIds.next()}, ${reader.actor.personId}, null, id, 'stores', array[${storeId}::uuid], '{}', 'standing', 'test', now()
      from custom_roles order by created_at desc limit 1`);
    for (const owner of [buyer, stranger, reader]) await shop.endpointOf(owner, ['order.placed']);
    await shop.happen(eventMessage('order.placed', order.orderId, order));
    await shop.send();
    const told = await shop.engine.db.query<{ owner: string }>(
      sql`select e.owner_id as owner from webhook_deliveries d join webhook_endpoints e on e.id = d.endpoint_id`,
    );
    expect(new Set(told.map(({ owner }) => owner))).toEqual(new Set([buyer.actor.personId, reader.actor.personId]));
    expect(shop.receiver.taken[0]?.body.data).toMatchObject({
      orderId: order.orderId,
      total: { amount: 25_100, currency: 'INR' },
    });
    expect(JSON.stringify(shop.receiver.taken)).not.toMatch(/Asha|asha@example|9800000000|Prabhat/);
  });

  it('is not told to somebody whose role was taken back or who was suspended', async () => {
    const [gone, suspended] = [await shop.partner(), await shop.partner()];
    for (const owner of [gone, suspended]) await shop.endpointOf(owner, ['product.changed']);
    await shop.engine.db.batch([
      sql`update role_grants set revoked_at = now() where person_id = ${gone.actor.personId}`,
      sql`update people set status = 'suspended' where id = ${suspended.actor.personId}`,
    ]);
    await shop.happen(productChanged());
    expect(await shop.deliveries()).toEqual([]);
  });
});
