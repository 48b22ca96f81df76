import { type GraphQLSchema, isIntrospectionType, isSpecifiedScalarType, printType } from 'graphql';
import * as z from 'zod';
import { parseInput } from '#platform/parse-input';
import type { Builder } from './builder.ts';
import type { GraphqlContext } from './graphql-context.ts';
import { recordId } from './shapes/input-types.ts';
import { isUuid } from './shapes/node-type.ts';
import type { FindNode, LateType } from './shapes/output-types.ts';

/** A type that other graphs may point to by its `id`, and how it is found again. */
export interface Entity {
  type: LateType;
  find: FindNode;
}

const RepresentationSchema = z.looseObject({ __typename: z.string().max(100), id: z.string().max(200) });
type Representation = z.output<typeof RepresentationSchema>;

/** What an entity is found with: an order's token may come along with its id. */
const referenceOf = (representation: Readonly<Record<string, unknown>>, name: string): string | undefined => {
  const value = representation[name];
  return typeof value === 'string' ? value : undefined;
};

/**
 * Makes the graph a subgraph of Apollo Federation 2 (`_service`, `_entities`). By hand: the library for it loads a second copy
 * of graphql in Node, whose types the first refuses.
 */
export function addFederation(builder: Builder, entities: ReadonlyMap<string, Entity>, sdl: () => string): void {
  builder.scalarType('_Any', { serialize: (value) => value, parseValue: (value) => value });
  const service = builder.objectRef<object>('_Service');
  service.implement({ fields: (t) => ({ sdl: t.string({ nullable: false, resolve: sdl }) }) });
  const entity = builder.unionType('_Entity', {
    types: [...entities.values()].map(({ type }) => type) as never,
    resolveType: (value) => (value as Found).__typename as never,
  });
  builder.queryField('_service', (t) => t.field({ type: service, nullable: false, resolve: () => ({}) }));
  builder.queryField('_entities', (t) =>
    t.field({
      type: [entity],
      nullable: { list: false, items: true },
      args: { representations: t.arg({ type: ['_Any'], required: true }) },
      resolve: (_root, { representations }, ctx) =>
        representations.map((one) => findEntity(one, entities, ctx)) as never,
    }),
  );
}

interface Found {
  __typename: string;
}

/** Permission is asked by the verb that finds it, as everywhere. */
async function findEntity(
  given: unknown,
  entities: ReadonlyMap<string, Entity>,
  ctx: GraphqlContext,
): Promise<Found | null> {
  const representation: Representation = parseInput(RepresentationSchema, given);
  const id = recordId(representation.id);
  const entity = entities.get(representation.__typename);
  if (entity === undefined || !isUuid(id)) return null;
  const found = await entity.find(ctx, id, referenceOf(representation, 'orderToken'));
  return found ? { ...found, __typename: representation.__typename } : null;
}

const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.6", import: ["@key", "@shareable"])`;

/** The schema as a router composes it: without what federation itself adds. */
export function subgraphSdl(schema: GraphQLSchema, entities: Iterable<string>): string {
  const keyed = new Set(entities);
  const types = Object.values(schema.getTypeMap())
    .filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type) && !type.name.startsWith('_'))
    .map((type) => {
      const text = printType(type);
      if (type.name === 'Query') return text.replaceAll(/^ {2}_(?:entities|service).*\n/gm, '');
      if (type.name === 'PageInfo') return text.replace(/^type PageInfo/m, 'type PageInfo @shareable');
      return keyed.has(type.name) ? text.replace(/^(type [^{]*?) \{/m, '$1 @key(fields: "id") {') : text;
    });
  return [link, ...types].join('\n\n');
}
