import type { Row } from '../dashboard.js';
import { jumps, series, steps, table, tiles, timeline } from '../panels.js';
import { ON_NODE, ROUTER, agent, by, inOrderOf, rate, router } from '../promql.js';
import { AGREE, GREEN, ORANGE, PRESENT, RED } from '../roles.js';

const OF_ROUTER = '{{segment}} VRID {{vrid}} {{family}}';

export const evidence: Row = {
  title: 'Split-brain evidence',
  panels: [
    jumps(
      {
        title: 'Masters',
        description: 'How many scraped nodes are master of a virtual router. The annotation "Dual master" leaves takeovers out; this line does not.',
        width: 12,
        unit: 'none',
        queries: [{ expr: by('sum', ROUTER, router('vrrp_master')), legendFormat: OF_ROUTER }],
      },
      { min: 0, decimals: 0 },
    ),
    jumps(
      {
        title: 'Masters heard',
        description:
          'How many masters each node knows from the wire, itself included. Two for a moment after a preemption are normal; more for longer are a split brain, also where one of them is not scraped.',
        width: 12,
        unit: 'none',
        queries: [
          { expr: by('max', ['vrrp_instance', 'instance'], router('vrrp_masters_seen')), legendFormat: '{{vrrp_instance}} {{instance}}' },
        ],
      },
      { min: 0, decimals: 0 },
    ),
    timeline(
      {
        title: 'Likely cause of a split brain',
        description: 'What each node takes for the cause, while it suspects or knows a second master. Empty while there is none.',
        width: 12,
        queries: [
          {
            expr: inOrderOf(['vrrp_instance', 'instance', 'cause'], `${router('vrrp_split_brain_cause')} == 1`),
            legendFormat: '{{vrrp_instance}} {{instance}} {{cause}}',
          },
        ],
      },
      PRESENT,
    ),
    series({
      title: 'Adverts of others heard by a master',
      description: 'By how their priority compares with ours. A few at a takeover are normal; a steady rate means that two nodes are masters and hear each other.',
      width: 12,
      unit: 'pps',
      queries: [
        {
          expr: by('sum', ['vrrp_instance', 'instance', 'relation'], rate(router('vrrp_adverts_while_master_total'))),
          legendFormat: '{{vrrp_instance}} {{instance}} {{relation}}',
        },
      ],
    }),
    timeline(
      {
        title: 'Role and kernel',
        description: 'Whether a node has an address exactly when it is master. Disagreement for more than an instant means that somebody else added or removed it.',
        width: 12,
        queries: [
          {
            expr: inOrderOf(
              ['vip', 'instance'],
              `${router('vrrp_vip_held')} != bool on (${ON_NODE.join(', ')}) group_left () ${router('vrrp_master')}`,
            ),
            legendFormat: '{{vip}} {{instance}}',
          },
        ],
      },
      AGREE,
    ),
    series({
      title: 'Adverts refused',
      description: 'By the first check that failed. A peer that is refused is not heard, and that is how two nodes become master.',
      width: 12,
      unit: 'pps',
      queries: [
        {
          expr: `${by('sum', ['vrrp_instance', 'instance', 'reason'], rate(router('vrrp_adverts_discarded_total')))} > 0`,
          legendFormat: '{{vrrp_instance}} {{instance}} {{reason}}',
        },
      ],
    }),
    tiles(
      {
        title: 'Different settings',
        description: 'How many different sets of those settings that must be equal the nodes of a virtual router have. One is right.',
        width: 12,
        height: 5,
        unit: 'none',
        queries: [
          {
            expr: by('count', ROUTER, `count_values by (${ROUTER.join(', ')}) ("hash", ${router('vrrp_config_hash')})`),
            legendFormat: OF_ROUTER,
          },
        ],
      },
      { thresholds: steps(GREEN, [2, RED]) },
    ),
    tiles(
      {
        title: 'Nodes of the same priority',
        description: 'How many nodes of a virtual router share a priority. One is right: with more, addresses decide, and two address owners never agree.',
        width: 12,
        height: 5,
        unit: 'none',
        queries: [
          {
            expr: by(
              'max',
              ROUTER,
              by('count', [...ROUTER, 'priority'], `count_values by (${ROUTER.join(', ')}, instance) ("priority", ${router('vrrp_priority')})`),
            ),
            legendFormat: OF_ROUTER,
          },
        ],
      },
      { thresholds: steps(GREEN, [2, ORANGE]) },
    ),
    table(
      {
        title: 'Fingerprints of the settings',
        description: 'A number made from the settings that must be equal on all nodes: VRID, addresses, version, interval, authentication.',
        width: 12,
        unit: 'none',
        queries: [{ expr: by('max', ['vrrp_instance', 'segment', 'vrid', 'instance'], router('vrrp_config_hash')) }],
      },
      [
        { field: 'vrrp_instance', title: 'Virtual router' },
        { field: 'segment', title: 'Segment' },
        { field: 'vrid', title: 'VRID' },
        { field: 'instance', title: 'Node' },
        { field: 'Value', title: 'Fingerprint' },
      ],
      'Virtual router',
    ),
    series({
      title: 'Clocks of the nodes',
      description: 'How far the clock of a node is behind that of Prometheus; a scrape takes some milliseconds too. Beyond a second "Dual master" loses precision.',
      width: 12,
      unit: 's',
      queries: [
        {
          expr: `timestamp(${agent('vrrp_agent_time_seconds')}) - ${agent('vrrp_agent_time_seconds')}`,
          legendFormat: '{{instance}}',
        },
      ],
    }),
  ],
};
