import DataLoader from 'dataloader';
import {
  getProducts,
  getProductsOfVariants,
  getRemedies,
  type Language,
  type ProductView,
  type RemedyView,
} from '#modules/catalog';
import { listStores, type StoresView } from '#modules/inventory';
import type { Permitted } from '#platform/context';

type StoreView = StoresView['stores'][number];
type Found<T> = DataLoader<string, T | undefined>;

/** Gathers what the fields of one request ask for: however many nodes, one round trip a kind. */
export interface Loaders {
  product(language: Language): Found<ProductView>;
  productOfVariant(language: Language): Found<ProductView>;
  /** By id or slug. */
  remedy(language: Language): Found<RemedyView>;
  store: Found<StoreView>;
}

/** More keys than this go in several round trips: a statement has to end. */
const MAX_BATCH = 500;

export function openLoaders(verbs: Permitted): Loaders {
  let stores: Promise<ReadonlyMap<string, StoreView>> | undefined;
  const productOfVariant = perLanguage((language) =>
    loader(async (variantIds) => {
      const products = await getProductsOfVariants(verbs, { variantIds, language });
      return new Map(products.flatMap((product) => product.variants.map(({ id }) => [id, product] as const)));
    }),
  );
  const product = perLanguage((language) =>
    loader(async (productIds) => {
      const products = await getProducts(verbs, { productIds, language });
      // Whoever has a product has its variants, too.
      for (const one of products) for (const { id } of one.variants) productOfVariant(language).prime(id, one);
      return new Map(products.map((one) => [one.id, one]));
    }),
  );
  return {
    product,
    productOfVariant,
    remedy: perLanguage((language) =>
      loader(async (keys) => {
        const remedies = await getRemedies(verbs, { keys, language });
        return new Map(remedies.flatMap((remedy) => [[remedy.id, remedy] as const, [remedy.slug, remedy] as const]));
      }),
    ),
    store: loader(() => (stores ??= allStores(verbs))),
  };
}

/** There are tens of them: whoever asks for one gets all. */
async function allStores(verbs: Permitted): Promise<ReadonlyMap<string, StoreView>> {
  const { stores } = await listStores(verbs);
  return new Map(stores.map((store) => [store.id, store]));
}

function loader<T>(load: (keys: readonly string[]) => Promise<ReadonlyMap<string, T>>): Found<T> {
  const batch = async (keys: readonly string[]) => {
    const found = await load(keys);
    return keys.map((key) => found.get(key.toLowerCase()));
  };
  return new DataLoader<string, T | undefined>(batch, { maxBatchSize: MAX_BATCH });
}

function perLanguage<T>(open: (language: Language) => T): (language: Language) => T {
  const opened = new Map<Language, T>();
  return (language) => {
    const known = opened.get(language) ?? open(language);
    opened.set(language, known);
    return known;
  };
}
