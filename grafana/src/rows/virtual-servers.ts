import type { Row } from '../dashboard.js';
import { bars, jumps, series, timeline } from '../panels.js';
import { agent, by, increase, inOrderOf, rate } from '../promql.js';
import { AS_WANTED, UP } from '../roles.js';

const VIRTUAL = ['instance', 'virtual_server'];
const OF_VIRTUAL = '{{virtual_server}} {{instance}}';
const REAL = [...VIRTUAL, 'real_server'];
const OF_REAL = '{{virtual_server}} {{real_server}} {{instance}}';

function occurred(labels: string[], counter: string): string {
  return `${by('sum', labels, increase(agent(counter)))} > 0`;
}

/** The mean of the looks that were made. */
function meanLook(): string {
  const labels = [...REAL, 'checker'];
  const seconds = by('sum', labels, rate(agent('lvs_checker_seconds_total')));
  return `${seconds} / ${by('sum', labels, rate(agent('lvs_checker_runs_total')))}`;
}

export const virtualServers: Row = {
  title: 'Virtual servers',
  panels: [
    timeline(
      {
        title: 'Quorum of virtual servers',
        description: 'Whether enough real servers of each are up, as each director finds. Empty where there are none.',
        width: 12,
        queries: [
          { expr: inOrderOf(['virtual_server', 'instance'], agent('lvs_virtual_server_up')), legendFormat: OF_VIRTUAL },
        ],
      },
      UP,
    ),
    timeline(
      {
        title: 'Real servers',
        description: 'Whether the checks of each are content, retries considered.',
        width: 12,
        queries: [
          {
            expr: inOrderOf(['virtual_server', 'real_server', 'instance'], agent('lvs_real_server_up')),
            legendFormat: OF_REAL,
          },
        ],
      },
      UP,
    ),
    jumps(
      {
        title: 'Weights in the kernel',
        description: 'Of the servers that are in the kernel. A sorry server with a weight above 0 has the clients.',
        width: 8,
        unit: 'none',
        queries: [{ expr: agent('lvs_server_weight'), legendFormat: `${OF_REAL} {{role}}` }],
      },
      { min: 0 },
    ),
    jumps(
      {
        title: 'Weight that is up',
        description: 'What the real servers that are up weigh together, and the quorum that they must reach.',
        width: 8,
        unit: 'none',
        queries: [
          { expr: agent('lvs_virtual_server_live_weight'), legendFormat: `${OF_VIRTUAL} up` },
          { expr: agent('lvs_virtual_server_quorum'), legendFormat: `${OF_VIRTUAL} quorum` },
        ],
      },
      { min: 0 },
    ),
    timeline(
      {
        title: "Kernel's table",
        description: 'Whether the kernel has what configuration and checks want. It differs for a moment at each change; longer while it refuses.',
        width: 8,
        queries: [
          { expr: inOrderOf(['virtual_server', 'instance'], agent('lvs_table_as_wanted')), legendFormat: OF_VIRTUAL },
        ],
      },
      AS_WANTED,
    ),
    series(
      {
        title: 'New connections',
        description: 'To each virtual server, as the kernel counts them.',
        width: 8,
        unit: 'ops',
        queries: [
          { expr: by('sum', VIRTUAL, rate(agent('lvs_virtual_server_connections_total'))), legendFormat: OF_VIRTUAL },
        ],
      },
      {},
      { min: 0 },
    ),
    series(
      {
        title: 'New connections by server',
        description: 'Given to each server that is in the kernel.',
        width: 8,
        unit: 'ops',
        queries: [{ expr: by('sum', REAL, rate(agent('lvs_server_connections_total'))), legendFormat: OF_REAL }],
      },
      {},
      { min: 0 },
    ),
    series(
      {
        title: 'Active connections by server',
        description: 'Established connections that the kernel remembers. With direct routing it sees one half of each and guesses.',
        width: 8,
        unit: 'none',
        queries: [{ expr: agent('lvs_server_active_connections'), legendFormat: OF_REAL }],
      },
      {},
      { min: 0 },
    ),
    series(
      {
        title: 'Traffic of virtual servers',
        description: 'From clients (in) and to clients (out); none is counted out where servers answer clients themselves.',
        width: 12,
        unit: 'Bps',
        queries: [
          {
            expr: by('sum', [...VIRTUAL, 'direction'], rate(agent('lvs_virtual_server_bytes_total'))),
            legendFormat: `${OF_VIRTUAL} {{direction}}`,
          },
        ],
      },
      {},
      { min: 0 },
    ),
    series(
      {
        title: 'Duration of checks of servers',
        description: 'How long the looks of each check took on average.',
        width: 12,
        unit: 's',
        queries: [{ expr: meanLook(), legendFormat: `${OF_REAL} {{checker}}` }],
      },
      {},
      { min: 0 },
    ),
    bars({
      title: 'Checks of servers that did not pass',
      description: 'By reason: the server said no, gave no answer in time, or could not be looked at.',
      width: 8,
      unit: 'none',
      queries: [
        { expr: occurred([...REAL, 'reason'], 'lvs_checker_failures_total'), legendFormat: `${OF_REAL} {{reason}}` },
      ],
    }),
    bars({
      title: 'Ups and downs',
      description: 'Real servers that went down or came back, and quorums that were lost or gained.',
      width: 8,
      unit: 'none',
      queries: [
        { expr: occurred([...REAL, 'to'], 'lvs_real_server_transitions_total'), legendFormat: `${OF_REAL} {{to}}` },
        { expr: occurred([...VIRTUAL, 'to'], 'lvs_virtual_server_transitions_total'), legendFormat: `${OF_VIRTUAL} {{to}}` },
      ],
    }),
    bars({
      title: "Trouble with the kernel's table",
      description: 'Changes that the kernel refused, and times somebody else had changed it and it was put right.',
      width: 8,
      unit: 'none',
      queries: [
        { expr: occurred(VIRTUAL, 'lvs_table_refused_total'), legendFormat: `${OF_VIRTUAL} refused` },
        { expr: occurred(VIRTUAL, 'lvs_table_restored_total'), legendFormat: `${OF_VIRTUAL} put right` },
      ],
    }),
  ],
};
