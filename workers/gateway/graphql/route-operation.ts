import type { z } from 'zod';
import type { Route } from '../routing/define-route.ts';
import { ambientHeaders, type OperationInput } from './run-operation.ts';
import { asRouteInput } from './shapes/input-types.ts';
import type { ObjectShape, Shape } from './shapes/shape.ts';
import { shapeOf } from './shapes/shape-of.ts';
import { camel } from './shapes/type-names.ts';

/** One argument of a field, and the part of the request that it stands for. */
interface OperationArgument {
  name: string;
  shape: Shape;
  part: 'params' | 'query' | 'headers' | 'body';
  /** Its name in that part; absent when it is the whole body. */
  key?: string;
}

/** A route as a field: what it takes and what it gives. */
export interface Operation {
  route: Route;
  arguments: readonly OperationArgument[];
  answer: Shape;
  /** Set when the answer is a page of a list: what the list holds. */
  page: { item: Shape; rest: Readonly<Record<string, Shape>> } | undefined;
}

/** Whether an answer can be said in GraphQL at all: no files in, nothing but JSON out. */
export const isExpressible = ({ spec }: Route): boolean => spec.upload === undefined && spec.responseType === undefined;

export function operationOf(route: Route): Operation {
  const { params, query, headers, body, response } = route.spec;
  const answer = shapeOf(response, 'output');
  const page = query !== undefined && 'cursor' in query.shape ? pageOf(answer) : undefined;
  const queryArguments = partArguments('query', query).filter(
    ({ key }) => page === undefined || (key !== 'limit' && key !== 'cursor'),
  );
  const list = [
    ...partArguments('params', params),
    ...queryArguments,
    ...partArguments('headers', headers),
    ...(body === undefined ? [] : [bodyArgument(body)]),
  ];
  const names = new Set(list.map(({ name }) => name));
  if (names.size < list.length) throw new Error(`${route.spec.path}: two arguments would have the same name`);
  return { route, arguments: list, answer, page };
}

function partArguments(part: 'params' | 'query' | 'headers', fields: z.ZodObject | undefined): OperationArgument[] {
  return Object.entries(fields?.shape ?? {})
    .filter(([key]) => part !== 'headers' || !ambientHeaders.has(key))
    .map(([key, schema]) => ({ name: argumentName(key), shape: shapeOf(schema, 'input'), part, key }));
}

/** `x-cart-token` is `cartToken`. */
const argumentName = (key: string): string => (key.includes('-') ? camel(key.replace(/^x-/, '')) : key);

/** Nothing but optional fields: the whole may be left out, too. */
function bodyArgument(schema: z.ZodType): OperationArgument {
  const shape = shapeOf(schema, 'input');
  const isOptional = shape.kind === 'object' && Object.values(shape.fields).every(({ isNullable }) => isNullable);
  return { name: 'input', shape: { ...shape, isNullable: shape.isNullable || isOptional }, part: 'body' };
}

function pageOf(answer: Shape): Operation['page'] {
  if (answer.kind !== 'object') return undefined;
  const { data, nextCursor, ...rest } = (answer as ObjectShape).fields;
  return data?.kind === 'list' && nextCursor !== undefined ? { item: data.of, rest } : undefined;
}

/** The parts of a request that the arguments of a field make up. */
export function inputOf({ arguments: list }: Operation, given: Readonly<Record<string, unknown>>): OperationInput {
  const input: { params: Values; query: Values; headers: Values; body: unknown } = {
    params: {},
    query: {},
    headers: {},
    body: undefined,
  };
  for (const { name, shape, part, key } of list) {
    const value = asRouteInput(shape, given[name]);
    if (value === undefined || (value === null && shape.hasNull !== true)) continue;
    if (key === undefined || part === 'body') input.body = value;
    else input[part][key] = value;
  }
  return input;
}

type Values = Record<string, unknown>;
