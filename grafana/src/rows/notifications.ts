import type { Row } from '../dashboard.js';
import { bars, heatmap, series } from '../panels.js';
import { agent, by, increase, router } from '../promql.js';

const ENDPOINT = ['instance', 'endpoint'];
const OF_ENDPOINT = '{{endpoint}} {{instance}}';

function occurred(labels: string[], counter: string): string {
  return `${by('sum', labels, increase(agent(counter)))} > 0`;
}

export const notifications: Row = {
  title: 'Notifications',
  panels: [
    bars({
      title: 'Notify scripts',
      description: 'Scripts that were due, and those that failed: with another status than 0, too late, not started, or dropped.',
      width: 12,
      unit: 'none',
      queries: [
        { expr: occurred(['instance', 'kind'], 'vrrp_notify_runs_total'), legendFormat: '{{instance}} {{kind}}' },
        {
          expr: occurred(['instance', 'kind', 'result'], 'vrrp_notify_failures_total'),
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
    bars({
      title: 'Webhooks',
      description: 'Events that a receiver has accepted, attempts that failed, and events that were given up or gave way to newer ones.',
      width: 12,
      unit: 'none',
      queries: [
        { expr: occurred(ENDPOINT, 'vrrp_webhook_deliveries_total'), legendFormat: `${OF_ENDPOINT} accepted` },
        { expr: occurred([...ENDPOINT, 'reason'], 'vrrp_webhook_failures_total'), legendFormat: `${OF_ENDPOINT} {{reason}}` },
        { expr: occurred(ENDPOINT, 'vrrp_webhook_dead_letters_total'), legendFormat: `${OF_ENDPOINT} given up` },
        { expr: occurred(ENDPOINT, 'vrrp_webhook_superseded_total'), legendFormat: `${OF_ENDPOINT} superseded` },
      ],
    }),
    heatmap({
      title: 'Duration of attempts',
      description: 'How long attempts to deliver an event to a webhook took.',
      width: 4,
      unit: 's',
      queries: [{ expr: by('sum', ['le'], increase(agent('vrrp_webhook_duration_seconds_bucket'))), legendFormat: '{{le}}' }],
    }),
    series({
      title: 'Events that wait',
      description: 'Events that wait for their receiver.',
      width: 4,
      unit: 'none',
      queries: [{ expr: agent('vrrp_webhook_queue_length'), legendFormat: OF_ENDPOINT }],
    }, {}, { min: 0 }),
    series({
      title: 'Oldest event that waits',
      description: 'How long the oldest event waits for its receiver. Empty while none waits.',
      width: 4,
      unit: 's',
      queries: [
        {
          expr: `timestamp(${agent('vrrp_webhook_oldest_pending_timestamp_seconds')}) - ${agent('vrrp_webhook_oldest_pending_timestamp_seconds')}`,
          legendFormat: OF_ENDPOINT,
        },
      ],
    }, {}, { min: 0 }),
  ],
};
