import type { Row } from '../dashboard.js';
import { stat, steps, table, tiles, timeline } from '../panels.js';
import { ON_NODE, agent, by, roleNumber, router } from '../promql.js';
import { BLUE, HELD_OUT, PRESENT, RELOADED, ROLES, UP } from '../roles.js';

export const nodeNow: Row = {
  title: 'Now',
  panels: [
    tiles(
      {
        title: 'Role',
        description: 'The state of each virtual router.',
        width: 8,
        height: 6,
        unit: 'none',
        queries: [{ expr: roleNumber(), legendFormat: '{{vrrp_instance}} {{instance}}' }],
      },
      { mappings: ROLES },
    ),
    tiles(
      {
        title: 'Last configuration',
        description: 'Whether the file that was read last is in force. A refused one changes nothing; the log says what is wrong with it.',
        width: 4,
        height: 6,
        unit: 'none',
        queries: [{ expr: agent('vrrp_config_last_reload_successful'), legendFormat: '{{instance}}' }],
      },
      { mappings: RELOADED },
    ),
    tiles(
      {
        title: 'Interfaces',
        description: 'Whether the interfaces that virtual routers use are up with carrier.',
        width: 6,
        height: 6,
        unit: 'none',
        queries: [{ expr: agent('vrrp_interface_up'), legendFormat: '{{instance}} {{interface}}' }],
      },
      { mappings: UP },
    ),
    stat(
      {
        title: 'Agent started',
        description: 'When the agent started.',
        width: 6,
        height: 6,
        unit: 'dateTimeFromNow',
        queries: [{ expr: `${agent('vrrp_agent_start_time_seconds')} * 1000`, legendFormat: '{{instance}}' }],
      },
      { thresholds: steps(BLUE) },
    ),
    table(
      {
        title: 'Virtual routers',
        description: 'Priority as adverts carry it and as configured, addresses that the kernel has, last change, the priority heard from the master, and whether the operator holds it out.',
        width: 24,
        height: 7,
        unit: 'none',
        queries: [
          { expr: by('max', ON_NODE, router('vrrp_priority')) },
          { expr: by('max', ON_NODE, router('vrrp_priority_base')) },
          { expr: by('sum', ON_NODE, router('vrrp_vip_held')) },
          { expr: by('max', ON_NODE, `(${router('vrrp_last_transition_timestamp_seconds')} > 0) * 1000`) },
          { expr: by('max', ON_NODE, router('vrrp_master_priority')) },
          { expr: by('max', ON_NODE, router('vrrp_master_down_interval_seconds')) },
          { expr: by('max', ON_NODE, router('vrrp_maintenance')) },
        ],
      },
      [
        { field: 'vrrp_instance', title: 'Virtual router' },
        { field: 'instance', title: 'Node' },
        { field: 'segment', title: 'Segment' },
        { field: 'vrid', title: 'VRID' },
        { field: 'family', title: 'Family' },
        { field: 'Value #A', title: 'Priority' },
        { field: 'Value #B', title: 'Configured' },
        { field: 'Value #C', title: 'Addresses held' },
        { field: 'Value #D', title: 'Since', unit: 'dateTimeFromNow' },
        { field: 'Value #E', title: 'Heard from master' },
        { field: 'Value #F', title: 'Takes over after', unit: 's' },
        { field: 'Value #G', title: 'Maintenance', mappings: HELD_OUT },
      ],
      'Virtual router',
      'job',
    ),
    timeline(
      {
        title: 'Causes of FAULT',
        description: 'What held a virtual router in FAULT, and when. Empty when nothing did in the time shown; docs/runbook.md explains each cause.',
        width: 24,
        height: 6,
        queries: [
          {
            expr: `${router('vrrp_fault')} and on (${ON_NODE.join(', ')}, cause) max_over_time(${router('vrrp_fault')}[$__range]) == 1`,
            legendFormat: '{{vrrp_instance}} {{instance}} {{cause}}',
          },
        ],
      },
      PRESENT,
    ),
  ],
};
