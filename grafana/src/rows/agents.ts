import type { Row } from '../dashboard.js';
import { series, table } from '../panels.js';
import { agent } from '../promql.js';
import { RELOADED } from '../roles.js';

/** A value of the agent with its build as labels, so that all columns of the table have the same ones. */
function withBuild(metric: string): string {
  return `${agent(metric)} * on (job, instance) group_left (version, java_version) ${agent('vrrp_agent_info')}`;
}

export const agentsOfFleet: Row = {
  title: 'Agents',
  panels: [
    table(
      {
        title: 'Agents',
        description: 'Build, start and last reload of each agent.',
        width: 14,
        unit: 'none',
        queries: [
          { expr: withBuild('vrrp_config_last_reload_successful') },
          { expr: `1000 * ${withBuild('vrrp_agent_start_time_seconds')}` },
        ],
      },
      [
        { field: 'instance', title: 'Node' },
        { field: 'version', title: 'Version' },
        { field: 'java_version', title: 'Java' },
        { field: 'Value #A', title: 'Last configuration', mappings: RELOADED },
        { field: 'Value #B', title: 'Started', unit: 'dateTimeFromNow' },
      ],
      'Node',
      'job',
    ),
    series({
      title: 'Latest timer',
      description: 'How late the election began a turn at worst, in the last one to two minutes. It should stay far below the advert interval.',
      width: 10,
      unit: 's',
      queries: [{ expr: agent('vrrp_timer_lag_seconds_max'), legendFormat: '{{instance}}' }],
    }),
  ],
};
