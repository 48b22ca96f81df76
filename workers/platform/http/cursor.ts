import * as z from 'zod';
import { invalidInput } from '../parse-input.ts';

/** Longer than any cursor we give out: a product's name is its longest part. */
const MAX_CURSOR_LENGTH = 1024;

/**
 * A place in a list, opaque to callers: base64url of a JSON array. It holds nothing secret and nothing trusted; what comes
 * back is checked like any other input.
 */
export function encodeCursor(place: readonly (string | number)[]): string {
  const bytes = new TextEncoder().encode(JSON.stringify(place));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/** Reads a cursor of the given shape. Throws `invalid_input` for one that this list never gave out. */
export function decodeCursor<T>(cursor: string, shape: z.ZodType<T>): T {
  const parsed = shape.safeParse(cursorContent(cursor));
  if (parsed.success) return parsed.data;
  throw invalidInput([{ path: 'cursor', message: 'Not a cursor of this list' }]);
}

/** Escapes of NUL and of halves of surrogate pairs: no database takes them, and `encodeCursor` never writes them for a name. */
const unstorable = /\\u(?:0000|d[89a-f])/i;

function cursorContent(cursor: string): unknown {
  try {
    const bytes = Uint8Array.from(atob(cursor.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes);
    return unstorable.test(text) ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** How many items a list gives at once. */
export const LimitParameter = z.coerce
  .number('Must be a whole number')
  .pipe(z.int('Must be a whole number').min(1, 'Must be at least 1').max(100, 'Must be at most 100'))
  .default(20)
  .meta({ description: 'Items in one answer', type: 'integer', minimum: 1, maximum: 100 });

export const CursorParameter = z
  .string()
  .max(MAX_CURSOR_LENGTH)
  .regex(/^[A-Za-z0-9_-]+$/)
  .optional()
  .meta({ description: 'The `nextCursor` of the answer before this one' });
