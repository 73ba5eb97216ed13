/** Writes the dashboards into a folder, `dashboards` unless another is named. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { node } from './node.js';
import { overview } from './overview.js';

const folder = process.argv[2] ?? 'dashboards';
mkdirSync(folder, { recursive: true });
for (const [name, dashboard] of Object.entries({ 'vrrp-overview': overview(), 'vrrp-node': node() })) {
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(dashboard, null, 2)}\n`);
}
