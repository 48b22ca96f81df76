export { DiscardDeadLetterBody, discardDeadLetter } from './dead-letters/discard-dead-letter.ts';
export { DeadLetterDetail, DeadLetterId, getDeadLetter } from './dead-letters/get-dead-letter.ts';
export { DeadLetterPage, ListDeadLettersSchema, listDeadLetters } from './dead-letters/list-dead-letters.ts';
export { replayDeadLetter } from './dead-letters/replay-dead-letter.ts';
export { replayDeadLetters } from './dead-letters/replay-dead-letters.ts';
export { EventFlow, eventFlow } from './flow/event-flow.ts';
export { prometheusText } from './flow/prometheus.ts';
export { keepEventLog } from './keep-event-log.ts';
export { EventTypes, listEventTypes } from './list-event-types.ts';
