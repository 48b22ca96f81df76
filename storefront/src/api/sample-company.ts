import { answerOf } from './answer.ts';
import { api } from './client.ts';

const keptForMs = 60_000;
let known = { isSample: false, readAtMs: Number.NEGATIVE_INFINITY };

/**
 * Whether the company is the invented one, which every page must say. Asked at most once a minute in an isolate; never
 * throws: a foot that cannot be read is no reason to lose the page.
 */
export async function isSampleCompany(): Promise<boolean> {
  const nowMs = Date.now();
  if (nowMs - known.readAtMs < keptForMs) return known.isSample;
  try {
    const answer = await answerOf(api.GET('/v1/stores'));
    if (answer.ok) known = { isSample: answer.value.sampleData, readAtMs: nowMs };
  } catch (error) {
    console.warn('The notice about sample data is as it was last read', error);
  }
  return known.isSample;
}
