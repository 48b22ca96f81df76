import type { GraphQLSchema } from 'graphql';
import type { Route } from '../routing/define-route.ts';
import { newBuilder } from './builder.ts';
import { catalogueTypes } from './catalogue-types.ts';
import { exemptions } from './exemptions.ts';
import { addFederation, type Entity, subgraphSdl } from './federation.ts';
import { findNodes, opensToToken } from './find-nodes.ts';
import { addRouteField } from './route-fields.ts';
import { addressOf, fieldNameOf } from './route-names.ts';
import { isExpressible, type Operation, operationOf } from './route-operation.ts';
import { addScalars } from './scalars.ts';
import { EnumTypes } from './shapes/enum-types.ts';
import { InputTypes } from './shapes/input-types.ts';
import { type FindNode, type LateType, type Link, OutputTypes } from './shapes/output-types.ts';
import type { Shape } from './shapes/shape.ts';
import { TypeNames } from './shapes/type-names.ts';
import { addSubscriptions } from './subscriptions.ts';
import { tokenAnswers } from './token-answers.ts';

/** The routes that have a field, by the names of their fields. */
export function fieldsOfRoutes(routes: readonly Route[]): Map<string, Route> {
  const fields = new Map<string, Route>();
  for (const route of routes) {
    if (!isExpressible(route) || addressOf(route) in exemptions) continue;
    const name = fieldNameOf(route, routes);
    const other = fields.get(name);
    if (other !== undefined) throw new Error(`${addressOf(route)} and ${addressOf(other)} would both be ${name}`);
    fields.set(name, route);
  }
  return fields;
}

/** The whole graph, made from the routes: what stands behind an address stands behind a field too. */
export function buildSchema(routes: readonly Route[]): GraphQLSchema {
  const builder = newBuilder();
  const names = new TypeNames();
  for (const name of ['Query', 'Mutation', 'Subscription', 'Node', 'PageInfo', 'Product', 'Remedy', 'Variant']) {
    names.take(name, name);
  }
  builder.queryType({});
  builder.mutationType({});
  builder.subscriptionType({});
  addScalars(builder);

  const operations = [...fieldsOfRoutes(routes)].map(([name, route]) => ({ name, operation: operationOf(route) }));
  const byName = new Map(operations.map(({ name, operation }) => [name, operation]));
  const found = findNodes(operations.map(({ operation }) => operation));
  const nodes = new Map<string, FindNode>([
    ...found,
    ['Cart', opensToToken('cart(cartId, cartToken)', byName.get('cart'), undefined)],
    ['Order', opensToToken('order(orderId, orderToken)', byName.get('order'), found.get('Order'))],
    ['Store', (ctx, id) => ctx.loaders.store.load(id)],
  ]);
  const catalogue = catalogueTypes(builder);
  const ownTypes = new Map<string, LateType>([
    ['Product', catalogue.product],
    ['ProductCard', catalogue.product],
    ['Remedy', catalogue.remedy],
    ['RemedyEntry', catalogue.remedy],
    ['RemedyReference', catalogue.remedy],
    ['ProductRemedy', catalogue.remedy],
    ['Variant', catalogue.variant],
  ]);
  const links: Record<string, Link> = {
    productId: {
      name: 'product',
      type: catalogue.product,
      follow: (ctx, id, language) => ctx.loaders.product(language).load(id),
    },
    variantId: {
      name: 'variant',
      type: catalogue.variant,
      follow: async (ctx, id, language) =>
        (await ctx.loaders.productOfVariant(language).load(id))?.variants.find((one) => one.id === id),
    },
  };
  const enums = new EnumTypes(builder, names);
  const inputs = new InputTypes(builder, names, enums);
  const outputs = new OutputTypes(builder, names, enums, { ownTypes, nodes, links });
  catalogue.implement(outputs);
  const parts = { builder, names, inputs, outputs };
  const store = listedType(byName, 'stores');
  if (store !== undefined) {
    links.storeId = {
      name: 'store',
      type: outputs.typeOf(store, 'Store'),
      follow: (ctx, id) => ctx.loaders.store.load(id),
    };
  }
  tokenAnswers(builder, outputs, ownTypes);
  for (const { name, operation } of operations) addRouteField(parts, name, operation);
  addSubscriptions(builder, outputs, byName);
  const entities = new Map<string, Entity>([
    ['Product', { type: catalogue.product, find: (ctx, id) => ctx.loaders.product('en').load(id) }],
    ['Remedy', { type: catalogue.remedy, find: (ctx, id) => ctx.loaders.remedy('en').load(id) }],
    ...entitiesOf(outputs, nodes, ['Store', 'Order']),
  ]);
  let sdl: string | undefined;
  addFederation(builder, entities, () => (sdl ??= subgraphSdl(schema, entities.keys())));
  const schema = builder.toSchema();
  return schema;
}

/** Nodes that other graphs may point to. */
function entitiesOf(outputs: OutputTypes, nodes: ReadonlyMap<string, FindNode>, names: readonly string[]) {
  return names.flatMap((name): [string, Entity][] => {
    const type = outputs.named(name);
    const find = nodes.get(name);
    return type === undefined || find === undefined ? [] : [[name, { type, find }]];
  });
}

/** What a list holds. */
function listedType(operations: ReadonlyMap<string, Operation>, name: string): Shape | undefined {
  const answer = operations.get(name)?.answer;
  const list = answer?.kind === 'object' ? answer.fields.data : undefined;
  return list?.kind === 'list' ? list.of : undefined;
}
