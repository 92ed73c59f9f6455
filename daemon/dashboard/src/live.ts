// The stream of events: what changes appears without a reload. A cut is said at once, and made good.
import { signal } from "@preact/signals";
import { whoAmI } from "./api";
import { conversations, incidents, keep, readOverview, session } from "./state";
import type { Conversation, Incident } from "./types";
import { setClock } from "./time";

/** Since when nothing has come; null while all is well. */
export const cutSince = signal<number | null>(null);
/** Grows when everything has to be read again. */
export const stale = signal(0);
/** The newest conversation, to be said aloud. */
export const newest = signal<Conversation | null>(null);
/** Grows with every change of an account's sight. */
export const sights = signal(0);

const silence = 40_000; // ms: two beats and a half
let source: EventSource | null = null;
let heard = Date.now();
let overviewWanted: ReturnType<typeof setTimeout> | undefined;

/** Counts change with every event; once a second is enough. */
function refreshOverview(): void {
  overviewWanted ??= setTimeout(() => {
    overviewWanted = undefined;
    readOverview().catch(() => {});
  }, 1000);
}

function well(): void {
  heard = Date.now();
  if (cutSince.value === null) return;
  cutSince.value = null;
  refreshOverview();
}

function take(name: string, data: string): void {
  well();
  if (name === "reset") {
    stale.value++;
  } else if (name === "conversation") {
    const talk = JSON.parse(data) as Conversation;
    if (!conversations.value.has(talk.id) && talk.state === "waiting") newest.value = talk;
    keep(conversations, talk);
  } else if (name === "incident") {
    keep(incidents, JSON.parse(data) as Incident);
  } else {
    sights.value++;
  }
  refreshOverview();
}

export function listen(): void {
  source?.close();
  source = new EventSource("/api/v1/events");
  source.onopen = well;
  source.onerror = () => {
    cutSince.value ??= heard;
    if (source?.readyState === EventSource.CLOSED) setTimeout(comeBack, 3000);
  };
  for (const name of ["conversation", "incident", "account", "reset"])
    source.addEventListener(name, (event) => take(name, (event as MessageEvent<string>).data));
}

/** The browser has given up: ask whether we are still signed in, and begin anew. */
async function comeBack(): Promise<void> {
  try {
    const me = await whoAmI();
    setClock(me.now);
    session.value = me;
    listen(); // begins with a reset: everything is read again
  } catch (trouble) {
    if ((trouble as { status?: number }).status === 401) session.value = null;
    else setTimeout(comeBack, 3000);
  }
}

export function hangUp(): void {
  source?.close();
  source = null;
}

window.addEventListener("offline", () => (cutSince.value ??= heard));
window.addEventListener("online", () => source && comeBack());
// Beats are comments, which a page does not see: a look at the counts tells whether anybody is there.
setInterval(() => {
  if (!source || Date.now() - heard < silence) return;
  readOverview().then(
    () => source?.readyState === EventSource.OPEN && well(),
    () => (cutSince.value ??= heard),
  );
}, 10_000);
