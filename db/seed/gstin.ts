const CHARACTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const SHAPE = /^[0-9]{2}[A-Z]{5}[0-9]{4}[A-Z][1-9A-Z][Z1-9ABD-J][0-9A-Z]$/;

/** The fifteenth character of a GSTIN over its first fourteen: base 36, weights 1 and 2 in turn. */
function gstinCheckCharacter(fourteen: string): string {
  let sum = 0;
  for (let at = 0; at < 14; at++) {
    const product = CHARACTERS.indexOf(fourteen[at] ?? '0') * (at % 2 === 0 ? 1 : 2);
    sum += Math.floor(product / 36) + (product % 36);
  }
  return CHARACTERS[(36 - (sum % 36)) % 36] ?? '0';
}

export function isGstin(text: string): boolean {
  return SHAPE.test(text) && gstinCheckCharacter(text) === text[14];
}

/** The GSTIN of a registration: state code, PAN and entity number within the state. */
export function gstin(stateCode: string, pan: string, entity = '1'): string {
  const fourteen = `${stateCode}${pan}${entity}Z`;
  return `${fourteen}${gstinCheckCharacter(fourteen)}`;
}
