/** A small reader of what buildMime writes, made from the RFCs and not from the builder: for tests. */
export interface ParsedMime {
  headers: Record<string, string>;
  parts: { mediaType: string; body: string }[];
}

const bytesOf = (binary: string) => Uint8Array.from(binary, (character) => character.charCodeAt(0));
const utf8 = (binary: string) => new TextDecoder('utf-8', { ignoreBOM: true, fatal: true }).decode(bytesOf(binary));

function decodeWords(text: string): string {
  const joined = text.replaceAll(/\?=\s+=\?/g, '?==?');
  return joined.replaceAll(/=\?UTF-8\?B\?([A-Za-z0-9+/=]*)\?=/g, (_, encoded: string) => utf8(atob(encoded)));
}

function readHeaders(block: string): Record<string, string> {
  const unfolded = block.replaceAll(/\r\n(?=[ \t])/g, '');
  const entries = unfolded.split('\r\n').map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), decodeWords(line.slice(colon + 1).trim())] as const;
  });
  return Object.fromEntries(entries);
}

function decodeBody(encoding: string | undefined, body: string): string {
  if (encoding === 'base64') return utf8(atob(body.replaceAll('\r\n', '')));
  const joined = body.replaceAll('=\r\n', '');
  return utf8(joined.replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))));
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return [text.slice(0, at), text.slice(at + separator.length)];
}

export function parseMime(raw: string): ParsedMime {
  const [head, body] = splitOnce(raw, '\r\n\r\n');
  const headers = readHeaders(head);
  const boundary = /boundary="([^"]+)"/.exec(headers['content-type'] ?? '')?.[1] ?? '';
  const pieces = `\r\n${body}`.split(`\r\n--${boundary}`).slice(1, -1);
  const parts = pieces.map((piece) => {
    const [partHead, partBody] = splitOnce(piece.slice(2), '\r\n\r\n');
    const partHeaders = readHeaders(partHead);
    return {
      mediaType: (partHeaders['content-type'] ?? '').split(';')[0] ?? '',
      body: decodeBody(partHeaders['content-transfer-encoding'], partBody),
    };
  });
  return { headers, parts };
}
