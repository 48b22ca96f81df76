import { getIntrospectionQuery } from 'graphql';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testContext } from '#platform/context.test-support';
import { createGraphql } from '../../workers/gateway/graphql/answer-graphql.ts';
import type { AnswerInner } from '../../workers/gateway/inner/inner-door.ts';
import { routes } from '../../workers/gateway/rest/routes.ts';
import { asJson } from './gateway-in-node.ts';

let answer: AnswerInner;
/** How often resolvers were about to run. */
let executions = 0;

beforeAll(() => {
  answer = createGraphql({ routes, checkResponses: true, onExecute: () => (executions += 1) });
});
beforeEach(() => {
  executions = 0;
});

/** Nothing is within reach: whatever ran would fail in another way. */
function post(body: string, headers: Record<string, string> = {}): Promise<Response> {
  const request = new Request('http://shop.test/graphql', { method: 'POST', headers: { ...asJson, ...headers }, body });
  const verbs = { ...testContext({ actor: { kind: 'anonymous' } }), db: { roundTrips: 0 } as never };
  return answer({ request, verbs, version: 'test', isSecure: false });
}

const ask = (query: string, variables: object = {}) => post(JSON.stringify({ query, variables }));

/** A word that stands in every hostile query and must not come back. */
const canary = 'canary8231';

async function expectRefused(response: Response, status = 400): Promise<string> {
  const text = await response.text();
  expect(response.status, text).toBe(status);
  expect(executions).toBe(0);
  expect(text).not.toContain(canary);
  const { errors, data } = JSON.parse(text) as { errors: { message: string; extensions: object }[]; data?: unknown };
  expect(data).toBeUndefined();
  expect(errors.length).toBeGreaterThan(0);
  expect(errors[0]?.extensions).toMatchObject({ requestId: 'test', status });
  expect(text).not.toMatch(/at .*\.[jt]s:\d/);
  return errors.map(({ message }) => message).join(' ');
}

const nested = (depth: number) =>
  `{ products { nodes { ${'related { '.repeat(depth)}name${' }'.repeat(depth)} } } }`.replace(
    'name',
    `${canary}: name`,
  );

describe('a hostile document', () => {
  it('runs when it is none: the counter counts', async () => {
    expect((await ask('{ __typename }')).status).toBe(200);
    expect(executions).toBe(1);
  });

  it('is refused 50 levels deep', async () => {
    expect(await expectRefused(await ask(nested(50)))).toContain('depth');
  });

  it('is refused 50 levels deep in fragments', async () => {
    const fragments = Array.from({ length: 50 }, (_, at) => `fragment f${at} on Product { related { ...f${at + 1} } }`);
    await expectRefused(
      await ask(`{ products { nodes { ...f0 } } } ${fragments.join(' ')} fragment f50 on Product { name }`),
    );
  });

  it('is refused with 1,000 aliases, and with 16', async () => {
    for (const count of [1000, 16]) {
      const aliases = Array.from({ length: count }, (_, at) => `a${at}:stores{sampleData}`);
      await expectRefused(await ask(`{ ${aliases.join(' ')} }`));
    }
  });

  it('is refused with 21 fields at the top, which a fragment does not hide', async () => {
    await expectRefused(await ask(`{ ...all } fragment all on Query { ${'__typename '.repeat(21)} }`));
  });

  it('is refused when a fragment contains itself', async () => {
    await expectRefused(
      await ask('{ stores { ...a } } fragment a on StoreList { ...b } fragment b on StoreList { ...a }'),
    );
  });

  it('is refused with more than 1,000 tokens, before it is understood', async () => {
    expect(await expectRefused(await ask(`{ ${`${canary} `.repeat(2000)} }`))).toContain('Token limit');
  });

  it('is refused above 32 KB', async () => {
    await expectRefused(await ask(`{ __typename } # ${canary.repeat(4000)}`), 413);
  });

  it('is refused with 50 directives', async () => {
    await expectRefused(await ask(`{ __typename ${'@include(if: true) '.repeat(50)} }`));
  });

  it('is refused when its lists multiply', async () => {
    const query = '{ products(first: 100) { nodes { related { related { related { variants { sku } } } } } } }';
    expect(await expectRefused(await ask(query))).toContain('costs');
    await expectRefused(await ask(query.replace('100', '$n').replace('{', 'query($n: Int) {'), { n: 100 }));
  });

  it('is refused with six mutations, and with two that guess', async () => {
    const open = Array.from({ length: 6 }, (_, at) => `m${at}: openCart { token }`);
    await expectRefused(await ask(`mutation { ${open.join(' ')} }`));
    const guess = (at: number) => `g${at}: authMagicLinkUse(input: { token: "${canary}" }) { __typename }`;
    expect(await expectRefused(await ask(`mutation { ${guess(1)} ${guess(2)} }`))).toContain('alone');
  });

  it('is refused when introspection feeds on itself', async () => {
    const bomb = `{ __schema { types { ${'fields { type { '.repeat(6)}name${' } }'.repeat(6)} } } }`;
    await expectRefused(await ask(bomb));
  });

  it('may ask for the schema as tools do', async () => {
    const response = await ask(getIntrospectionQuery());
    expect(response.status).toBe(200);
    expect(Object.keys((await response.json()) as object)).toEqual(['data']);
  });

  it('is refused with 101 ids or representations', async () => {
    const ids = Array.from({ length: 101 }, () => 'x');
    await expectRefused(await ask('query($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids }));
    const representations = ids.map(() => ({ __typename: 'Product', id: 'x' }));
    await expectRefused(
      await ask('query($r: [_Any!]!) { _entities(representations: $r) { __typename } }', { r: representations }),
    );
  });

  it('is refused with 101 ids and representations in several fields: each may be a look-up of its own', async () => {
    const ids = Array.from({ length: 34 }, () => 'x');
    const nodes = [1, 2].map((at) => `n${at}: nodes(ids: $ids) { id }`).join(' ');
    const entities = '_entities(representations: $r) { __typename }';
    const variables = { ids, r: ids.map((id) => ({ __typename: 'Order', id })) };
    await expectRefused(await ask(`query($ids: [ID!]!, $r: [_Any!]!) { ${nodes} ${entities} }`, variables));
  });
});

describe('a hostile request', () => {
  it('is refused as a batch of 100, and of one', async () => {
    const one = { query: `{ ${canary}: __typename }` };
    for (const count of [100, 1])
      await expectRefused(await post(JSON.stringify(Array.from({ length: count }, () => one))));
  });

  it('is refused with variables 100 levels deep', async () => {
    const deep = `${'{"a":'.repeat(100)}1${'}'.repeat(100)}`;
    await expectRefused(await post(`{"query":"query($a: Json) { __typename }","variables":{"a":${deep}}}`));
  });

  it('is refused with a field called __proto__ or given twice', async () => {
    await expectRefused(await post('{"query":"{ __typename }","variables":{"__proto__":{"canary8231":1}}}'));
    await expectRefused(await post(`{"query":"{ __typename }","query":"{ ${canary}: __typename }"}`));
    await expectRefused(await ask('{ __typename __proto__ }'));
  });

  it('is refused when it is no JSON, or says so', async () => {
    await expectRefused(await post(`{"query": "${canary}`));
    for (const type of ['text/plain', 'multipart/form-data; boundary=x', 'application/x-www-form-urlencoded', '']) {
      await expectRefused(await post('{"query":"{ __typename }"}', { 'content-type': type }), 415);
    }
  });

  it('repeats no value that it refuses', async () => {
    await expectRefused(await ask(`{ products(first: "${canary}") { nodes { id } } }`));
    await expectRefused(await ask('query($n: Int) { products(first: $n) { nodes { id } } }', { n: canary }));
    await expectRefused(await ask(`{ stores { data { id } } ${canary}`));
    await expectRefused(await ask(`{ stores ${canary.repeat(20)}`));
  });

  it('changes nothing with GET', async () => {
    const url = `http://shop.test/graphql?query=${encodeURIComponent('mutation { openCart { token } }')}`;
    const verbs = testContext({ actor: { kind: 'anonymous' }, db: { roundTrips: 0 } as never });
    await expectRefused(await answer({ request: new Request(url), verbs, version: 'test', isSecure: false }), 405);
  });
});
