import type { Row } from '../dashboard.js';
import { timeline } from '../panels.js';
import { groupRoleNumber, inOrderOf, roleNumber, router } from '../promql.js';
import { HELD, ROLES } from '../roles.js';

/** Whose members move together; only where there are such groups. */
export const groups: Row = {
  title: 'Sync groups',
  panels: [
    timeline(
      {
        title: 'Sync groups',
        description: 'The state of each sync group on each node. Empty where no sync group is configured.',
        width: 24,
        height: 6,
        queries: [
          { expr: inOrderOf(['sync_group', 'instance'], groupRoleNumber()), legendFormat: '{{sync_group}} {{instance}}' },
        ],
      },
      ROLES,
    ),
  ],
};

export const roles: Row = {
  title: 'Roles over time',
  panels: [
    timeline(
      {
        title: 'Roles',
        description:
          'The role of each virtual router on each node. A gap is a time in which the agent was not scraped; the marks are transitions, at their exact time.',
        width: 24,
        height: 9,
        queries: [
          {
            expr: inOrderOf(['vrrp_instance', 'segment', 'family', 'instance'], roleNumber()),
            legendFormat: '{{vrrp_instance}} {{family}} {{instance}}',
          },
        ],
      },
      ROLES,
    ),
    timeline(
      {
        title: 'Who has the virtual addresses',
        description: 'Whether the kernel of each node has each address. Two rows of one address that are held at the same time are a split brain.',
        width: 24,
        height: 9,
        queries: [
          {
            expr: inOrderOf(['vip', 'instance'], router('vrrp_vip_held')),
            legendFormat: '{{vip}} {{instance}}',
          },
        ],
      },
      HELD,
    ),
  ],
};
