const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** A piece of HTML that may stand as it is, because `html` made it. */
export class SafeHtml {
  readonly markup: string;
  constructor(markup: string) {
    this.markup = markup;
  }
}

type Piece = string | number | SafeHtml | readonly SafeHtml[];

export const escapeHtml = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');

function render(piece: Piece): string {
  if (piece instanceof SafeHtml) return piece.markup;
  if (typeof piece === 'string' || typeof piece === 'number') return escapeHtml(String(piece));
  return piece.map((part) => part.markup).join('');
}

/** A template in which every value is escaped unless it is itself made by `html`. Indentation is dropped: mails are stored. */
export function html(strings: TemplateStringsArray, ...pieces: readonly Piece[]): SafeHtml {
  const literals = strings.map((text) => text.replaceAll(/\n\s*/g, ''));
  const rest = pieces.map((piece, index) => render(piece) + (literals[index + 1] ?? ''));
  return new SafeHtml((literals[0] ?? '') + rest.join(''));
}
