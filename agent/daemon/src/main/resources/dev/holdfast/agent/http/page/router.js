// One virtual router: its role, why, what it holds, what moves its priority, whom it hears.
import {element, fill, say, span, clock, table, mark} from "./view.js";

export class Card {
  constructor(name) {
    const id = `router-${name}`;
    this.title = element("h3", {id}, name);
    this.pill = element("span", {class: "pill large"});
    this.where = element("p", {class: "quiet"});
    this.lasting = element("span", {class: "age"});
    this.reason = element("span");
    this.verdict = element("p", {class: "verdict"});
    this.peer = element("div", {class: "peer"});
    this.age = element("span", {class: "age"});
    this.silence = element("meter", {min: 0, low: 0, "aria-label": `${name}: silence of the master until takeover`});
    this.addresses = element("div");
    this.priority = element("div", {class: "priority"});
    this.details = element("div");
    this.root = element("article", {class: "card", "aria-labelledby": id},
      element("div", {class: "head"}, this.title, this.pill), this.where,
      element("p", {class: "why"}, this.lasting, this.reason), this.verdict, this.peer,
      this.addresses, this.priority,
      element("details", {}, element("summary", {}, "Settings and counters"), this.details));
  }

  show(instance, status, foreign) {
    this.root.dataset.state = instance.state;
    this.pill.dataset.state = instance.state;
    say(this.pill, instance.state);
    say(this.where, `${instance.interface}, VRID ${instance.vrid}, IPv${instance.family}, ${instance.mode}`);
    say(this.lasting, `for ${span(instance.since_seconds)}, `);
    say(this.reason, reasonText(instance, status));
    const [severity, text] = verdict(instance, foreign);
    this.verdict.dataset.severity = severity;
    say(this.verdict, text);
    this.showPeer(instance);
    fill(this.addresses, [instance.state, instance.addresses], renderAddresses);
    fill(this.priority, instance.priority, renderPriority);
    fill(this.details, settings(instance), rows => table("Settings and counters", ["What", "Value"], rows));
  }

  showPeer(instance) {
    const {master} = instance;
    fill(this.peer, master && [master.address, master.priority], heard => heard
      ? [element("p", {}, "Hears ", element("strong", {}, heard[0]), ` with priority ${heard[1]}, last advert `, this.age, " ago"),
        this.silence]
      : []);
    if (master) {
      say(this.age, span(master.heard_seconds_ago));
      const down = instance.master_down_interval_seconds;
      this.silence.max = down;
      this.silence.high = down / 2;
      this.silence.optimum = 0;
      this.silence.value = Math.min(down, Math.max(0, master.heard_seconds_ago));
      this.silence.title = `takes over after ${span(down)} of silence`;
    }
  }
}

function reasonText(instance, status) {
  const since = `since ${clock(instance.since, status.time)} UTC`;
  const faults = instance.faults.map(fault => fault.text).join("; ");
  return `${since}: ${instance.reason_text}${faults ? ` – held by: ${faults}` : ""}`;
}

/** What is known of a second master. The count does not say when; what rose since the last looks does. */
function verdict(instance, {heardLately, foreignAdverts}) {
  const {split_brain: split} = instance;
  if (split.incident) {
    const {id, cause_text: why, peers, since_seconds: lasting} = split.incident;
    const decide = `holdfast split-brain resolve ${id} --keep NODE`;
    return ["bad", `Split brain ${split.verdict} for ${span(lasting)}, with ${peers.join(", ")}: ${why}. ${decide}`];
  }
  if (split.stand_down) {
    const {winner, since_seconds: lasting, sticky} = split.stand_down;
    const back = sticky ? ` Back by: holdfast split-brain clear ${instance.name}` : "";
    return ["warn", `Stays out for ${span(lasting)}: lost a split brain to ${winner ?? "another node"}.${back}`];
  }
  const heard = foreignAdverts(instance);
  const kinds = Object.keys(instance.counters.adverts_while_master).join(", ");
  if (instance.state === "MASTER" && heardLately(instance)) {
    return ["bad", `Another master is heard now (${kinds} priority): two nodes may hold the address.`];
  }
  const different = (split.peers ?? []).flatMap(({peer, mismatches}) => mismatches.map(({text}) => `${peer}: ${text}`));
  if (different.length > 0) {
    return ["warn", `Set up in another way on a peer, and soon two masters. ${different.join("; ")}.`];
  }
  if (heard > 0) {
    return ["warn", `${heard} adverts of another master were heard while this node was master, none just now.`];
  }
  return ["good", instance.state === "MASTER" ? "No other master is heard." : "No second master has been heard here."];
}

function renderAddresses([state, addresses]) {
  const right = address => address.held === (state === "MASTER");
  return table("Virtual addresses", ["Address", "Interface", "In the kernel"], addresses.map(address => [
    element("code", {}, address.address), address.interface + (address.advertised ? "" : ", not advertised"),
    element("span", {class: "mark", "data-good": right(address), "data-held": address.held},
      (address.held ? "yes" : "no") + (right(address) ? "" : state === "MASTER" ? ", but should be" : ", but should not be")),
  ]));
}

function renderPriority({base, effective, influences}) {
  const moving = influences.filter(each => each.points !== 0);
  const sum = moving.reduce((total, each) => total + each.points, base);
  const terms = moving.map(each => ` ${each.points < 0 ? "−" : "+"} ${Math.abs(each.points)} ${each.tracker} ${each.name}`);
  const equation = moving.length > 0
    ? `= ${base} base${terms.join("")}${sum === effective ? "" : ", kept within 1 to 254"}`
    : "as configured, nothing moves it";
  const parts = [element("p", {}, "Priority ", element("strong", {}, String(effective)), ` ${equation}`)];
  if (influences.length > 0) {
    parts.push(table("Checks and what is tracked", ["What", "Result", "Effect"], influences.map(each => [
      `${each.tracker} ${each.name}${each.group ? `, group ${each.group}` : ""}`,
      reading(each.reading),
      each.fault ? mark(false, "", "FAULT") : effect(each),
    ])));
  }
  return parts;
}

const reading = word => word === "good" ? mark(true, "good", "") : word === "bad" ? mark(false, "", "bad") : word;

function effect({points, weight, reverse}) {
  if (points !== 0) {
    return `${points > 0 ? "+" : "−"}${Math.abs(points)}`;
  }
  return weight === 0 ? "none; FAULT when bad" : `none of ${weight}${reverse ? " reversed" : ""}`;
}

function settings(instance) {
  const {counters} = instance;
  const peers = (instance.split_brain.peers ?? []).map(({peer, state, priority}) => `${peer} ${state} ${priority}`);
  const counted = map => Object.entries(map).map(([word, number]) => `${number} ${word}`).join(", ") || "none";
  const yesNo = holds => holds ? "yes" : "no";
  return [
    ["Protocol", `VRRPv${instance.protocol_version}, authentication ${instance.authentication}`],
    ["Advert interval", `${instance.advert_interval_seconds} s, in force ${instance.master_advert_interval_seconds} s`],
    ["Takes over after", `${instance.master_down_interval_seconds} s of silence`],
    ["Preempts", yesNo(instance.preempt)],
    ["Lease of addresses", instance.lease_seconds === 0 ? "off" : `${instance.lease_seconds} s`],
    ["Peers say", peers.join(", ") || "nothing"],
    ["Segment", instance.segment ?? "unknown"],
    ["Configuration hash", String(instance.config_hash)],
    ["Adverts", `${counters.adverts_sent} sent, ${counters.adverts_received} received`],
    ["Refused adverts", counted(counters.adverts_discarded)],
    ["Adverts that could not be sent", counted(counters.advert_send_errors)],
    ["Resignations", `${counters.resignations_sent} sent, ${counters.resignations_received} received`],
    ["Adverts heard while master", counted(counters.adverts_while_master)],
    ["Announcements", String(counters.announcements_sent)],
    ["Addresses put back", String(counters.addresses_restored)],
    ["Failed address operations", counted(counters.address_operation_errors)],
    ["Notify scripts", `${instance.scripts.waiting} waiting, ${instance.scripts.dropped} dropped`],
  ];
}
