export { replayDeadLetters } from './replay-dead-letters.ts';
