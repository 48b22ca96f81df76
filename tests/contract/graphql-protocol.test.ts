import { sql } from 'drizzle-orm';
import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { persistedDocuments, sha256 } from '../../workers/gateway/graphql/persisted-operations.ts';
import { watchCount } from '../../workers/gateway/graphql/watch.ts';
import { sample } from '../../workers/gateway/rest/sample.ts';
import { postGraphql, readEvents } from './ask-graphql.ts';
import { asJson, type GatewayInNode, startGatewayInNode } from './gateway-in-node.ts';

let gateway: GatewayInNode;

beforeAll(async () => {
  gateway = await startGatewayInNode();
});
afterAll(() => gateway.stop());

const ask = (query: string, variables: object = {}) => postGraphql(gateway, { query, variables });
const post = (body: object) => postGraphql(gateway, body);

describe('a persisted operation', () => {
  const [document = ''] = persistedDocuments;

  it('is known by its hash, with POST and with GET', async () => {
    const sha256Hash = await sha256(document);
    const extensions = { persistedQuery: { version: 1, sha256Hash } };
    const variables = { handle: sample.productHandle };
    expect((await post({ extensions, variables })).data.product.handle).toBe(sample.productHandle);
    const search = new URLSearchParams({
      extensions: JSON.stringify(extensions),
      variables: JSON.stringify(variables),
    });
    const response = await gateway.get(`/graphql?${search}`);
    expect(await response.json()).toMatchObject({ data: { product: { handle: sample.productHandle } } });
  });

  it('is not learnt from whoever sends one', async () => {
    const query = '{ stores { sampleData } }';
    const extensions = { persistedQuery: { version: 1, sha256Hash: await sha256(query) } };
    expect((await post({ query, extensions })).status).toBe(200);
    const again = await post({ extensions });
    expect(again.status).toBe(404);
    expect(again.errors[0]?.extensions).toMatchObject({ code: 'not_found', reason: 'persisted_query_not_found' });
  });

  it('is valid, each of them', async () => {
    for (const query of persistedDocuments) {
      const { status } = await post({ query, variables: { handle: sample.productHandle } });
      expect(status).toBe(200);
    }
  });
});

describe('a subgraph', () => {
  it('tells a router its types and their keys', async () => {
    const { data } = await ask('{ _service { sdl } }');
    const sdl: string = data._service.sdl;
    expect(sdl).toContain('@link(url: "https://specs.apollo.dev/federation/v2.6"');
    for (const name of ['Product', 'Remedy', 'Store', 'Order']) {
      expect(sdl).toMatch(new RegExp(`type ${name} implements Node @key\\(fields: "id"\\)`));
    }
    expect(sdl).not.toMatch(/_entities|_service|_Any/);
  });

  it('finds what other graphs point to, in one round trip a kind', async () => {
    const { data } = await ask('{ products(first: 20) { nodes { id } } stores { data { id } } }');
    const representations = [
      ...data.products.nodes.map(({ id }: { id: string }) => ({ __typename: 'Product', id })),
      { __typename: 'Store', id: data.stores.data[0].id },
    ];
    const found = await ask(
      'query($r: [_Any!]!) { _entities(representations: $r) { __typename ... on Product { id name } ... on Store { code } } }',
      { r: representations },
    );
    expect(found.errors).toEqual([]);
    expect(found.data._entities).toHaveLength(21);
    expect(found.data._entities.map(({ id }: { id?: string }) => id).slice(0, 20)).toEqual(
      data.products.nodes.map(({ id }: { id: string }) => id),
    );
    expect(found.trips).toBe(2);
  });
});

describe('a subscription', () => {
  it('gives the present state first, then what has changed, as server-sent events', async () => {
    const query = `subscription { stockChanged(variantIds: ["${sample.variantId}"]) { storeId availability store { name } } }`;
    const response = await gateway.send('POST', '/graphql', {
      headers: { ...asJson, accept: 'text/event-stream' },
      body: JSON.stringify({ query }),
    });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const events = readEvents(response);
    const first = (await events.next()).value;
    expect(first?.data.stockChanged.length).toBeGreaterThan(1);
    const storeId: string = first?.data.stockChanged[0].storeId;
    await gateway.db.query(sql`insert into stock_levels (variant_id, store_id, available, band, as_of_sequence)
      values (${sample.variantId}, ${storeId}, 2, 'low', 1)
      on conflict (variant_id, store_id) do update set available = 2, band = 'low'`);
    const second = (await events.next()).value;
    expect(second?.data.stockChanged.find((one: { storeId: string }) => one.storeId === storeId).availability).toBe(
      'low',
    );
    expect(watchCount(Date.now())).toBe(1);
    await events.return(undefined);
    expect(watchCount(Date.now())).toBe(0);
  });

  it('is refused before it starts when it may not be seen', async () => {
    const query = `subscription { orderChanged(orderId: "${sample.orderId}", orderToken: "wrong") { number } }`;
    const response = await gateway.send('POST', '/graphql', {
      headers: { ...asJson, accept: 'text/event-stream' },
      body: JSON.stringify({ query }),
    });
    expect(await response.text()).toContain('"code":"not_found"');
  });
});

describe('GraphQL over HTTP', () => {
  // A document that is not valid is 400 for every caller; the audits would rather have 200 for `application/json`.
  const deliberate = /^SHOULD use (?:a status code of )?200 .* when accepting application\/json$/;

  it('passes every audit of graphql-http but the three that want 200 for a refusal', async () => {
    const audits = serverAudits({
      url: 'http://shop.test/graphql',
      fetchFn: (url: string, init?: RequestInit) => {
        const { pathname, search } = new URL(url);
        return gateway.send(init?.method ?? 'GET', pathname + search, init);
      },
    });
    const results = await Promise.all(audits.map(({ fn }) => fn()));
    const unmet = results.filter(({ status }) => status !== 'ok').map(({ name }) => name);
    expect(audits.length).toBeGreaterThan(50);
    expect(unmet.filter((name) => !deliberate.test(name))).toEqual([]);
    expect(unmet).toHaveLength(3);
  });
});
