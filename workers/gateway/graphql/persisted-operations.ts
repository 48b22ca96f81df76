/**
 * Operations that may be asked for by their SHA-256 alone (`extensions.persistedQuery.sha256Hash`). Only a release adds
 * one: a server that learnt from strangers would keep whatever they like.
 */
const documents: readonly string[] = [
  'query ProductPage($handle: String!, $language: Language) { product(handle: $handle, language: $language) { id handle name form { code label } description availability remedy { id name slug } variants { id sku potency { label } pack { label } price mrp availabilityByStore { availability store { id name } } image { url alt } } related { id handle name priceFrom image { url alt } } } }',
  'query ProductList($first: Int, $after: String, $remedy: String, $form: String, $language: Language) { products(first: $first, after: $after, remedy: $remedy, form: $form, language: $language) { nodes { id handle name priceFrom availability image { url alt } } pageInfo { hasNextPage endCursor } } }',
  'query Stores { stores { data { id name address { line1 city postalCode } phone hours { days opens closes } } } }',
];

let byHash: Promise<ReadonlyMap<string, string>> | undefined;

/** The document with a hash; undefined when it is not one of ours. */
export async function persistedOperation(hash: string): Promise<string | undefined> {
  byHash ??= hashAll();
  return (await byHash).get(hash);
}

async function hashAll(): Promise<ReadonlyMap<string, string>> {
  const entries = documents.map(async (document) => [await sha256(document), document] as const);
  return new Map(await Promise.all(entries));
}

export async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

export const persistedDocuments = documents;
