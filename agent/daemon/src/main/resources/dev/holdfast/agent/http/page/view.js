// What the page shows of a status, beside the virtual routers themselves.
import {Card} from "./router.js";
import {ServerCard} from "./balancer.js";

const byId = id => document.getElementById(id);
const cards = new Map();
const balanced = new Map();

/** An element with attributes and children; texts are always texts, never markup. */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
  made.append(...children);
  return made;
}

/** Fills an element anew, but only when what it shows has changed: focus and selections survive. */
export function fill(target, data, render) {
  const key = JSON.stringify(data);
  if (target.shownData !== key) {
    target.shownData = key;
    target.replaceChildren(...[render(data)].flat());
  }
}

/** Sets a text when it differs. */
export function say(target, text) {
  if (target.textContent !== text) {
    target.textContent = text;
  }
}

/** 0.4 s, 12 s, 3 min 5 s, 2 h 11 min, 4 d 3 h. */
export function span(seconds) {
  if (seconds < 0) {
    return "0 s";
  }
  if (seconds < 10) {
    return `${seconds.toFixed(1)} s`;
  }
  const whole = Math.floor(seconds);
  const pair = (large, small, size, names) => {
    const rest = Math.floor(small / size);
    return rest > 0 ? `${large} ${names[0]} ${rest} ${names[1]}` : `${large} ${names[0]}`;
  };
  if (whole < 60) {
    return `${whole} s`;
  }
  if (whole < 3600) {
    return pair(Math.floor(whole / 60), whole % 60, 1, ["min", "s"]);
  }
  if (whole < 86400) {
    return pair(Math.floor(whole / 3600), whole % 3600, 60, ["h", "min"]);
  }
  return pair(Math.floor(whole / 86400), whole % 86400, 3600, ["d", "h"]);
}

/** The time of day in UTC; with the date when that is another one than {@code today}. */
export function clock(iso, today, digits = 8) {
  const time = iso.slice(11, 11 + digits).replace("Z", "");
  return today && iso.slice(0, 10) !== today.slice(0, 10) ? `${iso.slice(0, 10)} ${time}` : time;
}

export function announce(text) {
  byId("announcer").textContent = text;
}

export function showStatus(status, foreign) {
  document.body.classList.remove("waiting");
  document.title = `${titleOf(status)} – ${status.node}`;
  say(byId("node"), status.node);
  say(byId("summary"), summary(status));
  say(byId("agent"), `Holdfast ${status.version} (${status.revision}), up ${span(status.uptime_seconds)}, `
    + `configuration ${status.config.generation} in force since ${clock(status.config.last_reload_success, status.time)} UTC`);
  byId("routers").hidden = status.instances.length === 0 && status.virtual_servers.length > 0;
  byId("servers").hidden = status.virtual_servers.length === 0;
  showCards("cards", cards, status.instances, name => new Card(name), (card, instance) => card.show(instance, status, foreign));
  showCards("balanced", balanced, status.virtual_servers, name => new ServerCard(name), (card, server) => card.show(server));
  fill(byId("around"), around(status), renderAround);
}

const count = (status, state) => status.instances.filter(instance => instance.state === state).length;

const withoutQuorum = status => status.virtual_servers.filter(server => !server.up).length;

function titleOf(status) {
  if (withoutQuorum(status) > 0) {
    return "QUORUM LOST";
  }
  if (status.instances.length === 0) {
    return "UP";
  }
  return count(status, "FAULT") > 0 ? "FAULT" : count(status, "MASTER") > 0 ? "MASTER" : "BACKUP";
}

function summary(status) {
  const all = [routers(status), servers(status)];
  return all.filter(text => text !== "").join("; ");
}

function servers(status) {
  const total = status.virtual_servers.length;
  const lost = withoutQuorum(status);
  const what = total === 1 ? "1 virtual server" : `${total} virtual servers`;
  return total === 0 ? "" : lost > 0 ? `${what}, ${lost} without quorum` : `${what}, up`;
}

function routers(status) {
  const total = status.instances.length;
  const parts = ["MASTER", "BACKUP", "FAULT", "INIT", "STOPPED"]
    .map(state => [state, count(status, state)])
    .filter(([, number]) => number > 0)
    .map(([state, number]) => total === 1 ? state : `${number} ${state}`);
  if (total === 0) {
    return "";
  }
  return total === 1
    ? `${status.instances[0].name} is ${parts[0]} here`
    : `${total} virtual routers here: ${parts.join(", ")}`;
}

/** A card for each, in their order; those of what is gone go. */
function showCards(place, cards, all, make, show) {
  const names = new Set(all.map(each => each.name));
  for (const [name, card] of cards) {
    if (!names.has(name)) {
      card.root.remove();
      cards.delete(name);
    }
  }
  all.forEach((each, index) => {
    if (!cards.has(each.name)) {
      cards.set(each.name, make(each.name));
    }
    const card = cards.get(each.name);
    show(card, each);
    const there = byId(place).children[index];
    if (there !== card.root) {
      byId(place).insertBefore(card.root, there ?? null);
    }
  });
}

/** What stands beside the routers, without what changes with every look. */
function around(status) {
  return {
    groups: status.groups.map(({name, state, instances, why}) => ({name, state, instances, why})),
    interfaces: status.interfaces,
    missing: [
      ...status.routing.filter(each => !each.held).map(each => `${each.entry} (${each.owners.join(", ")})`),
      ...status.static_addresses.filter(each => !each.held).map(each => `${each.address} on ${each.dev}`),
    ],
    present: status.routing.filter(each => each.held).length + status.static_addresses.filter(each => each.held).length,
    deliveries: status.deliveries ?? [],
  };
}

function renderAround({groups, interfaces, missing, present, deliveries}) {
  const parts = [table("Interfaces", ["Interface", "Link"],
    interfaces.map(each => [each.name, mark(each.up, "up", "down")]))];
  if (groups.length > 0) {
    parts.push(table("Sync groups", ["Group", "State", "Instances"], groups.map(group =>
      [group.name, pill(group.state), group.instances.join(", ") + (group.why.length ? ` – ${group.why.join("; ")}` : "")])));
  }
  if (missing.length > 0 || present > 0) {
    parts.push(table("Routes, rules and static addresses", ["Entry", "Kernel"], [
      ...missing.map(entry => [entry, mark(false, "", "missing")]),
      ...(present > 0 ? [[`${present} more`, mark(true, "there", "")]] : []),
    ]));
  }
  if (deliveries.length > 0) {
    parts.push(table("Deliveries", ["Receiver", "State", "Waiting", "Given up"], deliveries.map(each => [
      `${each.kind} ${each.endpoint}`, delivery(each), String(each.waiting), String(each.dead_letters)])));
  }
  return parts;
}

function delivery({state, last_error: why}) {
  const good = state === "working" || state === "in_memory";
  return mark(good, state.replaceAll("_", " "), `${state}${why ? `: ${why}` : ""}`);
}

/** A real table with a caption and heads of columns and rows. */
export function table(caption, heads, rows) {
  const body = rows.map(([first, ...rest]) => element("tr", {},
    element("th", {scope: "row"}, first), ...rest.map(cell => element("td", {}, cell))));
  return element("table", {}, element("caption", {}, caption),
    element("thead", {}, element("tr", {}, ...heads.map(head => element("th", {scope: "col"}, head)))),
    element("tbody", {}, ...body));
}

export const pill = state => element("span", {class: "pill", "data-state": state}, state);

/** Good or bad, by word and by colour. */
export const mark = (good, yes, no) => element("span", {class: "mark", "data-good": good}, good ? yes : no);

export function showTimeline(events) {
  const today = events.at(-1)?.time;
  byId("timeline").replaceChildren(...events.toReversed().slice(0, 60).map(event =>
    element("li", {"data-level": event.level, "data-state": String(event.fields.to ?? "").toUpperCase()},
      element("time", {datetime: event.time}, clock(event.time.replace(/Z$/, ".000Z"), today, 12)),
      element("span", {class: "told"}, event.text))));
}

export function showConnection(status, gone, alive) {
  document.body.classList.toggle("gone", gone);
  say(byId("connection"), gone ? "no answer" : status ? "live" : "connecting");
  fill(byId("alarms"), alarms(status, gone, alive), texts =>
    texts.map(([severity, text]) => element("p", {"data-severity": severity}, text)));
}

function alarms(status, gone, alive) {
  if (gone) {
    const last = status ? ` What you see below is how it was at ${clock(status.time)} UTC.` : "";
    return [["bad", `The agent does not answer.${last}`]];
  }
  if (!status) {
    return [];
  }
  return [
    [!alive, "bad", "The agent answers, but the loop that elects does not run."],
    [!status.ready, "warn", "Elections do not run yet, or no longer."],
    [!status.config.last_reload_successful, "warn",
      `The last reload was refused; the configuration before it is in force. ${status.config.last_reload_message}`],
  ].filter(([holds]) => holds).map(([, severity, text]) => [severity, text]);
}
