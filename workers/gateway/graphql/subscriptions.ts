import * as z from 'zod';
import { availabilities } from '#modules/catalog';
import { shelfBands } from '#modules/inventory';
import { OrderView } from '#modules/orders';
import { AppError } from '#platform/errors';
import { parseInput } from '#platform/parse-input';
import type { Builder } from './builder.ts';
import type { GraphqlContext } from './graphql-context.ts';
import { openLoaders } from './loaders.ts';
import type { Operation } from './route-operation.ts';
import { runOperation } from './run-operation.ts';
import { recordId } from './shapes/input-types.ts';
import type { OutputTypes } from './shapes/output-types.ts';
import { shapeOf } from './shapes/shape-of.ts';
import { callerCheck, watchRecord } from './watch.ts';

/** A page shows fewer. */
const MAX_WATCHED_VARIANTS = 50;
const VariantIds = z.array(z.uuid()).min(1).max(MAX_WATCHED_VARIANTS);

const ShelfBandView = z
  .object({ variantId: z.uuid(), storeId: z.uuid(), availability: z.enum(availabilities) })
  .meta({ id: 'ShelfBand' });

/** What changes while somebody looks on. Both give the present state first and end by themselves after five minutes. */
export function addSubscriptions(
  builder: Builder,
  outputs: OutputTypes,
  operations: ReadonlyMap<string, Operation>,
): void {
  builder.subscriptionField('orderChanged', (t) =>
    t.field({
      type: outputs.typeOf(shapeOf(OrderView, 'output'), 'Order') as 'Json',
      nullable: false,
      description: 'An order, now and whenever it changes, for five minutes. With its token, or as its owner.',
      args: { orderId: t.arg.id({ required: true }), orderToken: t.arg.string({ required: false }) },
      subscribe: (_root, { orderId, orderToken }, ctx) =>
        watch(ctx, () => readOrder(operations, ctx, recordId(String(orderId)), orderToken ?? undefined)),
      resolve: fresh,
    }),
  );
  builder.subscriptionField('stockChanged', (t) =>
    t.field({
      type: [outputs.typeOf(shapeOf(ShelfBandView, 'output'), 'ShelfBand')] as ['Json'],
      nullable: false,
      description:
        'What shoppers are told about the shelves of some variants, now and whenever it changes, for five minutes',
      args: { variantIds: t.arg.idList({ required: true }) },
      subscribe: (_root, { variantIds }, ctx) => {
        const ids = parseInput(
          VariantIds,
          variantIds.map((id) => recordId(String(id))),
        );
        return watch(ctx, () => shelfBands(ctx.verbs, { variantIds: ids }));
      },
      resolve: fresh as never,
    }),
  );
}

/** Every event reads its links anew: what was loaded for the one before may be old. */
function fresh(value: unknown, _args: object, ctx: GraphqlContext): unknown {
  ctx.loaders = openLoaders(ctx.verbs);
  return value;
}

function watch<T>(ctx: GraphqlContext, look: () => Promise<T>): Promise<AsyncIterableIterator<T>> {
  const nowMs = () => ctx.verbs.clock.now().getTime();
  return watchRecord({
    look,
    checkCaller: callerCheck(ctx.verbs.actor, () => ctx.verbs.objects.revocations(), nowMs()),
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    nowMs,
  });
}

async function readOrder(
  operations: ReadonlyMap<string, Operation>,
  ctx: GraphqlContext,
  orderId: string,
  orderToken: string | undefined,
): Promise<unknown> {
  const operation = operations.get(orderToken === undefined ? 'meOrder' : 'order');
  if (operation === undefined) throw new AppError('unauthenticated', 'Send the orderToken of the order.');
  const headers = orderToken === undefined ? {} : { 'x-order-token': orderToken };
  return runOperation(operation.route, ctx, { params: { orderId }, headers });
}
