import { now } from '../data/now.ts';
import { locale } from '../language/language.ts';
import { ago, exactTime } from './times.ts';

/** An instant as time that has passed; the exact one on hover and for screen readers. */
export function Ago(props: { at: string }) {
  const exact = () => exactTime(props.at, locale());
  return (
    <time dateTime={props.at} title={exact()} class="ago">
      {ago(props.at, now(), locale())}
      <span class="hidden">, {exact()}</span>
    </time>
  );
}
