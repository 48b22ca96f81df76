/** For answers that are no page: nothing may be loaded by them, and nobody may frame them. */
const apiPolicy = "default-src 'none'; frame-ancestors 'none'";

const always: readonly (readonly [name: string, value: string])[] = [
  ['x-content-type-options', 'nosniff'],
  ['strict-transport-security', 'max-age=31536000; includeSubDomains'],
];

const unlessGiven: readonly (readonly [name: string, value: string])[] = [
  ['content-security-policy', apiPolicy],
  ['cross-origin-opener-policy', 'same-origin'],
  ['referrer-policy', 'strict-origin-when-cross-origin'],
  // The till and the console ask for what they need on their own pages.
  ['permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()'],
  // frame-ancestors says it already, to every browser of this decade; scanners and older ones look here.
  ['x-frame-options', 'DENY'],
];

/** Pages bring their own policy; what brings none gets the strictest. */
export function addSecurityHeaders(headers: Headers): void {
  for (const [name, value] of always) headers.set(name, value);
  for (const [name, value] of unlessGiven) if (!headers.has(name)) headers.set(name, value);
}
