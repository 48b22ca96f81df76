import { env } from 'cloudflare:workers';
import type { Answer } from '../../api/answer.ts';
import { listProducts, listRemedies, listStores } from '../../api/catalog.ts';
import { legalDocuments, urlsFor } from '../../urls.ts';
import { formCodes } from '../catalog/trade-words.ts';
import { languages } from '../i18n/language.ts';

/** One sitemap a form of medicine and a letter of remedies, so that none grows past what one request can gather. */
const letters = 'abcdefghijklmnopqrstuvwxyz'.split('');
const pageLength = 100;
/** A sitemap holds at most 50,000 addresses; two languages of this many pages stay far below. */
const mostPages = 100;

type Listed<Item> = { data: Item[]; nextCursor: string | null };
type Address = (urls: ReturnType<typeof urlsFor>) => string;

export async function addressesOf(name: string): Promise<Address[] | undefined> {
  if (name === 'pages') return fixedAddresses();
  const [kind, part] = name.split('-') as [string, string | undefined];
  if (kind === 'products' && formCodes.some((code) => code === part)) {
    return gather(
      (cursor) => listProducts({ form: part, limit: pageLength, cursor }, 'en'),
      (card) => (urls) => urls.product(card.handle),
    );
  }
  if (kind === 'remedies' && part && letters.includes(part)) {
    return gather(
      (cursor) => listRemedies({ letter: part.toUpperCase(), limit: pageLength, ...(cursor && { cursor }) }, 'en'),
      (remedy) => (urls) => urls.remedy(remedy.slug),
    );
  }
  return undefined;
}

const sitemapNames = [
  'pages',
  ...formCodes.map((code) => `products-${code}`),
  ...letters.map((letter) => `remedies-${letter}`),
];

async function fixedAddresses(): Promise<Address[]> {
  const stores = await listStores();
  return [
    (urls) => urls.home,
    (urls) => urls.shop(),
    ...formCodes.map(
      (code): Address =>
        (urls) =>
          urls.form(code),
    ),
    (urls) => urls.remedies(),
    ...letters.map(
      (letter): Address =>
        (urls) =>
          urls.remedies(letter),
    ),
    (urls) => urls.stores,
    ...stores.map(
      (store): Address =>
        (urls) =>
          urls.store(store.slug),
    ),
    (urls) => urls.about,
    ...legalDocuments.map(
      (document): Address =>
        (urls) =>
          urls.legal(document),
    ),
  ];
}

async function gather<Item>(
  read: (cursor: string | undefined) => Promise<Answer<Listed<Item>>>,
  address: (item: Item) => Address,
): Promise<Address[]> {
  const found: Address[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const answer = await read(cursor);
    if (!answer.ok) break;
    found.push(...answer.value.data.map(address));
    if (answer.value.nextCursor === null) break;
    cursor = answer.value.nextCursor;
  }
  return found;
}

const escapeXml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const absolute = (path: string) => escapeXml(env.SITE_ORIGIN + path);

export function sitemapXml(addresses: readonly Address[]): string {
  const entry = (address: Address) => {
    const links = languages.map(
      (language) =>
        `<xhtml:link rel="alternate" hreflang="${language}" href="${absolute(address(urlsFor(language)))}"/>`,
    );
    return languages
      .map((language) => `<url><loc>${absolute(address(urlsFor(language)))}</loc>${links.join('')}</url>`)
      .join('');
  };
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">${addresses.map(entry).join('\n')}</urlset>\n`;
}

export function sitemapIndexXml(): string {
  const entries = sitemapNames.map((name) => `<sitemap><loc>${absolute(`/sitemaps/${name}.xml`)}</loc></sitemap>`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${entries.join('')}</sitemapindex>\n`;
}
