import type { EventFlow } from './event-flow.ts';

interface Gauge {
  name: string;
  help: string;
  samples: readonly { labels: Readonly<Record<string, string>>; value: number }[];
}

/** The figures as Prometheus reads them (text format 0.0.4). */
export function prometheusText({ consumers, sagas }: EventFlow): string {
  const each = (value: (one: EventFlow['consumers'][number]) => number) =>
    consumers.map((one) => ({ labels: { consumer: one.consumer }, value: value(one) }));
  const gauges: Gauge[] = [
    { name: 'tincture_events_waiting', help: 'Events that wait for a consumer.', samples: each((one) => one.waiting) },
    {
      name: 'tincture_events_oldest_seconds',
      help: 'Age of the oldest event that waits for a consumer.',
      samples: each((one) => one.oldestSeconds),
    },
    {
      name: 'tincture_dead_letters',
      help: 'Messages that a consumer gave up on and nobody has decided about.',
      samples: each((one) => one.deadLetters),
    },
    { name: 'tincture_sagas_open', help: 'Sagas under way.', samples: [{ labels: {}, value: sagas.open }] },
    { name: 'tincture_sagas_stuck', help: 'Sagas that need somebody.', samples: [{ labels: {}, value: sagas.stuck }] },
  ];
  return `${gauges.flatMap(linesOf).join('\n')}\n`;
}

function linesOf({ name, help, samples }: Gauge): string[] {
  return [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} gauge`,
    ...samples.map(({ labels, value }) => {
      const pairs = Object.entries(labels).map(([label, text]) => `${label}="${text}"`);
      return `${name}${pairs.length === 0 ? '' : `{${pairs.join(',')}}`} ${value}`;
    }),
  ];
}
