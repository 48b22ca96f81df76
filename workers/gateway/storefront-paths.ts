/** Pages about one visitor: they read cookies, so they never come near the shared cache. */
const privatePages = new Set([
  'cart',
  'checkout',
  'order',
  'gift-card',
  'account',
  'sign-up',
  'sign-in',
  'sign-out',
  'verify',
  'forgot',
  'reset',
  'step-up',
  'consent',
]);

/** Pages of other languages stand below these. */
const languagePrefixes = new Set(['hi']);

/** Whether a page of the storefront may differ from visitor to visitor. */
export function isPrivatePage(path: string): boolean {
  const [first = '', second = ''] = path.split('/').filter((segment) => segment !== '');
  return privatePages.has(languagePrefixes.has(first) ? second : first);
}
