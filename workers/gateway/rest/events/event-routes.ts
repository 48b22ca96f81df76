import type { Route } from '../../routing/define-route.ts';
import { discardDeadLetterRoute } from './discard-dead-letter.ts';
import { getDeadLetterRoute } from './get-dead-letter.ts';
import { getEventFlowRoute } from './get-event-flow.ts';
import { getMetricsRoute } from './get-metrics.ts';
import { listDeadLettersRoute } from './list-dead-letters.ts';
import { listEventTypesRoute } from './list-event-types.ts';
import { replayDeadLetterRoute } from './replay-dead-letter.ts';
import { replayDeadLettersRoute } from './replay-dead-letters.ts';

/** Events on their way, for staff. */
export const eventRoutes: readonly Route[] = [
  listEventTypesRoute,
  getEventFlowRoute,
  listDeadLettersRoute,
  replayDeadLettersRoute,
  getDeadLetterRoute,
  replayDeadLetterRoute,
  discardDeadLetterRoute,
  getMetricsRoute,
];
