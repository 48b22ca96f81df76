import { marker } from './mutants.ts';

/** What is wrong with an answer to hostile input: a failure, insides that show, an echo, an error that is no problem+json. */
export function faultsOf(response: Response, text: string): string[] {
  const { status, headers } = response;
  if (status < 400) return [];
  const isProblem = (headers.get('content-type') ?? '').includes('problem+json');
  return [
    ...(status >= 500 ? [`fails: ${text.slice(0, 160)}`] : []),
    ...(isProblem ? [] : ['not problem+json']),
    ...(text.includes(marker) ? ['echoes the input'] : []),
    ...(/\n\s+at \w+|\.ts:\d+|\bSELECT\b|select .* from/.test(text) ? ['shows its insides'] : []),
  ];
}
