import { AppError } from '#platform/errors';
import type { Operation } from './route-operation.ts';
import { runOperation } from './run-operation.ts';
import type { FindNode } from './shapes/output-types.ts';
import type { ObjectShape, Shape } from './shapes/shape.ts';

/**
 * Which records are nodes, and how one is found again by its id: those that a route answers for nothing but an id, and
 * those of short lists that a route answers whole. Whoever may not ask the route may not find the node either.
 */
export function findNodes(operations: readonly Operation[]): Map<string, FindNode> {
  const nodes = new Map<string, FindNode>();
  for (const operation of operations.filter(({ route }) => route.spec.method === 'get')) {
    const one = namedRecord(operation.answer);
    const id = operation.arguments[0];
    if (one !== undefined && operation.arguments.length === 1 && id?.part === 'params' && isId(id.shape)) {
      const key = id.key ?? id.name;
      nodes.set(one, (ctx, recordId) =>
        orNull(() => runOperation(operation.route, ctx, { params: { [key]: recordId } })),
      );
    }
  }
  for (const operation of operations.filter(({ route }) => route.spec.method === 'get')) {
    const { answer } = operation;
    const list = answer.kind === 'object' ? (answer as ObjectShape).fields.data : undefined;
    const item = list?.kind === 'list' ? namedRecord(list.of) : undefined;
    if (item === undefined || nodes.has(item) || operation.page !== undefined || operation.arguments.length > 0)
      continue;
    nodes.set(item, async (ctx, recordId) => {
      const { data } = (await runOperation(operation.route, ctx, {})) as { data: { id: string }[] };
      return data.find(({ id }) => id === recordId);
    });
  }
  return nodes;
}

function namedRecord(shape: Shape): string | undefined {
  if (shape.kind !== 'object') return undefined;
  const { name, fields } = shape as ObjectShape;
  return fields.id !== undefined && isId(fields.id) ? name : undefined;
}

const isId = (shape: Shape): boolean => shape.kind === 'scalar' && shape.scalar === 'ID';

async function orNull(find: () => Promise<unknown>): Promise<object | null> {
  try {
    return (await find()) as object;
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return null;
    throw error;
  }
}

/**
 * A cart or an order opens to its token. Without one it is looked for among the caller's own, where there are such routes.
 */
export function opensToToken(field: string, operation: Operation | undefined, own: FindNode | undefined): FindNode {
  return async (ctx, id, token) => {
    if (token === undefined && own !== undefined) return own(ctx, id);
    if (token === undefined || operation === undefined) {
      throw new AppError('unauthenticated', `Ask for it with its token: ${field}.`);
    }
    const [param, header] = ['params', 'headers'].map(
      (part) => operation.arguments.find((one) => one.part === part)?.key,
    );
    if (param === undefined || header === undefined) throw new Error(`${field} takes no token`);
    return orNull(() => runOperation(operation.route, ctx, { params: { [param]: id }, headers: { [header]: token } }));
  };
}
