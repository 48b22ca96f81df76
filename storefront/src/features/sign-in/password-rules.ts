/** Said before anybody types, and checked here only to spare a way: the API has the last word. */
export const leastPasswordLength = 10;
export const longestPassword = 128;

export const isLongEnough = (password: string): boolean =>
  Array.from(password).length >= leastPasswordLength && password.length <= longestPassword;

/** Good enough to be worth a letter; whether it is read there is found out by sending one. */
export const looksLikeEmail = (text: string): boolean => text.length <= 254 && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);
