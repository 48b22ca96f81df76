import * as z from 'zod';
import {
  BatchNumber,
  ChargePaise,
  Code,
  CostPaise,
  DiscountBasisPoints,
  Key,
  Reason,
  SomeQuantity,
} from '../fields.ts';
import { maxCostPaise, maxLines } from '../limits.ts';

const DeliveryLine = z
  .strictObject({
    variantId: z.uuid(),
    batchNumber: BatchNumber,
    madeOn: z.iso.date(),
    expiresOn: z.iso.date().nullable().meta({ description: 'The last day of sale; null where none is printed' }),
    mrpPaise: z.int().min(1).max(maxCostPaise),
    acceptedQuantity: SomeQuantity,
    rejectedQuantity: SomeQuantity.default(0).meta({ description: 'Charged and here, but not for sale' }),
    freeQuantity: SomeQuantity.default(0).meta({ description: 'Accepted without being charged' }),
    rejectReason: Reason.nullable().default(null),
    costPaise: CostPaise.optional().meta({
      description: 'Of a piece, without tax and before discount. Left out, it is what the order says',
    }),
    discountBasisPoints: DiscountBasisPoints.optional(),
  })
  .refine((line) => line.acceptedQuantity + line.rejectedQuantity + line.freeQuantity > 0, {
    path: ['acceptedQuantity'],
    message: 'Nothing came of this line: leave it out',
  })
  .refine((line) => line.rejectedQuantity === 0 || line.rejectReason !== null, {
    path: ['rejectReason'],
    message: 'Say why pieces are rejected',
  })
  .refine((line) => line.expiresOn === null || line.madeOn <= line.expiresOn, {
    path: ['expiresOn'],
    message: 'Lies before the day on which it was made',
  });

export const ReceiveGoodsBody = z.strictObject({
  supplierId: z.uuid(),
  purchaseOrderId: z.uuid().nullable().default(null).meta({ description: 'Null: nobody ordered it' }),
  invoiceNumber: Code,
  invoiceDate: z.iso.date(),
  freightPaise: ChargePaise.default(0),
  insurancePaise: ChargePaise.default(0),
  dutyPaise: ChargePaise.default(0),
  accept: z
    .strictObject({
      secondBatch: z.boolean().default(false),
      shortDated: z.boolean().default(false),
      over: z.boolean().default(false),
    })
    .default({ secondBatch: false, shortDated: false, over: false })
    .meta({ description: 'What was looked at and is received all the same; `over` takes purchasing.approve besides' }),
  lines: z.array(DeliveryLine).min(1).max(maxLines),
});
export const ReceiveGoodsSchema = ReceiveGoodsBody.extend({ storeId: z.uuid(), key: Key });
export type ReceiveGoods = z.input<typeof ReceiveGoodsSchema>;
export type Delivery = z.output<typeof ReceiveGoodsSchema>;
