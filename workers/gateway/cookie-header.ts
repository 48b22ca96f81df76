/** More than a browser keeps for one site; what stands after it is not looked at. */
const MAX_COOKIES = 200;

/** Every value that a Cookie header gives a name: more than one means that somebody planted a second. */
export function cookieValues(header: string | null, name: string): string[] {
  if (header === null) return [];
  return header
    .split(';', MAX_COOKIES)
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
}
