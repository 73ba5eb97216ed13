// Keeps the page true: asks for /status, follows /events, and says so when the agent no longer answers.
import {showStatus, showTimeline, showConnection, announce} from "./view.js";

const POLL_MILLIS = 1000;
const SHARE_OF_TIME = 10; // Asking takes at most a tenth of the time, however large the answer is.
const LONGEST_PAUSE_MILLIS = 10000;
const ANSWER_LIMIT_MILLIS = 3000;
const GONE_AFTER_MILLIS = 3000;
const KEPT_EVENTS = 256;
const RECONNECT_MILLIS = 5000;

const known = {
  status: null,
  events: [],
  run: "",
  answeredAt: performance.now(),
  alive: true,
  heard: new Map(), // Instance to when its count of adverts heard while master last rose.
};
let poll = 0;
let pause = POLL_MILLIS; // Until the next question.

async function ask() {
  clearTimeout(poll);
  const begin = performance.now();
  try {
    const answer = await fetch("status", {cache: "no-store", signal: AbortSignal.timeout(ANSWER_LIMIT_MILLIS)});
    if (answer.ok) {
      accept(await answer.json());
    }
  } catch {
    // Told below: it is the time without an answer that counts, not the reason.
  }
  show();
  const took = performance.now() - begin;
  clearTimeout(poll);
  pause = Math.min(LONGEST_PAUSE_MILLIS, Math.max(POLL_MILLIS, SHARE_OF_TIME * took));
  poll = setTimeout(ask, pause);
}

function accept(status) {
  const before = known.status;
  if (before && (before.version !== status.version || before.revision !== status.revision)) {
    location.reload(); // Another version of the agent brings another version of this page.
    return;
  }
  noteForeignAdverts(before, status);
  tellChanges(before, status);
  known.status = status;
  known.answeredAt = performance.now();
}

const foreignAdverts = instance =>
  Object.values(instance.counters.adverts_while_master).reduce((sum, count) => sum + count, 0);

function noteForeignAdverts(before, status) {
  for (const instance of status.instances) {
    const was = before?.instances.find(other => other.name === instance.name);
    if (was && foreignAdverts(instance) > foreignAdverts(was)) {
      known.heard.set(instance.name, performance.now());
    }
  }
}

function tellChanges(before, status) {
  const moved = status.instances
    .filter(instance => before?.instances.some(was => was.name === instance.name && was.state !== instance.state))
    .map(instance => `${instance.name} is now ${instance.state}: ${instance.reason_text}.`);
  const turned = status.virtual_servers
    .filter(server => before?.virtual_servers.some(was => was.name === server.name && was.up !== server.up))
    .map(server => `${server.name} ${server.up ? "has its quorum again" : "has lost its quorum"}.`);
  const changes = [...moved, ...turned];
  if (changes.length > 0) {
    announce(changes.join(" "));
  }
}

function isGone() {
  // Who is asked less often because answers take long has not gone by then.
  return performance.now() - known.answeredAt > GONE_AFTER_MILLIS + pause - POLL_MILLIS;
}

function heardLately(instance) {
  const limit = 1000 * Math.max(POLL_MILLIS / 1000 * 3, 3 * instance.advert_interval_seconds);
  return performance.now() - (known.heard.get(instance.name) ?? -Infinity) < limit;
}

function show() {
  showConnection(known.status, isGone(), known.alive);
  if (known.status && !isGone()) {
    showStatus(known.status, {heardLately, foreignAdverts});
  }
}

function follow() {
  const source = new EventSource("events");
  source.addEventListener("message", message => {
    const run = message.lastEventId.split("-")[0];
    if (run !== known.run) {
      known.run = run;
      known.events = [];
    }
    known.events.push(JSON.parse(message.data));
    known.events = known.events.slice(-KEPT_EVENTS);
    showTimelineSoon();
    askSoon();
  });
  source.addEventListener("heartbeat", message => {
    known.alive = JSON.parse(message.data).alive;
  });
  source.addEventListener("error", () => {
    if (source.readyState === EventSource.CLOSED) { // Refused; a lost connection is tried anew by the browser.
      setTimeout(follow, RECONNECT_MILLIS);
    }
  });
}

/** Many events come at once; they are shown together. */
function together(action) {
  let waiting = false;
  return () => {
    if (!waiting) {
      waiting = true;
      setTimeout(() => {
        waiting = false;
        action();
      }, 30);
    }
  };
}

const showTimelineSoon = together(() => showTimeline(known.events));
const askSoon = together(ask);

setInterval(() => showConnection(known.status, isGone(), known.alive), 500);
document.addEventListener("visibilitychange", () => document.hidden || ask());
ask();
follow();
