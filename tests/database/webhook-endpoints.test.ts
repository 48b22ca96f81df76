import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import {
  changeEndpoint,
  createEndpoint,
  getDelivery,
  getEndpoint,
  keepDeliveriesTidy,
  listDeliveries,
  listEndpoints,
  removeEndpoint,
  replayDelivery,
  replayFailed,
  rotateSecret,
  sendTestEvent,
  tellOwners,
} from '#modules/webhooks';
import { randomIds } from '#platform/ids';
import { engines } from './engines.ts';
import { startedAt } from './placed-orders.ts';
import { HOUR_MS, MINUTE_MS, productChanged, webhookShop } from './webhook-shop.ts';

describe.each(engines)('an endpoint, on $name', (kind) => {
  const shop = webhookShop(kind);

  it('that fails for long is paused, its owner is told once, and what waits goes on when it is resumed', async () => {
    const owner = await shop.partner();
    const { id } = await shop.endpointOf(owner, ['product.changed']);
    shop.receiver.behave = () => 500;
    for (let minute = 0; minute < 70; minute += 5) {
      await shop.happen(productChanged(randomIds.next()), productChanged(randomIds.next()));
      await shop.sendFor(5 * MINUTE_MS);
    }
    expect(await getEndpoint(owner, { endpointId: id })).toMatchObject({
      status: 'paused',
      pausedReason: 'The receiver has failed for too long.',
    });
    expect([await tellOwners(shop.system), await tellOwners(shop.system)]).toEqual([1, 0]);
    const [mail] = await shop.engine.db.query<{ recipient: string; content: string }>(
      sql`select recipient, content from messages where purpose = 'webhook_paused'`,
    );
    expect(await shop.system.personal.open('messages.recipient', mail?.recipient ?? '')).toBe(
      `${owner.actor.personId}@partner.example`,
    );
    expect(await shop.system.personal.open('messages.content', mail?.content ?? '')).toContain('127.0.0.1');

    await shop.happen(productChanged(randomIds.next()));
    shop.receiver.behave = () => 200;
    await shop.sendFor(HOUR_MS);
    expect(shop.receiver.taken).toEqual([]);
    const resumed = await changeEndpoint(owner, { endpointId: id, changes: { status: 'active' } });
    expect(resumed).toMatchObject({
      status: 'active',
      pausedReason: null,
      consecutiveFailures: 0,
      failingSince: null,
    });
    await shop.send();
    const all = await shop.deliveries();
    expect(all).toHaveLength(29);
    expect(all.every(({ status }) => status === 'delivered')).toBe(true);
  });

  it('that fails now and then stays active', async () => {
    const owner = await shop.partner();
    const { id } = await shop.endpointOf(owner, ['product.changed']);
    let tries = 0;
    shop.receiver.behave = () => (++tries % 4 === 0 ? 200 : 500);
    for (let hour = 0; hour < 30; hour++) {
      await shop.happen(productChanged(randomIds.next()));
      await shop.sendFor(HOUR_MS);
    }
    expect(await getEndpoint(owner, { endpointId: id })).toMatchObject({ status: 'active' });
  });

  it('that answers 410 is disabled, and hears of nothing new', async () => {
    const owner = await shop.partner();
    const { id } = await shop.endpointOf(owner, ['product.changed']);
    shop.receiver.behave = () => 410;
    await shop.happen(productChanged());
    await shop.send();
    await shop.happen(productChanged());
    expect(await getEndpoint(owner, { endpointId: id })).toMatchObject({ status: 'disabled' });
    expect(await shop.deliveries()).toMatchObject([{ status: 'failed', attempts: 1 }]);
  });

  it('that does not answer holds up nobody else', async () => {
    await shop.endpointOf(await shop.partner(), ['product.changed']);
    const hanging = await shop.endpointOf(await shop.partner(), ['product.changed']);
    await shop.happen(...Array.from({ length: 30 }, () => productChanged(randomIds.next())));
    let inside = 0;
    let most = 0;
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const fast: string[] = [];
    const owners = await shop.engine.db.query<{ id: string; endpoint: string }>(
      sql`select id, endpoint_id as endpoint from webhook_deliveries`,
    );
    const endpointOfDelivery = new Map(owners.map((row) => [row.id, row.endpoint]));
    shop.receiver.behave = async ({ id }) => {
      if (endpointOfDelivery.get(id) !== hanging.id) {
        if (fast.push(id) === 30) release();
        return 200;
      }
      most = Math.max(most, ++inside);
      await released;
      inside -= 1;
      return 200;
    };
    await shop.send();
    expect(fast).toHaveLength(30);
    expect(most).toBeLessThanOrEqual(3);
    expect(shop.receiver.taken).toHaveLength(60);
  });

  it('takes both secrets for a day after a rotation, then only the new one', async () => {
    const owner = await shop.partner();
    const { id, secret } = await shop.endpointOf(owner, ['product.changed']);
    const rotated = await rotateSecret(owner, { endpointId: id });
    expect(rotated.secret).not.toBe(secret);
    for (const known of [secret, rotated.secret]) {
      shop.receiver.secrets = [known];
      await shop.happen(productChanged(randomIds.next()));
      await shop.send();
    }
    expect(shop.receiver.taken).toHaveLength(2);
    shop.passMs(24 * HOUR_MS);
    shop.receiver.secrets = [secret];
    await shop.happen(productChanged(randomIds.next()));
    await shop.send();
    expect([shop.receiver.taken.length, shop.receiver.refused.length]).toEqual([2, 1]);
  });

  it('keeps its secret sealed, and shows it only when it is made or renewed', async () => {
    const owner = await shop.partner();
    const { id, secret } = await shop.endpointOf(owner, ['product.changed']);
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const stored = JSON.stringify(await shop.engine.db.query(sql`select * from webhook_endpoints`));
    expect(stored).not.toContain(secret.slice(6));
    const shown = [await getEndpoint(owner, { endpointId: id }), await listEndpoints(owner)];
    expect(JSON.stringify(shown)).not.toContain('secret');
  });

  it('belongs to its owner: others find none, staff for all find every one', async () => {
    const [owner, other] = [await shop.partner(), await shop.partner()];
    const admin = await shop.partner([{ role: 'admin', scope: 'all' }]);
    const { id: endpointId } = await shop.endpointOf(owner, ['product.changed']);
    await shop.happen(productChanged());
    const [{ id: deliveryId } = { id: '' }] = (await listDeliveries(owner, { endpointId })).data;
    const asOther: (() => Promise<unknown>)[] = [
      () => getEndpoint(other, { endpointId }),
      () => changeEndpoint(other, { endpointId, changes: { status: 'paused' } }),
      () => rotateSecret(other, { endpointId }),
      () => sendTestEvent(other, { endpointId }),
      () => listDeliveries(other, { endpointId }),
      () => replayFailed(other, { endpointId, since: startedAt }),
      () => getDelivery(other, { deliveryId }),
      () => replayDelivery(other, { deliveryId }),
      () => removeEndpoint(other, { endpointId }),
    ];
    for (const attempt of asOther) await expect(attempt()).rejects.toMatchObject({ code: 'not_found' });
    expect((await listEndpoints(other)).data).toEqual([]);
    expect((await listEndpoints(admin)).data).toMatchObject([{ id: endpointId, status: 'active' }]);
    const customer = await shop.partner([{ role: 'customer', scope: 'own' }]);
    await expect(shop.endpointOf(customer, ['product.changed'])).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('can be tried, and a delivery can be sent again as the same message', async () => {
    const owner = await shop.partner();
    const { id: endpointId } = await shop.endpointOf(owner, ['product.changed']);
    const tried = await sendTestEvent(owner, { endpointId });
    await expect(replayDelivery(owner, { deliveryId: tried.id })).rejects.toMatchObject({ code: 'conflict' });
    await shop.send();
    expect(shop.receiver.taken).toMatchObject([{ id: tried.id, body: { type: 'endpoint.test' } }]);
    await replayDelivery(owner, { deliveryId: tried.id });
    await shop.send();
    expect(shop.receiver.taken.map(({ id }) => id)).toEqual([tried.id, tried.id]);
    expect(await getDelivery(owner, { deliveryId: tried.id })).toMatchObject({ status: 'delivered', attempts: 2 });
    const events = await shop.engine.db.query(sql`select type, subject from events`);
    expect(events).toEqual(Array.from({ length: 2 }, () => ({ type: 'webhook.due', subject: endpointId })));
  });

  it('that is removed is sent nothing more, and its secret is gone', async () => {
    const owner = await shop.partner();
    const { id: endpointId } = await shop.endpointOf(owner, ['product.changed']);
    await shop.happen(productChanged());
    await removeEndpoint(owner, { endpointId });
    await shop.send();
    expect(shop.receiver.taken).toEqual([]);
    expect(await shop.engine.db.query(sql`select secret, previous_secret from webhook_endpoints`)).toEqual([
      { secret: '', previous_secret: null },
    ]);
    await expect(getEndpoint(owner, { endpointId })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('at an address inside is refused with what is wrong, whoever asks', async () => {
    const owner = { ...(await shop.partner()), localTargets: false };
    for (const url of ['http://partner.example/', 'https://127.0.0.1/', 'https://printer.local/']) {
      await expect(createEndpoint(owner, { url, eventTypes: ['product.changed'] })).rejects.toMatchObject({
        code: 'invalid_input',
        errors: [{ path: 'url' }],
      });
    }
  });

  it('that was paused for three days misses what is older, visibly; the log is forgotten after thirty', async () => {
    const owner = await shop.partner();
    const { id: endpointId } = await shop.endpointOf(owner, ['product.changed']);
    await changeEndpoint(owner, { endpointId, changes: { status: 'paused' } });
    await shop.happen(productChanged());
    shop.passMs(74 * HOUR_MS);
    await shop.happen(productChanged());
    await keepDeliveriesTidy(shop.system);
    expect((await shop.deliveries()).map(({ status }) => status)).toEqual(['failed', 'waiting']);
    shop.passMs(27 * 24 * HOUR_MS);
    await keepDeliveriesTidy(shop.system);
    expect((await shop.deliveries()).map(({ status }) => status)).toEqual(['failed']);
  });
});
