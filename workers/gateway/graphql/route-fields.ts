import type { Builder } from './builder.ts';
import { type GraphqlContext, markLanguage } from './graphql-context.ts';
import { DEFAULT_FIRST, MAX_FIRST, type Page, readPage } from './pages.ts';
import { inputOf, type Operation } from './route-operation.ts';
import { runOperation } from './run-operation.ts';
import type { InputTypes } from './shapes/input-types.ts';
import { type LateType, listOf, type OutputTypes } from './shapes/output-types.ts';
import { pascal, singular, type TypeNames } from './shapes/type-names.ts';

export interface SchemaParts {
  builder: Builder;
  names: TypeNames;
  inputs: InputTypes;
  outputs: OutputTypes;
}

type Given = Readonly<Record<string, unknown>>;

/** Adds a route as a field of Query or Mutation. It may be null: a refusal of one field leaves the others alone. */
export function addRouteField(parts: SchemaParts, name: string, operation: Operation): void {
  const { builder } = parts;
  const { spec } = operation.route;
  const type =
    operation.page === undefined ? answerType(parts, name, operation) : connectionType(parts, name, operation);
  const options = (t: { arg(options: object): unknown }) =>
    ({
      type,
      nullable: true,
      description: `${spec.summary}. \`${spec.method.toUpperCase()} ${spec.path}\`, permission \`${spec.permission}\``,
      args: { ...argumentsOf(parts, name, operation, t), ...(operation.page !== undefined && pageArguments(t)) },
      complexity: (given: Given) => costOf(operation, given),
      resolve: (_root: unknown, given: Given, ctx: GraphqlContext) => resolve(operation, given, ctx),
    }) as never;
  if (spec.method === 'get') builder.queryField(name, (t) => t.field(options(t as never)));
  else builder.mutationField(name, (t) => t.field(options(t as never)));
}

async function resolve(operation: Operation, given: Given, ctx: GraphqlContext): Promise<unknown> {
  const input = inputOf(operation, given);
  const run = (query: object) =>
    runOperation(operation.route, ctx, { ...input, query: { ...(input.query as object), ...query } });
  const answer = await (operation.page === undefined
    ? run({})
    : readPage(
        { first: Number(given.first ?? DEFAULT_FIRST), after: (given.after ?? undefined) as string | undefined },
        run,
      ));
  const { language } = given;
  if (language === 'en' || language === 'hi') markAnswer(ctx, answer, language);
  return answer;
}

/** Marks what an answer holds one and two levels down: pages, lists, and the records in them. */
function markAnswer(ctx: GraphqlContext, answer: unknown, language: 'en' | 'hi'): void {
  markLanguage(ctx, answer, language);
  if (typeof answer !== 'object' || answer === null) return;
  for (const value of Object.values(answer)) markLanguage(ctx, value, language);
}

const costOf = (operation: Operation, given: Given) =>
  operation.page === undefined ? 1 : { field: 1, multiplier: Math.max(1, Number(given.first ?? DEFAULT_FIRST)) };

function argumentsOf(
  { inputs }: SchemaParts,
  name: string,
  operation: Operation,
  t: { arg(options: object): unknown },
) {
  return Object.fromEntries(
    operation.arguments.map(({ name: argument, shape }) => [
      argument,
      t.arg({
        type: inputs.typeOf(shape, `${pascal(name)}${argument === 'input' ? '' : pascal(argument)}`),
        required: !shape.isNullable,
        ...(shape.description !== undefined && { description: shape.description }),
      }),
    ]),
  );
}

const pageArguments = (t: { arg(options: object): unknown }) => ({
  first: t.arg({ type: 'Int', required: false, description: `1 to ${MAX_FIRST}, ${DEFAULT_FIRST} unless told` }),
  after: t.arg({ type: 'String', required: false, description: 'The cursor of the item before' }),
});

function answerType({ outputs }: SchemaParts, name: string, { answer }: Operation): LateType {
  return outputs.typeOf(answer, `${pascal(name)}Answer`);
}

/** A connection as Relay reads it, forwards only: the lists of the records have no way back. */
function connectionType({ builder, names, outputs }: SchemaParts, name: string, { page }: Operation): LateType {
  if (page === undefined) throw new Error(`${name} is no list`);
  const item = outputs.typeOf(page.item, pascal(singular(name)));
  const edge = builder.objectRef<Edge>(names.take(`${pascal(name)}Edge`, page));
  edge.implement({
    fields: (t) => ({
      cursor: t.exposeString('cursor', { nullable: false }),
      node: t.field({ type: item as 'Json', nullable: false, resolve: ({ node }) => node }),
    }),
  });
  const connection = builder.objectRef<Page>(names.take(`${pascal(name)}Connection`, page));
  const perItem = { complexity: { field: 1, multiplier: 1 } };
  connection.implement({
    fields: (t) => ({
      ...(outputs.fieldsOf(t as never, page.rest, pascal(name), (row) => (row as unknown as Page).rest) as object),
      edges: t.field({ type: [edge], nullable: false, ...perItem, resolve: edgesOf }),
      nodes: t.field({
        type: listOf(item) as ['Json'],
        nullable: false,
        ...perItem,
        resolve: ({ items }) => [...items],
      }),
      pageInfo: t.field({ type: builder.pageInfoRef(), nullable: false, ...perItem, resolve: pageInfo }),
    }),
  });
  return connection as unknown as LateType;
}

interface Edge {
  cursor: string;
  node: unknown;
}

const edgesOf = ({ items, cursors }: Page): Edge[] => items.map((node, at) => ({ node, cursor: cursors[at] ?? '' }));

const pageInfo = ({ cursors, hasNextPage }: Page) => ({
  hasNextPage,
  hasPreviousPage: false,
  startCursor: cursors[0] ?? null,
  endCursor: cursors.at(-1) ?? null,
});
