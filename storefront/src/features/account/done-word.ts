/** What the form before has done, by the name it left in the address. Only words that the page has: never the address's own. */
export function doneWord(url: URL, words: Readonly<Record<string, unknown>>): string | undefined {
  const done = url.searchParams.get('done') ?? '';
  const word = Object.hasOwn(words, done) ? words[done] : undefined;
  return typeof word === 'string' ? word : undefined;
}
