import type { Permitted } from '#platform/context';
import { AppError, orThrow } from '#platform/errors';
import type { SagaKind, SagaRow } from '#platform/sagas';

type Saga = Pick<SagaRow, 'id' | 'subject'>;

interface SagaVerbs {
  /** Tries the present step again at once. */
  resume(ctx: Permitted, saga: Saga): Promise<unknown>;
  /** Gives back what can be given back. Left out where a saga only goes forward. */
  compensate?(ctx: Permitted, saga: Saga, reason: string): Promise<unknown>;
}

const goesOnByItself: SagaVerbs = {
  resume: () => Promise.reject(new AppError('illegal_transition', 'A saga of this kind goes on by itself.')),
};

/** Who looks after which sagas: the module or object that owns them decides what is possible, and audits what it does. */
export const sagaVerbs: Readonly<Record<SagaKind, SagaVerbs>> = {
  checkout: {
    resume: async ({ objects }, { id }) => orThrow(await objects.checkout(id).resume()),
    compensate: async ({ objects }, { id }, reason) => orThrow(await objects.checkout(id).compensate(reason)),
  },
  recall: goesOnByItself,
  refund: goesOnByItself,
  return: goesOnByItself,
  transfer: goesOnByItself,
};
