/** What the form before has done, by the name it left in the address: one of those that this page knows. */
export function doneWord<Name extends string>(
  url: URL,
  words: Readonly<Record<Name, string>>,
  known: readonly Name[],
): string | undefined {
  const done = known.find((name) => name === url.searchParams.get('done'));
  return done && words[done];
}
