import type { Result } from '#platform/errors';
import type { Answers, Call, CallName } from '../calls.ts';
import type { Move, Situation } from '../moves.ts';
import type { Step } from '../placement.ts';

/** One step of a placement: the call that it makes, and what follows from the reply. Both pure. */
export interface Stage {
  kind: CallName;
  call(step: Step, situation: Situation): Call;
  after(step: Step, result: Result<unknown>, situation: Situation): Move;
}

type StepAt<At extends Step['at']> = Extract<Step, { at: At }>;

interface TypedStage<At extends Step['at'], K extends CallName> {
  call(step: StepAt<At>, situation: Situation): Extract<Call, { kind: K }>;
  after(step: StepAt<At>, result: Result<Answers[K]>, situation: Situation): Move;
}

/** Holds a step, its call and its answer together for the compiler. */
export const stage = <At extends Step['at'], K extends CallName>(
  _at: At,
  kind: K,
  typed: TypedStage<At, K>,
): Stage => ({ kind, ...(typed as unknown as Pick<Stage, 'call' | 'after'>) });
