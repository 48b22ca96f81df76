import * as z from 'zod';
import { MoneyView } from '#modules/catalog';

export const StoreCreditView = z
  .object({
    accountId: z.uuid().nullable().meta({ description: 'Null: none was ever given' }),
    balance: MoneyView,
    available: MoneyView.meta({ description: 'The balance less what orders under way have set aside' }),
  })
  .meta({ id: 'StoreCredit' });
