/** RFC 2045, 6.7: no encoded line is longer than 76 characters, the soft break included. */
const maxLineChars = 76;
const encoder = new TextEncoder();

const escapeByte = (byte: number): string => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;

/** Printable ASCII but `=`, and blanks where they do not end the line (some relays cut those off). */
function encodeCharacter(character: string, endsLine: boolean): string {
  const code = character.codePointAt(0) ?? 0;
  const isBlank = character === ' ' || character === '\t';
  if (isBlank && !endsLine) return character;
  if (code > 0x20 && code < 0x7f && character !== '=') return character;
  return Array.from(encoder.encode(character), escapeByte).join('');
}

function encodeLine(line: string): string {
  const characters = Array.from(line);
  const lines: string[] = [];
  let current = '';
  characters.forEach((character, index) => {
    const isLast = index === characters.length - 1;
    const encoded = encodeCharacter(character, isLast);
    const room = isLast ? maxLineChars : maxLineChars - 1;
    if (current.length + encoded.length > room) {
      lines.push(`${current}=`);
      current = '';
    }
    current += encoded;
  });
  lines.push(current);
  return lines.join('\r\n');
}

/** Encodes UTF-8 text so that it passes every relay as short ASCII lines; line ends become CRLF. A character is never cut. */
export function quotedPrintable(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map(encodeLine)
    .join('\r\n');
}
