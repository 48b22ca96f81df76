import type { Operation } from '../mutants.ts';

/** One request for an injection tool; `*` marks where it may inject. */
export interface Target {
  name: string;
  method: string;
  url: string;
  headers: Record<string, string>;
  body: string | undefined;
}

const ANY_ID = '019b76da-a800-7cb2-a0c0-eb02f1af4e4d';
/** What stands for a parameter whose reference shows no example. */
const filler = (name: string): string => (/id$/i.test(name) ? ANY_ID : 'arnica');

/** Marks every text of a body. Numbers and booleans cannot carry an injection past the schema that a text could not. */
function marked(value: unknown): unknown {
  if (typeof value === 'string') return `${value}*`;
  if (Array.isArray(value)) return value.map(marked);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, marked(inner)]));
}

/** The operation with one of its parameters marked and the optional ones left away: nothing else may refuse it first. */
function markedAt(shopUrl: string, operation: Operation, marks: string | undefined, authorization: string): Target {
  const headers: Record<string, string> = { authorization };
  let path = operation.path;
  const query: string[] = [];
  for (const { name, in: place, example } of operation.parameters) {
    const value = example === '' ? filler(name) : example;
    const mark = name === marks ? '*' : '';
    if (place === 'path') path = path.replace(`{${name}}`, `${encodeURIComponent(value)}${mark}`);
    else if (place === 'header') headers[name] = `${value}${mark}`;
    else if (name === marks || example !== '') query.push(`${name}=${encodeURIComponent(value)}${mark}`);
  }
  const { bodyExample } = operation;
  if (bodyExample !== undefined) headers['content-type'] = 'application/json';
  return {
    name: `${operation.method} ${operation.path} ${marks ?? 'body'}`,
    method: operation.method,
    url: `${shopUrl}${path}${query.length > 0 ? `?${query.join('&')}` : ''}`,
    headers,
    body:
      bodyExample === undefined ? undefined : JSON.stringify(marks === undefined ? marked(bodyExample) : bodyExample),
  };
}

/** Every place of every operation that takes text from outside, asked for as the operator, whom nothing stops earlier. */
export function targetsOf(shopUrl: string, operations: readonly Operation[], operatorKey: string): Target[] {
  const authorization = `Bearer ${operatorKey}`;
  return operations.flatMap((operation) => [
    ...operation.parameters.map(({ name }) => markedAt(shopUrl, operation, name, authorization)),
    ...(operation.bodyExample === undefined ? [] : [markedAt(shopUrl, operation, undefined, authorization)]),
  ]);
}
