// What people do. The page shows it at once, and takes it back when the daemon says that somebody was faster.
import { Problem, post } from "./api";
import { t } from "./i18n";
import { complain, conversations, incidents, keep, session, tell } from "./state";
import type { Conversation, Detail, Incident } from "./types";

/** As lists have it: messages are a count there. */
export function summary(talk: Conversation | Detail): Conversation {
  const messages = Array.isArray(talk.messages) ? talk.messages.length : talk.messages;
  return { ...talk, messages };
}

/** A conversation as the stream of events last told it, or as it was read. */
export const latest = (talk: Conversation): Conversation => conversations.value.get(talk.id) ?? talk;

const guesses: Record<string, (body: Record<string, string>) => Partial<Conversation>> = {
  claim: () => ({ claimed_by: session.value?.name ?? null }),
  release: () => ({ claimed_by: null }),
  assign: (body) => ({ claimed_by: body.to }),
  close: (body) => ({ state: "closed", outcome: body.outcome, waiting_since: null }),
  pause: (body) => ({ paused_until: body.until, pause_reason: body.reason }),
  resume: () => ({ paused_until: null }),
};

/** Gives the conversation as it is now; nothing when it was refused (which has been said). */
export async function act(talk: Conversation, what: string, body: Record<string, string> = {}): Promise<Detail | null> {
  const before = summary(latest(talk));
  const guess = { ...before, ...guesses[what]?.(body) };
  keep(conversations, guess);
  try {
    const changed = await post<Detail>(`/conversations/${talk.id}/${what}`, body);
    keep(conversations, summary(changed));
    return changed;
  } catch (trouble) {
    // What has been told meanwhile stands: it is how somebody was faster.
    if (conversations.value.get(talk.id) === guess) keep(conversations, before);
    const refused = trouble instanceof Problem && trouble.status === 409;
    const faster = refused && what === "claim" ? /^(\S+) has claimed it/.exec(trouble.message)?.[1] : "";
    if (faster) tell(t(`慢了一步：${faster} 已经认领了`, `Too late: ${faster} has claimed it already`), true);
    else if (refused) tell(t("慢了一步：", "Somebody was faster: ") + trouble.message, true);
    else complain(trouble);
    return null;
  }
}

export async function answer(incident: Incident, what: string, body: Record<string, string> = {}): Promise<Incident | null> {
  const before = incidents.value.get(incident.id) ?? incident;
  const guess: Incident = what === "ack" ? { ...before, state: "acked", acked_by: session.value?.name ?? null } : { ...before };
  keep(incidents, guess);
  try {
    const changed = await post<Incident>(`/incidents/${incident.id}/${what}`, body);
    keep(incidents, changed);
    return changed;
  } catch (trouble) {
    if (incidents.value.get(incident.id) === guess) keep(incidents, before);
    complain(trouble);
    return null;
  }
}
