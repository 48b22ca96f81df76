import { beforeAll, describe, expect, inject, it } from 'vitest';
import { routes } from '../../workers/gateway/rest/routes.ts';
import { faultsOf } from '../hostile-answers.ts';
import { type Mutant, marker, mutantsOf, type Operation, texts } from '../mutants.ts';
import { readOperations } from '../openapi-operations.ts';
import { fetchOpen, inParallel } from '../shopper.ts';
import { throwawayOwners } from '../throwaway-owners.ts';

const mutantsEach = 200;
const mutantsEachOwner = 60;
/** Under an account's quota of twenty changes a minute. */
const CHANGES_EACH = 18;
const isPersonal = /^\/v1\/(?:auth|me|admin|webhook-endpoints|webhook-deliveries|apps)\b/;

describe('hostile input', () => {
  const shop = inject('shop');
  let operations: Operation[] = [];
  const failures: string[] = [];
  beforeAll(async () => {
    operations = await readOperations(shop.url);
  });

  it('has an OpenAPI file with every documented operation, and an example for every body', () => {
    const known = new Set(operations.map(({ method, path }) => `${method} ${path}`));
    for (const needed of [
      'GET /v1/health',
      'GET /v1/products',
      'GET /v1/products/{handle}',
      'GET /v1/search',
      'POST /v1/carts',
      'POST /v1/carts/{cartId}/checkout',
      'GET /v1/orders/{orderId}',
    ]) {
      expect(known).toContain(needed);
    }
  });

  it('has a body to change for every operation that takes JSON', () => {
    const bodyless = operations.filter(({ takesJson, bodyExample }) => takesJson && bodyExample === undefined);
    expect(bodyless.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
  });

  async function send(operation: Operation, mutant: Mutant, headers: Record<string, string>): Promise<number> {
    const bodyless = operation.method === 'GET' || operation.method === 'DELETE';
    const response = await fetchOpen(shop.url + mutant.path, {
      method: operation.method,
      headers: { ...mutant.headers, ...headers },
      ...(bodyless ? {} : { body: mutant.body }),
      redirect: 'manual',
    });
    const where = `${operation.method} ${operation.path} [${mutant.what}] -> ${response.status}`;
    failures.push(...faultsOf(response, await response.text()).map((fault) => `${where}: ${fault}`));
    return response.status;
  }

  it('gets a clear refusal from every operation: no 5xx, no stack, no echo', { timeout: 400_000 }, async () => {
    failures.length = 0;
    for (const operation of operations) {
      const mutants = mutantsOf(operation, mutantsEach);
      await inParallel(mutants.length, 16, async (index) => {
        const mutant = mutants[index];
        if (mutant === undefined) return;
        // As a stranger and as the operator: behind the permission stands the same strictness.
        await send(operation, mutant, {});
        await send(operation, mutant, { authorization: `Bearer ${shop.operatorKey}` });
      });
    }
    expect(failures.slice(0, 40)).toEqual([]);
  });

  it('gets one too behind the second factor of an owner', { timeout: 400_000 }, async () => {
    failures.length = 0;
    const owners = throwawayOwners(shop);
    const statuses = new Map<number, number>();
    for (const operation of operations.filter(({ path }) => isPersonal.test(path))) {
      const route = routes.find(
        ({ spec }) => spec.path === operation.path && spec.method === operation.method.toLowerCase(),
      );
      // An account's quota of changes is counted before the input is read: it must not hide what stands behind it.
      const isCounted = route?.spec.limit?.by === 'account';
      const mutants = mutantsOf(operation, isCounted ? 2 * CHANGES_EACH : mutantsEachOwner);
      const size = isCounted ? CHANGES_EACH : 40;
      for (let from = 0; from < mutants.length; from += size) {
        const headers = isCounted ? await owners.next() : await owners.current();
        const some = mutants.slice(from, from + size);
        await inParallel(some.length, 8, async (index) => {
          const mutant = some[index];
          if (mutant === undefined) return;
          const status = await send(operation, mutant, headers);
          statuses.set(status, (statuses.get(status) ?? 0) + 1);
        });
      }
    }
    const tally = Object.fromEntries(statuses);
    console.log(`mutants as an owner: ${JSON.stringify(tally)}, ${owners.count()} owners, ${failures.length} faults`);
    expect(failures.slice(0, 40)).toEqual([]);
    expect(statuses.get(429) ?? 0).toBeLessThan(100);
    expect(statuses.get(400) ?? 0).toBeGreaterThan(1_000);
  });

  it('gets none of itself back from GraphQL', async () => {
    failures.length = 0;
    const ask = [
      'query ($text: String!) { product(handle: $text) { id } }',
      'query ($text: String!) { products(first: 2, after: $text, sort: $text) { nodes { id } } }',
      'query ($text: String!) { search(q: $text, first: 2) { nodes { id } } }',
      'query ($text: String!) { suggest(q: $text) { __typename } }',
      'query ($text: ID!) { node(id: $text) { id } }',
      'query ($text: ID!) { order(orderId: $text, orderToken: "ord_x") { id } }',
    ];
    let asked = 0;
    for (const query of ask) {
      for (const text of texts) {
        const response = await fetch(`${shop.url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ query, variables: { text } }),
        });
        const answer = await response.text();
        asked += 1;
        const where = `${query} <- ${text.slice(0, 40)} -> ${response.status}`;
        if (response.status >= 500) failures.push(`${where}: ${answer.slice(0, 160)}`);
        if (answer.includes(marker)) failures.push(`${where}: echoes the input: ${answer.slice(0, 160)}`);
        if (/\n\s+at \w+|\.ts:\d+|\bSELECT\b/.test(answer)) failures.push(`${where}: shows its insides`);
      }
    }
    expect(failures).toEqual([]);
    expect(asked).toBe(ask.length * texts.length);
  });
});
