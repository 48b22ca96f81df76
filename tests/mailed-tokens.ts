/** A mail that nobody announced to the relay waits for its next round, a minute at most. */
const TRIES = 350;

/** What the links of the mails to an address carry that lead to a page, each once, newest first. Waits for so many. */
export async function mailedTokens(shopUrl: string, to: string, page: string, atLeast: number): Promise<string[]> {
  const link = new RegExp(`/(?:hi/)?${page}\\?(?:token|invitation)=([\\w.%-]+)`);
  let found = new Set<string>();
  for (let tried = 0; tried < TRIES; tried++) {
    const list = await (await fetch(`${shopUrl}/dev/mails`)).text();
    const rows = [...list.matchAll(/<li><a href="([^"]+)">(.*?)<\/li>/gs)].filter(([, , row]) => row?.includes(to));
    const mails = await Promise.all(rows.map(async ([, href]) => (await fetch(shopUrl + href)).text()));
    found = new Set(mails.flatMap((mail) => link.exec(mail)?.[1] ?? []));
    if (found.size >= atLeast) return [...found].map(decodeURIComponent);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`${found.size} mails with a link to ${page} came to ${to}, not ${atLeast}`);
}
