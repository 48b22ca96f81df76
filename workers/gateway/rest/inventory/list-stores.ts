import * as z from 'zod';
import { listStores } from '#modules/inventory';
import { defineRoute } from '../../routing/define-route.ts';
import { catalogueSeconds } from '../catalog/cache-life.ts';

const StoreView = z
  .object({
    id: z.uuid(),
    code: z.string(),
    slug: z.string(),
    name: z.string(),
    address: z.object({
      line1: z.string(),
      city: z.string(),
      state: z.string(),
      stateCode: z.string(),
      postalCode: z.string(),
      country: z.literal('IN'),
    }),
    phone: z.string(),
    gstin: z.string(),
    licenceNumber: z.string(),
    timeZone: z.string(),
    hours: z.array(z.object({ days: z.string(), opens: z.string(), closes: z.string() })),
    fulfils: z.array(z.string()),
  })
  .meta({ id: 'Store' });

const StoreList = z
  .object({
    data: z.array(StoreView),
    sampleData: z.boolean().describe('The company, its prices and its stock are invented samples'),
  })
  .meta({ id: 'StoreList' });

export const listStoresRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/stores',
    area: 'Stores',
    permission: 'catalog.read',
    summary: 'The stores, with address, hours and what they can fulfil',
    response: StoreList,
    errors: [],
    cache: { sharedSeconds: catalogueSeconds, tags: ({ data }) => ['list', ...data.map(({ id }) => `store:${id}`)] },
  },
  async ({ ctx }) => {
    const { stores, sampleData } = await listStores(ctx);
    return { data: stores, sampleData };
  },
);
