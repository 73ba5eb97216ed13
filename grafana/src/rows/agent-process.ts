import type { Row } from '../dashboard.js';
import { heatmap, series } from '../panels.js';
import { agent, by, increase, rate, router } from '../promql.js';

const ZERO = { min: 0 };
const OF = '{{vrrp_instance}} {{instance}}';

export const agentProcess: Row = {
  title: 'Agent',
  panels: [
    heatmap({
      title: 'Lateness of timers',
      description: 'How late the election began a turn whose deadline had come. Late timers come from load, from pauses of the machine, or of Java.',
      width: 12,
      unit: 's',
      queries: [{ expr: by('sum', ['le'], increase(agent('vrrp_timer_lag_seconds_bucket'))), legendFormat: '{{le}}' }],
    }),
    series({
      title: 'Latest timer and clock',
      description: 'The latest turn of the election in the last one to two minutes, and how far the clock of the node is behind that of Prometheus.',
      width: 12,
      unit: 's',
      queries: [
        { expr: agent('vrrp_timer_lag_seconds_max'), legendFormat: '{{instance}} latest timer' },
        {
          expr: `timestamp(${agent('vrrp_agent_time_seconds')}) - ${agent('vrrp_agent_time_seconds')}`,
          legendFormat: '{{instance}} clock',
        },
      ],
    }),
    series({
      title: 'Virtual addresses put back or refused',
      description: 'Addresses that somebody else removed and the agent put back, and those that the kernel refused to add or remove.',
      width: 12,
      unit: 'ops',
      queries: [
        { expr: rate(router('vrrp_vip_restored_total')), legendFormat: `${OF} put back` },
        { expr: rate(router('vrrp_vip_operation_errors_total')), legendFormat: `${OF} {{operation}} refused` },
      ],
    }, {}, ZERO),
    series({
      title: 'Time to make the metrics',
      description: 'How long the agent needed for the page before the one that was scraped.',
      width: 12,
      unit: 's',
      queries: [{ expr: agent('vrrp_scrape_duration_seconds'), legendFormat: '{{instance}}' }],
    }, {}, ZERO),
    series({
      title: 'Processor',
      description: 'Processor time per second, by user and system; 1 is one core.',
      width: 8,
      unit: 'none',
      queries: [{ expr: rate(agent('process_cpu_seconds_total')), legendFormat: '{{instance}}' }],
    }, {}, ZERO),
    series({
      title: 'Memory',
      description: 'Memory of the process that is in RAM, and the part of it that Java uses for its heap.',
      width: 8,
      unit: 'bytes',
      queries: [
        { expr: agent('process_resident_memory_bytes'), legendFormat: '{{instance}} in RAM' },
        { expr: by('sum', ['instance'], agent('jvm_memory_used_bytes', 'area="heap"')), legendFormat: '{{instance}} heap' },
      ],
    }, {}, ZERO),
    series({
      title: 'Garbage collection',
      description: 'The part of the time that was spent in collections.',
      width: 8,
      unit: 'percentunit',
      queries: [
        { expr: by('sum', ['instance', 'gc'], rate(agent('jvm_gc_collection_seconds_sum'))), legendFormat: '{{instance}} {{gc}}' },
      ],
    }, {}, ZERO),
    series({
      title: 'Threads',
      description: 'Threads that are alive.',
      width: 12,
      unit: 'none',
      queries: [{ expr: agent('jvm_threads_live_threads'), legendFormat: '{{instance}}' }],
    }, {}, ZERO),
    series({
      title: 'File descriptors',
      description: 'File descriptors in use, of those that may be.',
      width: 12,
      unit: 'percentunit',
      queries: [{ expr: `${agent('process_open_fds')} / ${agent('process_max_fds')}`, legendFormat: '{{instance}}' }],
    }, {}, ZERO),
  ],
};
