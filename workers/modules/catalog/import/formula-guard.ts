/** A cell that a spreadsheet would run: OWASP, "CSV Injection". */
const STARTS_LIKE_A_FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/;

/** Makes a text harmless in a spreadsheet by an apostrophe in front. */
export const disarm = (text: string): string => (STARTS_LIKE_A_FORMULA.test(text) ? `'${text}` : text);

/** Takes the apostrophe off again that `disarm` put there, and leaves every other text alone. */
export const rearm = (text: string): string =>
  text.startsWith("'") && STARTS_LIKE_A_FORMULA.test(text) ? text.slice(1) : text;
