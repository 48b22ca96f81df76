import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sample } from '../../workers/gateway/rest/sample.ts';
import { postGraphql } from './ask-graphql.ts';
import { asJson, asOperator, type GatewayInNode, startGatewayInNode } from './gateway-in-node.ts';

let gateway: GatewayInNode;

beforeAll(async () => {
  gateway = await startGatewayInNode();
});
afterAll(() => gateway.stop());

const ask = (query: string, variables: object = {}, headers: Record<string, string> = {}) =>
  postGraphql(gateway, { query, variables }, headers);

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
