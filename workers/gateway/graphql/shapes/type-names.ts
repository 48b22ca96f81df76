/** `verify-email` is `VerifyEmail`, `licenceNumber` is `LicenceNumber`. */
export function pascal(text: string): string {
  return text.replaceAll(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

export function camel(text: string): string {
  const name = pascal(text);
  return name.charAt(0).toLowerCase() + name.slice(1);
}

const irregular: Readonly<Record<string, string>> = { people: 'person' };

/** One of several: `remedies` is `remedy`, `addresses` is `address`. */
export function singular(word: string): string {
  const last = word.slice(word.lastIndexOf('-') + 1);
  const other = irregular[last];
  if (other !== undefined) return word.slice(0, word.length - last.length) + other;
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (/(?:ss|x|ch|sh)es$/.test(word)) return word.slice(0, -2);
  return /[^s]s$/.test(word) ? word.slice(0, -1) : word;
}

/** Gives out names of types, each once. Equal things get the name that they have already. */
export class TypeNames {
  readonly #owners = new Map<string, unknown>();

  take(wanted: string, owner: unknown): string {
    for (let count = 1; ; count += 1) {
      const name = count === 1 ? wanted : `${wanted}${count}`;
      const present = this.#owners.get(name);
      if (present === undefined || present === owner) {
        this.#owners.set(name, owner);
        return name;
      }
    }
  }
}
