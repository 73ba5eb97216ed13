import type { Row } from '../dashboard.js';
import { NONE_IS_GOOD, stat, steps, table, tiles } from '../panels.js';
import { ON_NODE, ROUTER, agent, by, howMany, roleNumber, router } from '../promql.js';
import { GREEN, HELD_OUT, ORANGE, RED, ROLES } from '../roles.js';

const MASTERS = by('sum', ROUTER, router('vrrp_master'));
const HOLDERS = by('sum', ['job', 'segment', 'vip'], router('vrrp_vip_held'));
const UNTIL_SCRAPED = 'For up to one scrape interval after a takeover the last sample of the old master still counts.';

const ALERT_LABELS = ['alertname', 'alertstate', 'severity', 'segment', 'vrid', 'instance'];

export const fleetNow: Row = {
  title: 'Now',
  panels: [
    stat(
      {
        title: 'Routers without a master',
        description: 'Virtual routers of which no scraped node is master.',
        width: 4,
        height: 4,
        unit: 'none',
        queries: [{ expr: howMany(`${MASTERS} == bool 0`) }],
      },
      { thresholds: NONE_IS_GOOD },
    ),
    stat(
      {
        title: 'Routers with two masters',
        description: `Virtual routers of which more than one node is master. ${UNTIL_SCRAPED}`,
        width: 4,
        height: 4,
        unit: 'none',
        queries: [{ expr: howMany(`${MASTERS} > bool 1`) }],
      },
      { thresholds: NONE_IS_GOOD },
    ),
    stat(
      {
        title: 'Addresses nobody holds',
        description: 'Virtual addresses that are on no scraped node, as the kernels say.',
        width: 4,
        height: 4,
        unit: 'none',
        queries: [{ expr: howMany(`${HOLDERS} == bool 0`) }],
      },
      { thresholds: NONE_IS_GOOD },
    ),
    stat(
      {
        title: 'Addresses held twice',
        description: `Virtual addresses that more than one kernel has. ${UNTIL_SCRAPED}`,
        width: 4,
        height: 4,
        unit: 'none',
        queries: [{ expr: howMany(`${HOLDERS} > bool 1`) }],
      },
      { thresholds: NONE_IS_GOOD },
    ),
    stat(
      {
        title: 'In FAULT',
        description: 'Instances that are in FAULT; VRRP / Node tells the causes.',
        width: 4,
        height: 4,
        unit: 'none',
        queries: [{ expr: howMany(router('vrrp_state', 'vrrp_state="fault"')) }],
      },
      { thresholds: steps(GREEN, [1, ORANGE]) },
    ),
    stat(
      {
        title: 'Agents that do not answer',
        description: 'Targets of the chosen jobs that Prometheus could not scrape.',
        width: 4,
        height: 4,
        unit: 'none',
        queries: [{ expr: howMany(`${agent('up')} == bool 0`) }],
      },
      { thresholds: NONE_IS_GOOD },
    ),
    tiles(
      {
        title: 'Masters per virtual router',
        description: `One is right. ${UNTIL_SCRAPED}`,
        width: 10,
        height: 9,
        unit: 'none',
        queries: [{ expr: MASTERS, legendFormat: '{{segment}} VRID {{vrid}} {{family}}' }],
      },
      { thresholds: steps(RED, [1, GREEN], [2, RED]) },
    ),
    table(
      {
        title: 'Nodes',
        description: 'Each virtual router on each node: role, effective priority, addresses that the kernel has, last change, and whether the operator holds it out.',
        width: 14,
        height: 9,
        unit: 'none',
        queries: [
          { expr: roleNumber() },
          { expr: by('max', ON_NODE, router('vrrp_priority')) },
          { expr: by('sum', ON_NODE, router('vrrp_vip_held')) },
          { expr: by('max', ON_NODE, `(${router('vrrp_last_transition_timestamp_seconds')} > 0) * 1000`) },
          { expr: by('max', ON_NODE, router('vrrp_maintenance')) },
        ],
      },
      [
        { field: 'vrrp_instance', title: 'Virtual router' },
        {
          field: 'instance',
          title: 'Node',
          link: {
            title: 'VRRP / Node',
            url: '/d/holdfast-vrrp-node?${datasource:queryparam}&${job:queryparam}&var-instance=${__value.raw}&${__url_time_range}',
          },
        },
        { field: 'Value #A', title: 'Role', mappings: ROLES },
        { field: 'Value #B', title: 'Priority' },
        { field: 'Value #C', title: 'Addresses held' },
        { field: 'Value #D', title: 'Since', unit: 'dateTimeFromNow' },
        { field: 'Value #E', title: 'Maintenance', mappings: HELD_OUT },
        { field: 'segment', title: 'Segment' },
        { field: 'vrid', title: 'VRID' },
        { field: 'family', title: 'Family' },
      ],
      'Virtual router',
      'job',
    ),
    table(
      {
        title: 'Holders of the virtual addresses',
        description: 'Which node has which address now, as its kernel says. An address that nobody holds is not listed.',
        width: 10,
        height: 8,
        unit: 'none',
        queries: [{ expr: by('sum', ['vip', 'instance', 'vrrp_instance', 'segment'], `${router('vrrp_vip_held')} == 1`) }],
      },
      [
        { field: 'vip', title: 'Address' },
        { field: 'instance', title: 'Node' },
        { field: 'vrrp_instance', title: 'Virtual router' },
        { field: 'segment', title: 'Segment' },
      ],
      'Address',
      'Value',
    ),
    table(
      {
        title: 'Alerts',
        description: 'Alerts of the rules in alerting/ that are pending or firing; empty where Prometheus has no such rules.',
        width: 14,
        height: 8,
        unit: 'none',
        // Most of these alerts are about a virtual router, not about a node: they have no instance.
        queries: [{ expr: by('max', ALERT_LABELS, 'ALERTS{job=~"$job", alertname=~"Vrrp.+"}') }],
      },
      [
        { field: 'alertname', title: 'Alert' },
        { field: 'alertstate', title: 'State' },
        { field: 'severity', title: 'Severity' },
        { field: 'segment', title: 'Segment' },
        { field: 'vrid', title: 'VRID' },
        { field: 'instance', title: 'Node' },
      ],
      'Severity',
      'Value',
    ),
  ],
};
