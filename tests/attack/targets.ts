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

/** Every operation that takes text from outside, with its path, its query, its headers and its body marked. */
export function targetsOf(shopUrl: string, operations: readonly Operation[], operatorKey: string): Target[] {
  return operations.flatMap((operation): Target[] => {
    const headers: Record<string, string> = {};
    if (operation.path.startsWith('/v1/admin')) headers.authorization = `Bearer ${operatorKey}`;
    let path = operation.path;
    const query: string[] = [];
    for (const { name, in: place, example } of operation.parameters) {
      const text = `${encodeURIComponent(example === '' ? filler(name) : example)}*`;
      if (place === 'path') path = path.replace(`{${name}}`, text);
      else if (place === 'query') query.push(`${name}=${text}`);
      else headers[name] = `${example === '' ? filler(name) : example}*`;
    }
    const body = operation.bodyExample === undefined ? undefined : JSON.stringify(marked(operation.bodyExample));
    if (body !== undefined) headers['content-type'] = 'application/json';
    const takesText = operation.parameters.length > 0 || body !== undefined;
    const url = `${shopUrl}${path}${query.length > 0 ? `?${query.join('&')}` : ''}`;
    return takesText
      ? [{ name: `${operation.method} ${operation.path}`, method: operation.method, url, headers, body }]
      : [];
  });
}
