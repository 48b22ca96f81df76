import { Show } from 'solid-js';
import { locale, words } from '../../language/language.ts';
import { changeOf, count, rupees } from '../../ui/figures.ts';
import { clockTime, daySpan, exactTime } from '../../ui/times.ts';
import type { TodayFigures } from './read-today.ts';

function comparison({ report, before }: TodayFigures): string {
  const span = daySpan(before.period, locale());
  const change = changeOf(report.totals.revenue.amount, before.revenue.amount, locale());
  return change === null ? words().nothingBefore(span) : words().against(change, span);
}

/** The figures of the period: each with its period, its comparison and as of when it is true. */
export function Headline(props: { figures: TodayFigures }) {
  const report = () => props.figures.report;
  return (
    <div class="headline">
      <dl>
        <div class="lead">
          <dt>{words().revenue}</dt>
          <dd>{rupees(report().totals.revenue, locale())}</dd>
          <dd class="soft small">{comparison(props.figures)}</dd>
        </div>
        <div>
          <dt>{words().pieces}</dt>
          <dd>{count(report().totals.units, locale())}</dd>
        </div>
        <div>
          <dt>{words().taxInside}</dt>
          <dd>{rupees(report().totals.tax, locale())}</dd>
        </div>
      </dl>
      <p class="soft small">
        {daySpan(report(), locale())} ·{' '}
        <time dateTime={report().asOf} title={exactTime(report().asOf, locale())}>
          {words().asOf(clockTime(report().asOf, locale()))}
        </time>
        <Show when={report().pending > 0}> · {words().pending(report().pending)}</Show>
      </p>
    </div>
  );
}
