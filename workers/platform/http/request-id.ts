/** What a caller may name its request: short, and harmless in a log or a header. */
const acceptable = /^[A-Za-z0-9._-]{8,64}$/;

/** The caller's own id when it is a sane one, otherwise a new one. */
export function requestIdOf(headers: Headers): string {
  const given = headers.get('x-request-id');
  return given !== null && acceptable.test(given) ? given : crypto.randomUUID();
}
