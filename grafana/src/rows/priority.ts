import type { Row } from '../dashboard.js';
import { bars, heatmap, jumps, series, timeline } from '../panels.js';
import { agent, by, increase, inOrderOf, rate, router } from '../promql.js';
import { UP } from '../roles.js';

const ON = ['vrrp_instance', 'instance'];
const OF = '{{vrrp_instance}} {{instance}}';
const CHECK = ['instance', 'kind', 'check'];
const OF_CHECK = '{{kind}} {{check}} {{instance}}';

export const priority: Row = {
  title: 'Priority and trackers',
  panels: [
    jumps(
      {
        title: 'Priority',
        description: 'Effective, as adverts carry it; configured; and the one heard from the master, 0 while none is heard.',
        width: 12,
        unit: 'none',
        queries: [
          { expr: by('max', ON, router('vrrp_priority')), legendFormat: `${OF} effective` },
          { expr: by('max', ON, router('vrrp_priority_base')), legendFormat: `${OF} configured` },
          { expr: by('max', ON, router('vrrp_master_priority')), legendFormat: `${OF} heard from master` },
        ],
      },
      { min: 0, max: 255 },
    ),
    jumps({
      title: 'What trackers add',
      description: 'What each thing that is tracked with a weight adds to the priority, or takes from it. Empty where nothing has a weight.',
      width: 12,
      unit: 'none',
      queries: [
        {
          expr: by('sum', [...ON, 'kind', 'tracker'], router('vrrp_priority_adjustment')),
          legendFormat: `${OF} {{kind}} {{tracker}}`,
        },
      ],
    }),
    timeline(
      {
        title: 'Checks',
        description: 'Whether each check is good, rise and fall considered. Empty where nothing is checked.',
        width: 24,
        height: 7,
        queries: [{ expr: inOrderOf(['kind', 'check', 'instance'], agent('vrrp_check_up')), legendFormat: OF_CHECK }],
      },
      UP,
    ),
    series(
      {
        title: 'Looks',
        description: 'How often each check looked, whatever came of it.',
        width: 8,
        unit: 'ops',
        queries: [{ expr: by('sum', CHECK, rate(agent('vrrp_check_runs_total'))), legendFormat: OF_CHECK }],
      },
      {},
      { min: 0 },
    ),
    bars({
      title: 'Looks that did not pass',
      description: 'By reason: the check said no, it took too long, or there was no room to make it.',
      width: 8,
      unit: 'none',
      queries: [
        {
          expr: `${by('sum', [...CHECK, 'reason'], increase(agent('vrrp_check_failures_total')))} > 0`,
          legendFormat: `${OF_CHECK} {{reason}}`,
        },
      ],
    }),
    heatmap({
      title: 'Duration of looks',
      description: 'How long looks took that were made, of all checks together.',
      width: 8,
      unit: 's',
      queries: [{ expr: by('sum', ['le'], increase(agent('vrrp_check_duration_seconds_bucket'))), legendFormat: '{{le}}' }],
    }),
  ],
};
