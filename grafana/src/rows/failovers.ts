import type { Row } from '../dashboard.js';
import { bars, heatmap, stat, steps } from '../panels.js';
import { by, howMany, increase, increaseInRange, router } from '../promql.js';
import { BLUE, NOTHING } from '../roles.js';

const NEUTRAL = { thresholds: steps(BLUE), mappings: NOTHING };

function worst(histogram: string): string {
  return `histogram_quantile(1, ${by('sum', ['le'], increaseInRange(router(`${histogram}_bucket`)))})`;
}

export const failovers: Row = {
  title: 'Failovers',
  panels: [
    stat(
      {
        title: 'Takeovers',
        description: 'How many times a node became master in the time shown; rounded, because Prometheus extrapolates between scrapes.',
        width: 8,
        height: 4,
        unit: 'none',
        queries: [{ expr: howMany(increaseInRange(router('vrrp_transitions_total', 'to="master"'))) }],
      },
      { ...NEUTRAL, decimals: 0 },
    ),
    stat(
      {
        title: 'Slowest takeover',
        description: 'From the decision to become master to the addresses confirmed by the kernel, in the time shown: the upper bound of the bucket that it fell into.',
        width: 8,
        height: 4,
        unit: 's',
        queries: [{ expr: worst('vrrp_failover_duration_seconds') }],
      },
      NEUTRAL,
    ),
    stat(
      {
        title: 'Longest outage on the wire',
        description: 'From the last advert of the old master to the first of the new one, in the time shown: the upper bound of the bucket that it fell into.',
        width: 8,
        height: 4,
        unit: 's',
        queries: [{ expr: worst('vrrp_master_gap_seconds') }],
      },
      NEUTRAL,
    ),
    bars({
      title: 'Transitions by reason',
      description: 'The state reached, and why. docs/runbook.md explains each reason.',
      width: 24,
      unit: 'none',
      queries: [
        {
          expr: `${by('sum', ['to', 'reason'], increase(router('vrrp_transitions_total')))} > 0`,
          legendFormat: '{{to}} {{reason}}',
        },
      ],
    }),
    heatmap({
      title: 'Duration of takeovers',
      description: 'From the decision to become master to the addresses confirmed by the kernel. The exemplars carry the id of the event.',
      width: 12,
      unit: 's',
      queries: [
        { expr: by('sum', ['le'], increase(router('vrrp_failover_duration_seconds_bucket'))), legendFormat: '{{le}}' },
      ],
    }),
    heatmap({
      title: 'Outage on the wire',
      description: 'From the last advert of the old master to the first of the new one: what clients may have noticed.',
      width: 12,
      unit: 's',
      queries: [{ expr: by('sum', ['le'], increase(router('vrrp_master_gap_seconds_bucket'))), legendFormat: '{{le}}' }],
    }),
  ],
};
