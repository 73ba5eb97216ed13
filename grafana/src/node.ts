/** "VRRP / Node": one agent, or a few of them, in detail. */
import type { Dashboard } from '@grafana/schema';
import { dashboard } from './dashboard.js';
import { adverts } from './rows/adverts.js';
import { agentProcess } from './rows/agent-process.js';
import { failovers } from './rows/failovers.js';
import { nodeNow } from './rows/node-now.js';
import { notifications } from './rows/notifications.js';
import { priority } from './rows/priority.js';
import { groups, roles } from './rows/roles.js';
import { virtualServers } from './rows/virtual-servers.js';

export function node(): Dashboard {
  return dashboard(
    {
      uid: 'holdfast-vrrp-node',
      title: 'VRRP / Node',
      description: 'One agent in detail: its virtual routers, adverts, priorities, scripts and the process itself.',
      fleet: false,
    },
    [nodeNow, roles, groups, virtualServers, adverts, priority, failovers, notifications, agentProcess],
  );
}
