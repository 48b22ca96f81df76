export { keepEventLog } from './keep-event-log.ts';
export { replayDeadLetters } from './replay-dead-letters.ts';
