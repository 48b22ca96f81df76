/** Names of the cookies of a session: behind `__Host-` wherever there is TLS. Set and read by the gateway. */
export function sessionCookies(url: URL): { access: string; refresh: string } {
  const prefix = url.protocol === 'https:' ? '__Host-' : '';
  return { access: `${prefix}tincture-access`, refresh: `${prefix}tincture-refresh` };
}

/**
 * The visitor's cookies as the next call to the API should see them: those that came with the request, changed by what the
 * API has set since. A name keeps its first value, as it does in a browser's own header.
 */
export class CookieJar {
  readonly #values = new Map<string, string>();
  /** What the API set, word for word: the visitor's browser gets it with the page. */
  readonly setCookies: string[] = [];

  constructor(header: string | null) {
    for (const pair of (header ?? '').split(';')) {
      const [name, value] = splitPair(pair);
      if (name !== '' && !this.#values.has(name)) this.#values.set(name, value);
    }
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }

  take(setCookies: readonly string[]): void {
    for (const line of setCookies) {
      this.setCookies.push(line);
      const [pair = '', ...attributes] = line.split(';');
      const [name, value] = splitPair(pair);
      const isGone = attributes.some((attribute) => /^\s*max-age\s*=\s*(?:0|-\d+)\s*$/i.test(attribute));
      if (isGone || value === '') this.#values.delete(name);
      else this.#values.set(name, value);
    }
  }

  header(): string {
    return [...this.#values].map(([name, value]) => `${name}=${value}`).join('; ');
  }
}

function splitPair(pair: string): [name: string, value: string] {
  const at = pair.indexOf('=');
  return at < 0 ? ['', ''] : [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
}
