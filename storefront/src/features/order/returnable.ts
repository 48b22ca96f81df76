import type { OrderLine } from '../../api/views.ts';

/** Pieces of a line that have arrived and were not given back or announced yet. The API has the last word. */
export const returnable = ({ progress: { delivered, returning, returned } }: OrderLine): number =>
  Math.max(0, delivered - returning - returned);

/**
 * What a form wants to give back: `pieces-<position>` holds how many. What is no whole number counts as none; what is too
 * many is for the API to refuse, which also knows a form that is sent twice.
 */
export function piecesOf(data: FormData, lines: readonly OrderLine[]): { position: number; quantity: number }[] {
  return lines.flatMap((line) => {
    const value = data.get(`pieces-${line.position}`);
    const quantity = typeof value === 'string' && /^\d{1,6}$/.test(value) ? Number(value) : 0;
    return quantity > 0 ? [{ position: line.position, quantity }] : [];
  });
}
