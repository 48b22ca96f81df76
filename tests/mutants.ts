/** Stands in every hostile text: an answer that repeats it has echoed its input. */
export const marker = 'zqxMARKERzqx';

export interface Operation {
  method: string;
  path: string;
  parameters: { name: string; in: string; example: string }[];
  takesJson: boolean;
  bodyExample: unknown;
}

export interface Mutant {
  what: string;
  path: string;
  headers: Record<string, string>;
  /** Raw text or bytes: many mutants are not JSON at all. */
  body: string | Uint8Array<ArrayBuffer> | undefined;
}

/** Hostile texts for any place that takes one. */
export const texts = [
  marker,
  '',
  ' ',
  `${marker}'; drop table orders; --`,
  `${marker}\u0000`,
  `\u202e${marker}`,
  `${marker}<script>alert(1)</script>`,
  '../../../etc/passwd',
  '%00',
  '%2e%2e%2f',
  '00000000-0000-0000-0000-000000000000',
  'NaN',
  '-1',
  '1e308',
  '9'.repeat(40),
  marker.repeat(600),
  '\ud83d\ude00'.repeat(200),
  '__proto__',
  'constructor',
  'null',
];

const values: unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  Number.MAX_SAFE_INTEGER,
  1e300,
  [],
  {},
  [[[[]]]],
  marker,
  '',
  marker.repeat(2000),
  `${marker}\u0000`,
  `\u202e${marker}`,
  { [marker]: marker },
];

/** Every place in a JSON value, as a list of keys. */
function places(value: unknown, at: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([key, inner]) => places(inner, [...at, key]))];
}

function withValue(value: unknown, at: readonly (string | number)[], put: unknown): unknown {
  const [key, ...rest] = at;
  if (key === undefined) return put;
  if (Array.isArray(value))
    return value.map((item, index) => (String(index) === String(key) ? withValue(item, rest, put) : item));
  const record = value as Record<string, unknown>;
  return { ...record, [key]: withValue(record[key], rest, put) };
}

const deep = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;

function bodyMutants(
  example: unknown,
): { what: string; body: string | Uint8Array<ArrayBuffer> | undefined; contentType?: string }[] {
  if (example === undefined) return [];
  const whole = JSON.stringify(example);
  const raw = [
    { what: 'no body', body: undefined },
    { what: 'empty body', body: '' },
    { what: 'truncated', body: whole.slice(0, -2) },
    { what: 'not json', body: marker },
    { what: 'an array', body: `[${whole}]` },
    { what: 'a number out of range', body: whole.replace(/:\s*("[^"]*"|\d+)/, ':1e999') },
    { what: 'very deep', body: deep(5000) },
    { what: 'unknown field', body: JSON.stringify({ ...(example as object), [marker]: 1 }) },
    { what: '__proto__', body: `{"__proto__":{"${marker}":true},${whole.slice(1)}` },
    { what: 'constructor', body: `{"constructor":{"prototype":{"${marker}":true}},${whole.slice(1)}` },
    { what: 'duplicate keys', body: `${whole.slice(0, -1)},${whole.slice(1)}` },
    { what: 'invalid utf-8', body: new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]) },
    { what: 'form instead of json', body: `a=${marker}`, contentType: 'application/x-www-form-urlencoded' },
    {
      what: 'xml',
      body: `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;${marker}</x>`,
      contentType: 'application/xml',
    },
    { what: 'too large', body: JSON.stringify({ x: marker.repeat(200_000) }) },
  ];
  const changed = places(example).flatMap((at) =>
    values.map((put, index) => ({
      what: `${at.join('.') || 'root'} = value ${index}`,
      body: JSON.stringify(withValue(example, at, put)),
    })),
  );
  return [...raw, ...changed];
}

function filledPath(operation: Operation, replace?: { name: string; text: string }): string {
  let path = operation.path;
  const query = new URLSearchParams();
  for (const parameter of operation.parameters) {
    const text = replace?.name === parameter.name ? replace.text : parameter.example;
    if (parameter.in === 'path') path = path.replace(`{${parameter.name}}`, encodeURIComponent(text));
    if (parameter.in === 'query' && (replace?.name === parameter.name || parameter.example !== ''))
      query.set(parameter.name, text);
  }
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}

function filledHeaders(operation: Operation, replace?: { name: string; text: string }): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const { name, in: where, example } of operation.parameters) {
    if (where !== 'header') continue;
    // A header cannot carry these at all: the client would refuse before the shop does.
    const text = (replace?.name === name ? replace.text : example).replace(/[^\x20-\x7e]/g, '?').trim();
    if (text !== '') headers[name] = text;
  }
  return headers;
}

/** Up to `limit` hostile variations of one operation, the same ones on every run. */
export function mutantsOf(operation: Operation, limit: number): Mutant[] {
  const json = operation.bodyExample === undefined ? undefined : JSON.stringify(operation.bodyExample);
  const typed = (headers: Record<string, string>, contentType = 'application/json') =>
    json === undefined ? headers : { ...headers, 'content-type': contentType };
  const all: Mutant[] = bodyMutants(operation.bodyExample).map(({ what, body, contentType }) => ({
    what: `body: ${what}`,
    path: filledPath(operation),
    headers: typed(filledHeaders(operation), contentType),
    body,
  }));
  for (const parameter of operation.parameters) {
    for (const text of texts) {
      const replace = { name: parameter.name, text };
      const headers = typed(filledHeaders(operation, replace));
      all.push({
        what: `${parameter.in} ${parameter.name}`,
        path: filledPath(operation, replace),
        headers,
        body: json,
      });
    }
  }
  const join = operation.path.includes('?') ? '&' : '?';
  for (const query of [
    `${marker}=1`,
    `__proto__[a]=1`,
    `limit=${marker}`,
    `limit=-5`,
    `limit=99999`,
    `cursor=${marker}`,
    `limit=1&limit=2`,
  ]) {
    all.push({
      what: `query ${query}`,
      path: `${filledPath(operation)}${join}${query}`,
      headers: typed(filledHeaders(operation)),
      body: json,
    });
  }
  if (all.length <= limit) return all;
  // Spread over the whole list: every kind stays represented.
  return Array.from({ length: limit }, (_, index) => all[Math.floor((index * all.length) / limit)]).filter(
    (m) => m !== undefined,
  );
}
