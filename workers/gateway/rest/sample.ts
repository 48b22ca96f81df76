/** Records of the sample company, whose ids never change: with them the examples of the reference work as they stand. */
export const sample = {
  productHandle: 'sulphur-dilution-banyan-row',
  remedySlug: 'sulphur',
  storeId: '019b76da-a800-785e-b8c6-807f6d4420d8',
  otherStoreId: '019b76da-a800-7e14-b024-cdf664a5ee8e',
  variantId: '019b76da-a800-75cd-90b6-f876acad34c2',
  supplierId: '019b76da-a800-7ec7-a69f-0043a30b17ad',
  batch: {
    batchId: '019b76da-a800-7597-9a34-dbdfd654164b',
    batchNumber: '23093447',
    expiresOn: null,
    mrpPaise: 12500,
  },
  promotionId: '019b76da-a800-7e87-8b8b-a0f39b834162',
  /** These are made by whoever asks: they show the shape. */
  cartId: '01a2035b-5a7e-7526-b8d1-5b0ac899b037',
  lineId: '01a2035b-5b96-715d-972c-989ab67cc91c',
  orderId: '01a20361-0c2e-7d51-9c55-3f1a2b8e4d60',
  shipmentId: '01a20361-1d3f-7e62-8d66-4a2b3c9f5e71',
  returnId: '01a20361-2e40-7f73-9e77-5b3c4da06f82',
  webhookEndpointId: '01a20a4c-7f10-7c3e-8a1b-5d2e6f708192',
  webhookDeliveryId: '01a20a4c-8021-7b4f-9c2d-6e3f708192a3',
} as const;
