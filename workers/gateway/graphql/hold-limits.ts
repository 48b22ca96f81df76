import { complexityFromQuery } from '@pothos/plugin-complexity';
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLSchema,
  getArgumentValues,
  getOperationAST,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { MAX_COST, MAX_LOOK_UPS, MAX_MUTATIONS, MAX_ROOT_FIELDS } from './limits.ts';

export interface Asked {
  schema: GraphQLSchema;
  document: DocumentNode;
  operationName?: string | null | undefined;
  variableValues?: Readonly<Record<string, unknown>> | null | undefined;
  contextValue: object;
  /** Mutations that guess a secret: one a request, so that a limit on requests is a limit on guesses. */
  guessing: ReadonlySet<string>;
}

/** What a valid document still must not ask for. Answers why it is refused; runs before any resolver. */
export function refusalOf(asked: Asked): GraphQLError | undefined {
  const operation = getOperationAST(asked.document, asked.operationName);
  // Execution itself tells what is wrong with the name.
  if (operation === null || operation === undefined) return undefined;
  const given = getVariableValues(asked.schema, operation.variableDefinitions ?? [], { ...asked.variableValues });
  if (given.errors !== undefined) return given.errors[0];
  const fields = rootFields(operation.selectionSet, fragmentsOf(asked.document));
  const isMutation = operation.operation === 'mutation';
  const max = isMutation ? MAX_MUTATIONS : MAX_ROOT_FIELDS;
  if (fields.length > max) return refuse(`At most ${max} fields at the top, not ${fields.length}.`);
  if (isMutation && fields.length > 1 && fields.some((field) => asked.guessing.has(field.name.value))) {
    return refuse('A mutation that takes a password or a code stands alone.');
  }
  const known = { ...asked, variableValues: given.coerced };
  return tooManyRecords(known, operation, fields) ?? tooCostly(asked, operation);
}

/** Root fields that look records up by a list, which is as long as the caller likes, and the name of the list. */
const lookUps: Readonly<Record<string, string>> = { nodes: 'ids', _entities: 'representations' };

/** Counted over all fields: an alias repeats a list for the price of a word. */
function tooManyRecords(
  { schema, variableValues }: Asked,
  operation: OperationDefinitionNode,
  fields: readonly FieldNode[],
) {
  const definitions = schema.getRootType(operation.operation)?.getFields() ?? {};
  const lengths = fields.map((field) => {
    const argument = lookUps[field.name.value];
    const definition = definitions[field.name.value];
    if (argument === undefined || definition === undefined) return 0;
    const list = attempt(() => getArgumentValues(definition, field, variableValues)[argument]);
    return Array.isArray(list) ? list.length : 0;
  });
  const count = lengths.reduce((sum, length) => sum + length, 0);
  if (count <= MAX_LOOK_UPS) return undefined;
  return refuse(`At most ${MAX_LOOK_UPS} ids or representations in one query, not ${count}.`);
}

function tooCostly({ schema, document, variableValues, contextValue }: Asked, operation: OperationDefinitionNode) {
  const others = document.definitions.filter(({ kind }) => kind !== Kind.OPERATION_DEFINITION);
  const result = attempt(() =>
    complexityFromQuery(
      { kind: Kind.DOCUMENT, definitions: [operation, ...others] },
      {
        schema,
        variables: { ...variableValues },
        ctx: contextValue,
      },
    ),
  );
  // What cannot be counted cannot be coerced either: execution tells why.
  if (result === undefined || result.complexity <= MAX_COST) return undefined;
  return refuse(`The query costs ${result.complexity}, at most ${MAX_COST} is allowed: ask for fewer fields or items.`);
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

const fragmentsOf = (document: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> =>
  new Map(
    document.definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [])),
  );

/** Fields of the operation's own level, those of its fragments too. Validation has refused cycles already. */
function rootFields(
  { selections }: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): FieldNode[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    const inner = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
    return inner === undefined ? [] : rootFields(inner.selectionSet, fragments);
  });
}

const refuse = (message: string): GraphQLError => new GraphQLError(message, { extensions: { http: { status: 400 } } });
