import type { Row } from '../dashboard.js';
import { bars, heatmap, series } from '../panels.js';
import { agent, by, increase, router } from '../promql.js';

export const notifications: Row = {
  title: 'Notifications',
  panels: [
    bars({
      title: 'Notify scripts',
      description: 'Scripts that were due, and those that failed: with another status than 0, too late, not started, or dropped.',
      width: 12,
      unit: 'none',
      queries: [
        { expr: `${by('sum', ['instance', 'kind'], increase(agent('vrrp_notify_runs_total')))} > 0`, legendFormat: '{{instance}} {{kind}}' },
        {
          expr: `${by('sum', ['instance', 'kind', 'result'], increase(agent('vrrp_notify_failures_total')))} > 0`,
          legendFormat: '{{instance}} {{kind}} {{result}}',
        },
      ],
    }),
    heatmap({
      title: 'Duration of notify scripts',
      description: 'How long scripts ran that were started. They run one at a time for each virtual router, so a slow one delays the next.',
      width: 6,
      unit: 's',
      queries: [{ expr: by('sum', ['le'], increase(agent('vrrp_notify_duration_seconds_bucket'))), legendFormat: '{{le}}' }],
    }),
    series({
      title: 'Scripts that wait',
      description: 'Notify scripts that wait for their turn.',
      width: 6,
      unit: 'none',
      queries: [{ expr: router('vrrp_notify_queue_length'), legendFormat: '{{vrrp_instance}} {{instance}}' }],
    }, {}, { min: 0 }),
  ],
};
