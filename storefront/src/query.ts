/** `?a=1&b=2` without the entries that are empty; an empty string when nothing is left. */
export function toQuery(values: Record<string, string | number | boolean | undefined | null>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && value !== null && value !== '' && value !== false) query.set(name, String(value));
  }
  return query.size > 0 ? `?${query}` : '';
}
