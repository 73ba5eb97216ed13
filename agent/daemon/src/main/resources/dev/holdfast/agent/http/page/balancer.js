// One virtual server: whether enough real servers are up, who is in the kernel, what goes through, what the checks say.
import {element, fill, say, table, mark} from "./view.js";

const MOST_ROWS = 50; // Those that are down come first; nobody reads a thousand lines.

export class ServerCard {
  constructor(name) {
    const id = `virtual-server-${encodeURIComponent(name)}`; // An id has no spaces.
    this.title = element("h3", {id}, name);
    this.pill = element("span", {class: "pill large"});
    this.where = element("p", {class: "quiet"});
    this.weight = element("p", {class: "why"});
    this.verdict = element("p", {class: "verdict"});
    this.traffic = element("p", {class: "age"});
    this.servers = element("div");
    this.root = element("article", {class: "card", "aria-labelledby": id},
      element("div", {class: "head"}, this.title, this.pill), this.where, this.weight, this.verdict, this.traffic, this.servers);
  }

  show(server) {
    const state = server.up ? "UP" : "QUORUM LOST";
    this.root.dataset.state = state;
    this.pill.dataset.state = state;
    say(this.pill, state);
    say(this.where, server.service);
    say(this.weight, `weight ${server.live_weight} is up, the quorum is ${server.quorum}`);
    const [severity, text] = verdict(server);
    this.verdict.dataset.severity = severity;
    say(this.verdict, text);
    say(this.traffic, traffic(server));
    fill(this.servers, server.servers, renderServers);
  }
}

/** What is worst of it. */
function verdict({in_kernel: inKernel, table: kernel, servers, suspended}) {
  if (!inKernel) {
    return ["bad", `The kernel does not have it. ${kernel.refused} changes were refused.`];
  }
  if (!kernel.as_wanted) {
    return ["bad", `The kernel's table differs. ${kernel.refused} changes were refused, ${kernel.restored} times it was put right.`];
  }
  const sorry = servers.find(isServingSorry);
  if (sorry) {
    return ["warn", `Clients get the sorry server ${sorry.name}.`];
  }
  if (kernel.restored > 0) {
    return ["warn", `Somebody else changed it in the kernel, it was put right ${kernel.restored} times.`];
  }
  const looks = suspended ? " Nobody looks at its servers while its address is elsewhere." : "";
  return ["good", `The kernel has it as configured.${looks}`];
}

const isSorry = server => server.role === "sorry";
const isServingSorry = server => isSorry(server) && server.kernel_weight > 0;

function traffic({per_second: now, traffic: all}) {
  return `${amount(now.connections)} connections/s, ${amount(now.bytes_in)} bytes/s in, ${amount(now.bytes_out)} out; `
    + `${amount(all.connections)} connections in all`;
}

/** 950, 1.2k, 34M. */
function amount(number) {
  const names = ["", "k", "M", "G", "T"];
  let size = 0;
  while (number >= 1000 && size < names.length - 1) {
    number /= 1000;
    size++;
  }
  return `${size > 0 && number < 10 ? number.toFixed(1) : Math.round(number)}${names[size]}`;
}

function renderServers(servers) {
  const rank = server => isSorry(server) ? 0 : server.up ? 2 : 1;
  const shown = servers.length > MOST_ROWS ? servers.toSorted((a, b) => rank(a) - rank(b)).slice(0, MOST_ROWS) : servers;
  const rest = servers.length - shown.length;
  return table("Real servers", ["Server", "State", "Weight", "Active", "Inactive", "Checks"], [
    ...shown.map(row),
    ...(rest > 0 ? [[`${rest} more`, "", "", "", "", ""]] : []),
  ]);
}

const row = server => [
  element("code", {}, server.name),
  isSorry(server) ? `sorry server, ${isServingSorry(server) ? "serves" : "waits"}` : mark(server.up, "up", "down"),
  server.kernel_weight === null ? "out" : weight(server),
  String(server.active_connections),
  String(server.inactive_connections),
  server.checks.map(word).join("; ") || "none",
];

const weight = ({kernel_weight: here, weight: configured}) => here === configured ? String(here) : `${here} of ${configured}`;

/** What the last look said; nothing was found wrong where it says nothing. */
const word = ({name, verdict: found, detail}) => `${name}: ${found === "good" || !detail ? found : detail}`;
