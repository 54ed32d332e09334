import { canonicalReasonPhrase } from '../../index.ts';
import type { Count, Summary } from './summary.ts';

/** What was counted, as OpenMetrics 1.0 has it: for Prometheus and what reads the same. */
export function openMetrics(summary: Summary): string {
  const { codes, methods, deviations, faults, skipped, sessions } = summary;
  const byMethod = Object.entries(methods).flatMap(([method, counts]) =>
    Object.entries(counts).map(([code, count]): [Labels, number] => [{ code, method }, count]),
  );
  const without = Object.entries(codes).map(([code, count]): [Labels, number] => [
    { code, method: '' },
    count - Object.values(methods).reduce((sum, counts) => sum + (counts[code] ?? 0), 0),
  ]);
  const { outcomes, ...ratios } = sessions;
  return [
    ...family('sip_responses', 'counter', 'Responses by status code and by the method that they answer.', [
      ...byMethod,
      ...without.filter(([, count]) => count > 0),
    ]),
    ...family(
      'sip_status_line_deviations',
      'counter',
      'Deviations from the ABNF of RFC 3261.',
      counted('deviation', deviations),
    ),
    ...family('sip_status_line_faults', 'counter', 'Status lines that are none.', counted('fault', faults)),
    ...family(
      'sip_scan_skipped_octets',
      'counter',
      'Octets that were not searched.',
      Object.entries(skipped).map(([reason, { octets }]) => [{ reason }, octets]),
    ),
    ...family(
      'sip_session_attempts',
      'counter',
      'Attempts to begin a session, by the code that they ended with.',
      Object.entries(outcomes).map(([code, count]) => [{ code }, count]),
    ),
    ...family(
      'sip_session_ratio_percent',
      'gauge',
      'RFC 6076, ITU-T E.411 and E.425.',
      Object.entries(ratios).flatMap(([ratio, value]) => (value === null ? [] : [[{ ratio }, value]])),
    ),
    ...family(
      'sip_unregistered_responses',
      'counter',
      'Responses whose code is not registered.',
      counted('code', summary.unregistered),
    ),
    ...family(
      'sip_noncanonical_responses',
      'counter',
      'Responses whose phrase is not the canonical one of their code.',
      [...phrasesByCode(summary)].map(([code, count]) => [
        { code, canonical: canonicalReasonPhrase(Number(code)) ?? '' },
        count,
      ]),
    ),
    '# EOF',
  ].join('\n');
}

type Labels = Readonly<Record<string, string>>;
type Sample = readonly [Labels, number];

function family(name: string, type: 'counter' | 'gauge', help: string, samples: readonly Sample[]): readonly string[] {
  if (samples.length === 0) return [];
  return [
    `# TYPE ${name} ${type}`,
    `# HELP ${name} ${help}`,
    ...samples.map(([labels, value]) => `${name}${type === 'counter' ? '_total' : ''}{${labelled(labels)}} ${value}`),
  ];
}

function labelled(labels: Labels): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}="${value.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"`)
    .join(',');
}

function counted(label: string, counts: Readonly<Record<string, Count | undefined>>): readonly Sample[] {
  return Object.entries(counts).map(([value, some]) => [{ [label]: value }, some?.count ?? 0]);
}

function phrasesByCode({ phrases }: Summary): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { statusCode, count } of phrases) {
    const code = String(statusCode).padStart(3, '0');
    counts.set(code, (counts.get(code) ?? 0) + count);
  }
  return counts;
}
