import { sql } from 'drizzle-orm';
import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { persistedDocuments, sha256 } from '../../workers/gateway/graphql/persisted-operations.ts';
import { watchCount } from '../../workers/gateway/graphql/watch.ts';
import { sample } from '../../workers/gateway/rest/sample.ts';
import { asJson, asOperator, type GatewayInNode, roundTrips, startGatewayInNode } from './gateway-in-node.ts';

let gateway: GatewayInNode;

beforeAll(async () => {
  gateway = await startGatewayInNode();
});
afterAll(() => gateway.stop());

interface GraphqlFailure {
  message: string;
  path?: (string | number)[];
  extensions: Record<string, unknown>;
}
interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: answers are as various as the queries of this file
  data: any;
  errors: GraphqlFailure[];
  trips: number;
}

async function post(body: object, headers: Record<string, string> = {}): Promise<Answer> {
  const response = await gateway.send('POST', '/graphql', {
    headers: { ...asJson, accept: 'application/graphql-response+json', ...headers },
    body: JSON.stringify(body),
  });
  const { data, errors = [] } = (await response.json()) as { data?: unknown; errors?: GraphqlFailure[] };
  return { status: response.status, data, errors, trips: roundTrips(response) };
}

const ask = (query: string, variables: object = {}, headers: Record<string, string> = {}) =>
  post({ query, variables }, headers);

describe('the catalogue as a graph', () => {
  const page = (first: number) =>
    ask(
      `query($first: Int) { products(first: $first) { nodes { name remedy { name productCount } variants { sku price product { handle }
        availabilityByStore { availability store { name } } } } } }`,
      { first },
    );

  it('costs the same round trips for one product and for fifty, with remedies, variants and stores', async () => {
    const [one, fifty] = [await page(1), await page(50)];
    expect(fifty.errors).toEqual([]);
    expect(fifty.data.products.nodes).toHaveLength(50);
    expect(fifty.data.products.nodes[0].remedy.productCount).toBeGreaterThan(0);
    expect(fifty.data.products.nodes[0].variants[0].availabilityByStore[0].store.name).toMatch(/\w/);
    expect(fifty.trips).toBe(one.trips);
    // The list, the products, their remedies, the stores, the products of the variants.
    expect(fifty.trips).toBeLessThanOrEqual(5);
  });

  it('needs one round trip for what a card knows', async () => {
    const { data, trips } = await ask('{ products(first: 50) { nodes { id handle name priceFrom availability } } }');
    expect(data.products.nodes).toHaveLength(50);
    expect(trips).toBe(1);
  });

  it('pages from any item, not only from the end of a page', async () => {
    const query =
      'query($first: Int, $after: String) { products(first: $first, after: $after, sort: "name") { edges { cursor node { recordId } } pageInfo { endCursor hasNextPage } } }';
    const all = (await ask(query, { first: 12 })).data.products.edges;
    const walked: string[] = [];
    for (let after = null; walked.length < 12; ) {
      const page = await ask(query, { first: 5, after });
      const { edges, pageInfo } = page.data.products;
      walked.push(...edges.map((edge: { node: { recordId: string } }) => edge.node.recordId));
      expect(pageInfo.hasNextPage).toBe(true);
      after = pageInfo.endCursor;
    }
    expect(walked.slice(0, 12)).toEqual(all.map((edge: { node: { recordId: string } }) => edge.node.recordId));
    const fromThird = (await ask(query, { first: 2, after: all[2].cursor })).data.products.edges;
    expect(fromThird.map((edge: { node: { recordId: string } }) => edge.node.recordId)).toEqual(walked.slice(3, 5));
  });

  it('finds nodes again by their global ids, all in one round trip a kind', async () => {
    const { data } = await ask(
      `{ product(handle: "${sample.productHandle}") { id variants { id } remedy { id } } stores { data { id } } }`,
    );
    const ids = [data.product.id, data.product.variants[0].id, data.product.remedy.id, data.stores.data[0].id];
    const found = await ask('query($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }', { ids });
    expect(found.data.nodes).toEqual([
      { __typename: 'Product', id: ids[0] },
      { __typename: 'Variant', id: ids[1] },
      { __typename: 'Remedy', id: ids[2] },
      { __typename: 'Store', id: ids[3] },
    ]);
    expect(found.trips).toBe(4);
  });

  it('speaks the language that a field was asked for in, down to what is read later', async () => {
    const query = `{ hi: product(handle: "${sample.productHandle}", language: hi) { name related { name description } }
      en: product(handle: "${sample.productHandle}") { name related { name } } }`;
    const { data } = await ask(query);
    expect(data.hi.name).toMatch(/[\u0900-\u097f]/);
    expect(data.hi.related[0].name).toMatch(/[\u0900-\u097f]/);
    expect(data.en.related[0].name).not.toMatch(/[\u0900-\u097f]/);
  });

  it('answers the same as REST', async () => {
    const rest = (await (await gateway.get(`/v1/products/${sample.productHandle}`)).json()) as {
      hsn: string;
      variants: { sku: string; price: object }[];
    };
    const { data } = await ask(`{ product(handle: "${sample.productHandle}") { hsn variants { sku price } } }`);
    expect(data.product).toEqual({ hsn: rest.hsn, variants: rest.variants.map(({ sku, price }) => ({ sku, price })) });
  });
});

describe('what REST hides', () => {
  const staffOnly =
    '{ adminMessages { nodes { id } } adminSales(from: "2026-11-01", to: "2026-11-02") { nodes { __typename } } stores { sampleData } }';

  it('is hidden here from a stranger, and what is open beside it is answered', async () => {
    const { status, data, errors } = await ask(staffOnly);
    expect(status).toBe(200);
    expect(data).toEqual({ adminMessages: null, adminSales: null, stores: { sampleData: true } });
    expect(errors.map(({ path, extensions }) => [path, extensions.code, extensions.status])).toEqual([
      [['adminMessages'], 'unauthenticated', 401],
      [['adminSales'], 'unauthenticated', 401],
    ]);
    expect(errors[0]?.extensions.requestId).toMatch(/./);
  });

  it('is told to the operator', async () => {
    const { data, errors } = await ask(staffOnly, {}, asOperator);
    expect(errors).toEqual([]);
    expect(data.adminMessages.nodes).toEqual([]);
  });

  it('is hidden behind node and _entities too', async () => {
    const order = btoa(`Order:${sample.orderId}`);
    const byNode = await ask('query($id: ID!) { node(id: $id) { id } }', { id: order });
    expect(byNode.errors[0]?.extensions.code).toBe('unauthenticated');
    const representations = [{ __typename: 'Order', id: sample.orderId }];
    const byEntity = await ask('query($r: [_Any!]!) { _entities(representations: $r) { ... on Order { number } } }', {
      r: representations,
    });
    expect(byEntity.data?._entities ?? [null]).toEqual([null]);
    expect(byEntity.errors[0]?.extensions.code).toBe('unauthenticated');
  });

  it('refuses a wrong key as a whole, with the status of REST', async () => {
    const response = await gateway.send('POST', '/graphql', {
      headers: { ...asJson, authorization: 'Bearer wrong' },
      body: '{"query":"{ __typename }"}',
    });
    expect(response.status).toBe(401);
  });
});

describe('an error', () => {
  it('carries the code, the status and the wrong fields of REST', async () => {
    const { errors } = await ask('{ product(handle: "NOT A HANDLE") { id } other: product(handle: "no-such") { id } }');
    expect(errors.find(({ path }) => path?.[0] === 'product')?.extensions).toMatchObject({
      code: 'invalid_input',
      status: 400,
      errors: [{ path: 'handle' }],
    });
    expect(errors.find(({ path }) => path?.[0] === 'other')?.extensions).toMatchObject({
      code: 'not_found',
      status: 404,
    });
    expect(JSON.stringify(errors)).not.toContain('NOT A HANDLE');
  });

  it('that nobody foresaw shows nothing but the request id', async () => {
    // There are no objects behind this gateway, so a cart fails in a way that is nobody's fault.
    const { errors } = await ask('mutation { openCart { token } }');
    expect(errors[0]?.message).toBe('It has been logged under the request id.');
    expect(errors[0]?.extensions).toEqual({ code: 'internal', status: 500, requestId: expect.stringMatching(/./) });
  });
});

describe('a write', () => {
  it('runs the same verb as REST, and the next read shows it', async () => {
    const input = { price: { amount: 9900, currency: 'INR' } };
    const write =
      'mutation($id: ID!, $input: SetPriceInput!) { setPrice(variantId: $id, input: $input) { __typename } }';
    const refused = await ask(write, { id: sample.variantId, input });
    expect(refused.errors[0]?.extensions.code).toBe('unauthenticated');
    const written = await ask(write, { id: btoa(`Variant:${sample.variantId}`), input }, asOperator);
    expect(written.errors).toEqual([]);
    const { data } = await ask('query($id: ID!) { node(id: $id) { ... on Variant { price } } }', {
      id: btoa(`Variant:${sample.variantId}`),
    });
    expect(data.node.price).toEqual(input.price);
  });

  it('takes whole paise of our currency as money, and nothing else', async () => {
    const write =
      'mutation($id: ID!, $input: SetPriceInput!) { setPrice(variantId: $id, input: $input) { __typename } }';
    for (const price of [
      { amount: 1.5, currency: 'INR' },
      { amount: 1, currency: 'USD' },
      100,
      { amount: 1, currency: 'INR', more: 1 },
    ]) {
      expect((await ask(write, { id: sample.variantId, input: { price } }, asOperator)).status).toBe(400);
    }
  });
});

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
    const first = await events.next();
    expect(first.value.data.stockChanged.length).toBeGreaterThan(1);
    const [{ storeId }] = first.value.data.stockChanged;
    await gateway.db.query(sql`insert into stock_levels (variant_id, store_id, available, band, as_of_sequence)
      values (${sample.variantId}, ${storeId}, 2, 'low', 1)
      on conflict (variant_id, store_id) do update set available = 2, band = 'low'`);
    const second = await events.next();
    expect(
      second.value.data.stockChanged.find((one: { storeId: string }) => one.storeId === storeId).availability,
    ).toBe('low');
    expect(watchCount()).toBe(1);
    await events.return(undefined);
    expect(watchCount()).toBe(0);
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

// biome-ignore lint/suspicious/noExplicitAny: as above
async function* readEvents(response: Response): AsyncGenerator<any, void, void> {
  let text = '';
  for await (const chunk of response.body as ReadableStream<Uint8Array>) {
    text += new TextDecoder().decode(chunk);
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const data = /^data: (.+)$/m.exec(block)?.[1];
      if (data !== undefined) yield JSON.parse(data);
    }
  }
}

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
