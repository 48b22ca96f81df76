import { CartView, OrderView } from '#modules/orders';
import type { Builder } from './builder.ts';
import type { LateType, OutputTypes } from './shapes/output-types.ts';
import { shapeOf } from './shapes/shape-of.ts';

type Row = Readonly<Record<string, unknown>>;

/** REST tells a token beside the fields of a cart or order; in the graph it stands beside the node. */
const answers = [
  { name: 'OpenedCart', node: 'cart', token: 'token', schema: CartView },
  { name: 'PlacedOrder', node: 'order', token: 'orderToken', schema: OrderView },
] as const;

export function tokenAnswers(builder: Builder, outputs: OutputTypes, ownTypes: Map<string, LateType>): void {
  for (const { name, node, token, schema } of answers) {
    const ref = builder.objectRef<Row>(name);
    ownTypes.set(name, ref as unknown as LateType);
    ref.implement({
      fields: (t) => ({
        [node]: t.field({
          type: outputs.typeOf(shapeOf(schema, 'output'), name) as 'Json',
          nullable: false,
          resolve: (row) => row,
        }),
        [token]: t.string({
          nullable: false,
          description: 'The only time that it is told',
          resolve: (row) => String(row[token]),
        }),
      }),
    });
  }
}
