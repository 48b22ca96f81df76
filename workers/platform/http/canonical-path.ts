export type PathVerdict = { kind: 'canonical' } | { kind: 'other_spelling'; path: string } | { kind: 'hostile' };

/** Longer than any address of ours; the rest is an attack or a mistake. */
const MAX_PATH_LENGTH = 1024;
const unreserved = /^[A-Za-z0-9\-._~]$/;

/**
 * Judges the path of an address as `URL` gives it. Rules, caches and logs compare paths as text, so one resource has one
 * spelling: an escape that need not be one (`/%61dmin`) is another spelling; hidden slashes, dots, control characters and
 * broken escapes are hostile.
 */
export function judgePath(path: string): PathVerdict {
  if (path.length > MAX_PATH_LENGTH) return { kind: 'hostile' };
  // The usual case, without a closer look. A backslash became a slash in the URL already.
  if (!path.includes('%') && !path.includes('//')) return { kind: 'canonical' };
  if (path.includes('//') || /%(?![0-9a-f]{2})/i.test(path)) return { kind: 'hostile' };
  const canonical = path.replace(/%[0-9a-f]{2}/gi, (triplet) => {
    const character = String.fromCharCode(Number.parseInt(triplet.slice(1), 16));
    return unreserved.test(character) ? character : triplet.toUpperCase();
  });
  if (/%(?:2F|5C|[01][0-9A-F]|7F)/.test(canonical) || hasDotSegment(canonical)) return { kind: 'hostile' };
  try {
    decodeURIComponent(canonical);
  } catch {
    return { kind: 'hostile' };
  }
  return canonical === path ? { kind: 'canonical' } : { kind: 'other_spelling', path: canonical };
}

const hasDotSegment = (path: string): boolean => path.split('/').some((segment) => segment === '.' || segment === '..');
