/** Looks at a quick pace for a while, then slowly, then no more by itself: nobody leaves a page open that asks for ever. */
const quickLooks = 20;
const mostLooks = 60;
const pace = { quickSeconds: 2, slowSeconds: 10, byHandSeconds: 20 } as const;

/** How often a page has looked, as its address says; 0 for what is no count. */
export function looksOf(url: URL): number {
  const looks = Number(url.searchParams.get('looked') ?? '0');
  return Number.isInteger(looks) && looks > 0 ? Math.min(looks, mostLooks) : 0;
}

/** Seconds until the page looks again; undefined: it has looked often enough. Where a person confirms it there is no hurry. */
export function nextLook(looks: number, isByHand: boolean): number | undefined {
  if (looks >= mostLooks) return undefined;
  if (isByHand) return pace.byHandSeconds;
  return looks < quickLooks ? pace.quickSeconds : pace.slowSeconds;
}
