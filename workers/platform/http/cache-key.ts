/**
 * The key under which an answer is kept: path and query with its parameters in one order. Scheme and host are left out:
 * no cached answer depends on them, and a made-up Host header must not make another copy.
 */
export function cacheKey(url: string): string {
  const pathAt = url.indexOf('/', url.indexOf('://') + 3);
  if (pathAt === -1) return '/';
  const hashAt = url.indexOf('#', pathAt);
  const target = hashAt === -1 ? url.slice(pathAt) : url.slice(pathAt, hashAt);
  const queryAt = target.indexOf('?');
  if (queryAt === -1) return target;
  if (queryAt === target.length - 1) return target.slice(0, -1);
  if (!target.includes('&', queryAt)) return target;
  // Sorting is stable and by name only: what a repeated parameter means may depend on the order of its values.
  const parameters = target
    .slice(queryAt + 1)
    .split('&')
    .filter((parameter) => parameter !== '')
    .map((parameter) => ({ name: parameter.split('=', 1)[0] ?? '', parameter }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return `${target.slice(0, queryAt)}?${parameters.map(({ parameter }) => parameter).join('&')}`;
}
