const encoder = new TextEncoder();
const maxLineChars = 76;
/** A call with every byte as an argument would overflow the stack for a long text. */
const chunkBytes = 8192;

/** Base64 of the UTF-8 bytes of a text. */
export function base64(text: string): string {
  const bytes = encoder.encode(text);
  let binary = '';
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    binary += String.fromCharCode(...bytes.subarray(at, at + chunkBytes));
  }
  return btoa(binary);
}

/** Base64 in the lines of a message body (RFC 2045, 6.8); line ends of the text become CRLF first. */
export function base64Body(text: string): string {
  const encoded = base64(text.replaceAll(/\r\n|\r|\n/g, '\r\n'));
  return encoded.match(new RegExp(`.{1,${maxLineChars}}`, 'g'))?.join('\r\n') ?? '';
}
