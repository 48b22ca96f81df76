import { AppError } from '../errors.ts';

/** The largest JSON body: a thousand times a full checkout. */
export const MAX_JSON_BYTES = 1024 * 1024;

/**
 * Reads a body up to a limit, whether its length is announced or it comes in chunks. Throws `too_large` as soon as the
 * limit is passed, before the rest is taken in.
 */
export async function readBody(request: Request, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const announced = Number(request.headers.get('content-length') ?? 0);
  if (announced > maxBytes) throw tooLarge(maxBytes);
  if (request.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body as ReadableStream<Uint8Array>) {
    length += chunk.byteLength;
    if (length > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  const body = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    body.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return body;
}

/** The text of a body. Bytes that are not UTF-8 are refused: nobody knows what they meant. */
export function decodeText(body: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(body);
  } catch {
    throw new AppError('invalid_input', 'The body is not UTF-8 text.');
  }
}

function tooLarge(maxBytes: number): AppError {
  return new AppError('too_large', `The body may have at most ${maxBytes} bytes.`);
}
