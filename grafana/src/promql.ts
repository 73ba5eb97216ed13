/**
 * Pieces of PromQL. A selector is made here and nowhere else, so that each has the matchers of the dashboard's variables.
 */

/** What identifies a virtual router on all its nodes; what identifies it on one of them. */
export const ROUTER = ['job', 'segment', 'vrid', 'family'];
export const ON_NODE = ['job', 'instance', 'vrrp_instance', 'vrid', 'family', 'segment'];

const AGENT_MATCHERS = ['job=~"$job"', 'instance=~"$instance"'];
const ROUTER_MATCHERS = [...AGENT_MATCHERS, 'vrrp_instance=~"$vrrp_instance"'];

/** A metric of the agent, without labels of a virtual router. */
export function agent(metric: string, ...matchers: string[]): string {
  return `${metric}{${[...AGENT_MATCHERS, ...matchers].join(', ')}}`;
}

/** A metric of virtual routers. */
export function router(metric: string, ...matchers: string[]): string {
  return `${metric}{${[...ROUTER_MATCHERS, ...matchers].join(', ')}}`;
}

export function by(operation: string, labels: string[], expression: string): string {
  return `${operation} by (${labels.join(', ')}) (${expression})`;
}

export function rate(selector: string): string {
  return `rate(${selector}[$__rate_interval])`;
}

export function increase(selector: string): string {
  return `increase(${selector}[$__rate_interval])`;
}

/** Over the whole time that the dashboard shows. */
export function increaseInRange(selector: string): string {
  return `increase(${selector}[$__range])`;
}

/**
 * Prometheus orders the series of an answer by their labels, by name, and Grafana keeps that order. A label that begins
 * with a capital letter is the first; it puts what belongs together side by side.
 */
export function inOrderOf(labels: string[], expression: string): string {
  return `label_join(${expression}, "Order", " ", ${labels.map((label) => `"${label}"`).join(', ')})`;
}

/** How many times a condition holds: 0 when it never does, where a count of nothing would be nothing. */
export function howMany(condition: string): string {
  return `sum(${condition})`;
}

/**
 * States as numbers for panels that map them back to words; see roles.ts. In a state set exactly one state is 1, so the
 * sum is the number of that state.
 */
function stateNumber(is: (state: string) => string): string {
  return `${is('backup')} + 2 * ${is('master')} + 3 * ${is('fault')} + 4 * ${is('stopped')}`;
}

export function roleNumber(): string {
  return stateNumber((state) => by('max', ON_NODE, router('vrrp_state', `vrrp_state="${state}"`)));
}

export function groupRoleNumber(): string {
  const labels = ['instance', 'sync_group'];
  return stateNumber((state) => by('max', labels, agent('vrrp_sync_group_state', `vrrp_sync_group_state="${state}"`)));
}
