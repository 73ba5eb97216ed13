import type { Row } from '../dashboard.js';
import { heatmap, jumps, series } from '../panels.js';
import { by, increase, rate, router } from '../promql.js';

const ON = ['vrrp_instance', 'instance'];
const OF = '{{vrrp_instance}} {{instance}}';

export const adverts: Row = {
  title: 'Adverts',
  panels: [
    series({
      title: 'Sent and received',
      description: 'A master sends at its interval and hears nothing; a backup hears at that interval and sends nothing.',
      width: 12,
      unit: 'pps',
      queries: [
        { expr: by('sum', ON, rate(router('vrrp_adverts_sent_total'))), legendFormat: `${OF} sent` },
        { expr: by('sum', ON, rate(router('vrrp_adverts_received_total'))), legendFormat: `${OF} received` },
      ],
    }),
    series({
      title: 'Refused and not sent',
      description: 'Adverts of others that a check refused, and own adverts that the kernel did not take, by reason. Empty when there are none.',
      width: 12,
      unit: 'pps',
      queries: [
        {
          expr: `${by('sum', [...ON, 'reason'], rate(router('vrrp_adverts_discarded_total')))} > 0`,
          legendFormat: `${OF} refused {{reason}}`,
        },
        {
          expr: `${by('sum', [...ON, 'reason'], rate(router('vrrp_advert_send_errors_total')))} > 0`,
          legendFormat: `${OF} not sent {{reason}}`,
        },
      ],
    }),
    series({
      title: 'Heard while master',
      description: 'Adverts of others accepted while master, by how their priority compares with ours. A steady rate is a split brain.',
      width: 8,
      unit: 'pps',
      queries: [
        {
          expr: by('sum', [...ON, 'relation'], rate(router('vrrp_adverts_while_master_total'))),
          legendFormat: `${OF} {{relation}}`,
        },
      ],
    }),
    series({
      title: 'Resignations',
      description: 'Adverts with priority 0: a master that leaves asks the others to take over at once.',
      width: 8,
      unit: 'pps',
      queries: [
        { expr: by('sum', ON, rate(router('vrrp_priority_zero_sent_total'))), legendFormat: `${OF} sent` },
        { expr: by('sum', ON, rate(router('vrrp_priority_zero_received_total'))), legendFormat: `${OF} received` },
      ],
    }),
    series({
      title: 'Announcements of addresses',
      description: 'Gratuitous ARPs and unsolicited neighbour advertisements, which tell switches and hosts where an address is now.',
      width: 8,
      unit: 'pps',
      queries: [
        { expr: by('sum', ON, rate(router('vrrp_garp_sent_total'))), legendFormat: `${OF} ARP` },
        { expr: by('sum', ON, rate(router('vrrp_na_sent_total'))), legendFormat: `${OF} neighbour advertisement` },
      ],
    }),
    heatmap({
      title: 'Time between adverts',
      description: 'Between two adverts of the master, on nodes that are not. A wide band means that the network or the master is not punctual.',
      width: 12,
      unit: 's',
      queries: [{ expr: by('sum', ['le'], increase(router('vrrp_advert_gap_seconds_bucket'))), legendFormat: '{{le}}' }],
    }),
    series({
      title: 'Missed adverts',
      description: 'Advert intervals of a backup in which the advert of the master did not come.',
      width: 12,
      unit: 'pps',
      queries: [{ expr: by('sum', ON, rate(router('vrrp_adverts_missed_total'))), legendFormat: OF }],
    }),
    jumps({
      title: 'Intervals',
      description: 'The configured interval between adverts, the one in force, and the silence after which this node takes over.',
      width: 12,
      unit: 's',
      queries: [
        { expr: by('max', ON, router('vrrp_advert_interval_seconds')), legendFormat: `${OF} configured` },
        { expr: by('max', ON, router('vrrp_master_advert_interval_seconds')), legendFormat: `${OF} in force` },
        { expr: by('max', ON, router('vrrp_master_down_interval_seconds')), legendFormat: `${OF} takes over after` },
      ],
    }),
    series({
      title: 'Age of the last advert',
      description: 'When the agent was scraped, how long ago it had heard the master. Not for a node that is master itself.',
      width: 12,
      unit: 's',
      queries: [
        {
          expr: `${by('max', ON, `timestamp(${router('vrrp_last_advert_received_timestamp_seconds')}) - (${router('vrrp_last_advert_received_timestamp_seconds')} > 0)`)}`,
          legendFormat: OF,
        },
      ],
    }),
  ],
};
