import { describe, expect, it } from 'vitest';
import { routes } from '../rest/routes.ts';
import { exemptions } from './exemptions.ts';
import { addressOf, fieldNameOf } from './route-names.ts';
import { isExpressible } from './route-operation.ts';
import { buildSchema, fieldsOfRoutes } from './schema.ts';

const schema = buildSchema(routes);

describe('every route of REST', () => {
  const fields = fieldsOfRoutes(routes);
  const names = new Map([...fields].map(([name, route]) => [addressOf(route), name]));

  it.each(routes.map((route) => [addressOf(route), route] as const))(
    '%s is a field, or exempt for a reason',
    (address, route) => {
      const name = names.get(address);
      if (name === undefined) return expect(exemptions[address]).toMatch(/\w+ \w+/);
      const type = route.spec.method === 'get' ? schema.getQueryType() : schema.getMutationType();
      expect(type?.getFields()).toHaveProperty(name);
      return expect(exemptions).not.toHaveProperty([address]);
    },
  );

  it('is exempt only while it exists', () => {
    const addresses = new Set(routes.map(addressOf));
    expect(Object.keys(exemptions).filter((address) => !addresses.has(address))).toEqual([]);
  });

  it('takes a file or answers one, where it is exempt for that', () => {
    const files = routes.filter((route) => !isExpressible(route)).map(addressOf);
    expect(files.filter((address) => !(address in exemptions))).toEqual([]);
  });
});

describe('the name of a field', () => {
  const nameOf = (address: string) => {
    const route = routes.find((one) => addressOf(one) === address);
    return route && fieldNameOf(route, routes);
  };

  it('follows from the address', () => {
    expect(nameOf('GET /v1/remedies')).toBe('remedies');
    expect(nameOf('GET /v1/remedies/{slug}')).toBe('remedy');
    expect(nameOf('POST /v1/carts/{cartId}/lines')).toBe('addCartLine');
    expect(nameOf('DELETE /v1/carts/{cartId}/lines/{lineId}')).toBe('removeCartLine');
    expect(nameOf('GET /v1/admin/people/{personId}')).toBe('adminPerson');
    expect(nameOf('POST /v1/carts/{cartId}/checkout')).toBe('placeOrder');
  });
});

describe('secrets', () => {
  it('that REST takes as headers are arguments, but never what the HTTP request tells by itself', () => {
    const placeOrder = schema.getMutationType()?.getFields().placeOrder;
    expect(placeOrder?.args.map(({ name }) => name).sort()).toEqual(['cartId', 'cartToken', 'idempotencyKey', 'input']);
    const all = [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
      Object.values(type?.getFields() ?? {}),
    );
    const names = new Set(all.flatMap(({ args }) => args.map(({ name }) => name)));
    for (const name of ['cookie', 'authorization', 'origin']) expect(names).not.toContain(name);
  });
});

describe('nodes', () => {
  it('are the main records, and every record that a route finds by its id alone', () => {
    const node = schema.getType('Node');
    const names = node && 'astNode' in node ? schema.getPossibleTypes(node as never).map(({ name }) => name) : [];
    expect(names).toEqual(
      expect.arrayContaining([
        'Product',
        'Variant',
        'Remedy',
        'Store',
        'Cart',
        'Order',
        'Person',
        'ApiKey',
        'Session',
        'WebhookEndpoint',
      ]),
    );
  });
});
