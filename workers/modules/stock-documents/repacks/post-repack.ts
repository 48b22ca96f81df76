import { type SQL, sql } from 'drizzle-orm';
import { stockRepacks } from '#db/schema/stock-batches';
import { describeActor } from '#platform/access/actor';
import { auditFact } from '#platform/audit';
import type { Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import { demand } from '#platform/exactly-one';
import { type Fact, fact } from '#platform/facts';
import { keyedId } from '#platform/keyed-id';
import type { StockChange, StoreFacts } from '#platform/objects';
import { instant } from '../posting/instants.ts';
import { knownPosting, post } from '../posting/post.ts';
import { runPosting } from '../posting/run-posting.ts';
import type { BatchRecord } from '../posting/standings.ts';
import { recallOf } from '../recalls/require-not-recalled.ts';
import type { RepackView } from './repack-schemas.ts';

interface RepackPiece extends BatchRecord {
  quantity: number;
}

export interface NewRepack {
  id: string;
  fingerprint: string;
  store: StoreFacts;
  kind: RepackView['kind'];
  consumed: readonly RepackPiece[];
  made: readonly RepackPiece[];
  lossAmount: number;
  lossUnit: string | null;
  roundingPaise: number;
  note: string | null;
  /** For when it is booked or refused: see repack-rules.ts. */
  facts: unknown;
  /** Written with it: batches that are new, a bottle. */
  records: readonly Fact[];
  statements: readonly SQL[];
}

const repackPostingId = (repackId: string): Promise<string> => keyedId('repack-posting', repackId);

/** Goes on with an earlier request under the same key; undefined: this is the first. */
export async function knownRepack(ctx: Permitted, id: string, fingerprint: string): Promise<RepackView | undefined> {
  const known = await knownPosting(ctx, await repackPostingId(id), fingerprint);
  if (known === undefined) return undefined;
  await runPosting(ctx, known);
  return readRepack(ctx, id);
}

/** Takes the parents off the shelf and puts the children there, in one document: both or neither. */
export async function postRepack(ctx: Permitted, repack: NewRepack): Promise<RepackView> {
  const { id, fingerprint, store, kind, consumed, made, facts } = repack;
  const change = ({ batchId, variantId, batchNumber, expiresOn, mrpPaise }: RepackPiece, by: number): StockChange => ({
    batchId,
    variantId,
    batchNumber,
    expiresOn,
    mrpPaise,
    state: 'sellable',
    quantity: by,
  });
  const changes = [
    ...consumed.map((piece) => change(piece, -piece.quantity)),
    ...made.map((piece) => change(piece, piece.quantity)),
  ];
  const shown = (list: readonly RepackPiece[]) =>
    list.map(({ batchId, variantId, batchNumber, quantity, costPaise }) => ({
      batchId,
      variantId,
      batchNumber,
      quantity,
      costPaise,
    }));
  const { lossAmount, lossUnit, roundingPaise, note } = repack;
  const record = fact(stockRepacks, {
    id,
    storeId: store.storeId,
    kind,
    status: 'posting',
    consumed: shown(consumed),
    made: shown(made),
    lossAmount,
    lossUnit,
    roundingPaise,
    note,
    doneBy: describeActor(ctx.actor),
    doneAt: ctx.clock.now().toISOString(),
  });
  const audit = auditFact(ctx, {
    action: `inventory.repack.${kind}`,
    subject: id,
    storeId: store.storeId,
    after: { consumed: shown(consumed), made: shown(made), lossAmount },
  });
  await post(ctx, {
    posting: {
      id: await repackPostingId(id),
      fingerprint,
      storeId: store.storeId,
      documentKind: 'repack',
      documentId: id,
      deed: kind,
      facts,
      calls: [{ store, document: { key: `${id}:repack`, kind: 'repack', reference: id, changes } }],
    },
    // Asked once more as it is written down: from then on a recall sees what is being made.
    statements: [demand(sql`not exists (${recallOf(consumed)})`), ...repack.statements],
    facts: [record, ...repack.records, audit],
    conflict: 'Somebody else has changed it meanwhile: look at it again.',
  });
  return readRepack(ctx, id);
}

export const selectRepacks = (
  condition: SQL,
): SQL => sql`select id, store_id as "storeId", kind, status, consumed, made,
    loss_amount as "lossAmount", loss_unit as "lossUnit", rounding_paise as "roundingPaise", note, done_by as "doneBy",
    done_at as "doneAt"
  from ${stockRepacks} where ${condition}`;

export const repackView = (row: RepackView): RepackView => ({ ...row, doneAt: instant(row.doneAt) });

export async function readRepack({ db }: Pick<Permitted, 'db'>, repackId: string): Promise<RepackView> {
  const [found] = await db.query<RepackView>(selectRepacks(sql`id = ${repackId}`));
  if (found === undefined) throw new AppError('not_found', 'There is no such repack.');
  return repackView(found);
}
