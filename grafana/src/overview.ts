/** "VRRP / Overview": all nodes of a fleet at once. */
import type { Dashboard } from '@grafana/schema';
import { dashboard } from './dashboard.js';
import { agentsOfFleet } from './rows/agents.js';
import { evidence } from './rows/evidence.js';
import { failovers } from './rows/failovers.js';
import { fleetNow } from './rows/fleet-now.js';
import { roles } from './rows/roles.js';
import { virtualServers } from './rows/virtual-servers.js';

export function overview(): Dashboard {
  return dashboard(
    {
      uid: 'holdfast-vrrp-overview',
      title: 'VRRP / Overview',
      description: 'Who holds what, on all nodes that Prometheus scrapes, and whether two hold it at once.',
      fleet: true,
    },
    [fleetNow, roles, virtualServers, evidence, failovers, agentsOfFleet],
  );
}
