import { AppError } from '../errors.ts';

/** Deeper than any request of ours; a parser that recurses must not be led further. */
const MAX_DEPTH = 20;

/**
 * Parses JSON and refuses what two readers may understand differently: a name given twice, the name `__proto__`, nesting
 * beyond MAX_DEPTH, text after the end. Throws `invalid_input` without repeating the text.
 */
export function parseJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new AppError('invalid_input', 'The body is not valid JSON.');
  }
  const problem = ambiguity(text);
  if (problem !== undefined) throw new AppError('invalid_input', problem);
  return value;
}

/** Walks text that is known to be valid JSON, so tokens need no checks of their own. */
function ambiguity(text: string): string | undefined {
  /** Names of the objects that are open; null stands for an array. */
  const open: (Set<string> | null)[] = [];
  let at = 0;
  while (at < text.length) {
    const character = text[at];
    if (character === '"') {
      const end = endOfString(text, at);
      const names = open.at(-1);
      if (names != null && isName(text, end)) {
        const name = JSON.parse(text.slice(at, end)) as string;
        if (name === '__proto__') return 'A field may not be called __proto__.';
        if (names.has(name)) return 'A field is given twice in one object.';
        names.add(name);
      }
      at = end;
      continue;
    }
    if (character === '{') open.push(new Set());
    else if (character === '[') open.push(null);
    else if (character === '}' || character === ']') open.pop();
    if (open.length > MAX_DEPTH) return `The body is nested deeper than ${MAX_DEPTH} levels.`;
    at += 1;
  }
  return undefined;
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

/** A string is a name when the next thing after it is a colon. */
function isName(text: string, end: number): boolean {
  let at = end;
  while (text[at] === ' ' || text[at] === '\n' || text[at] === '\r' || text[at] === '\t') at += 1;
  return text[at] === ':';
}
