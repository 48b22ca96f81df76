/** How long a shared cache may serve an answer, and how long after that it may serve it while fetching a new one. */
export interface SharedLife {
  freshMs: number;
  staleMs: number;
}

/** Reads Cache-Control as a shared cache does (RFC 9111, RFC 5861): undefined means that nothing may be kept. */
export function sharedLife(headers: Headers): SharedLife | undefined {
  if (headers.has('set-cookie')) return undefined;
  const directives = parseCacheControl(headers.get('cache-control') ?? '');
  if (directives.has('private') || directives.has('no-store') || directives.has('no-cache')) return undefined;
  if (headers.get('vary')?.includes('*')) return undefined;
  const freshSeconds = seconds(directives.get('s-maxage') ?? directives.get('max-age'));
  if (freshSeconds === undefined || freshSeconds <= 0) return undefined;
  return { freshMs: freshSeconds * 1000, staleMs: (seconds(directives.get('stale-while-revalidate')) ?? 0) * 1000 };
}

/**
 * What leaves the platform: the parts of Cache-Control meant for our own cache are taken off, so that no cache which
 * cannot be purged keeps the answer, and the tags stay inside.
 */
export function forVisitors(headers: Headers): void {
  headers.delete('cache-tag');
  const value = headers.get('cache-control');
  if (value === null || !value.includes('s-maxage')) return;
  const directives = parseCacheControl(value);
  directives.delete('s-maxage');
  directives.delete('stale-while-revalidate');
  if ((seconds(directives.get('max-age')) ?? 0) === 0) directives.set('must-revalidate', '');
  const parts = [...directives].map(([name, argument]) => (argument === '' ? name : `${name}=${argument}`));
  headers.set('cache-control', parts.join(', '));
}

/** The tags of an answer, by which it can be purged. */
export function cacheTags(headers: Headers): string[] {
  const tags = (headers.get('cache-tag') ?? '').split(',').map((tag) => tag.trim());
  return [...new Set(tags.filter((tag) => tag !== ''))];
}

function parseCacheControl(value: string): Map<string, string> {
  const directives = new Map<string, string>();
  for (const part of value.split(',')) {
    const [name = '', argument = ''] = part.split('=', 2);
    if (name.trim() !== '') directives.set(name.trim().toLowerCase(), argument.trim().replaceAll('"', ''));
  }
  return directives;
}

function seconds(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,10}$/.test(text) ? Number(text) : undefined;
}
