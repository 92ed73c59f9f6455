// What belongs into a list, and where: the gravest first, and within a level who has least time left.
import type { Conversation, Incident, Level } from "./types";

const grave: Record<Level, number> = { red: 0, orange: 1, yellow: 2, blue: 3, none: 4 };

export interface Filter {
  account: string;
  state: string;
  kind: string;
  level: string;
  text: string;
}

export function fits(talk: Conversation, filter: Filter): boolean {
  return (
    (!filter.account || talk.account === filter.account) &&
    (!filter.state || talk.state === filter.state) &&
    (!filter.kind || talk.class === filter.kind) &&
    (!filter.level || talk.level === filter.level) &&
    (!filter.text || talk.text.includes(filter.text))
  );
}

const due = (talk: Conversation): string => talk.due_at ?? "9999";

/** The pages that were read, with what has changed and come since. */
export function queueOf(read: Conversation[], changed: Map<string, Conversation>, filter: Filter): Conversation[] {
  const all = new Map(read.map((talk) => [talk.id, talk]));
  for (const [id, talk] of changed) all.set(id, talk);
  return [...all.values()]
    .filter((talk) => fits(talk, filter))
    .sort((a, b) => grave[a.level] - grave[b.level] || due(a).localeCompare(due(b)) || a.id.localeCompare(b.id));
}

export function incidentsOf(read: Incident[], changed: Map<string, Incident>, fit: (one: Incident) => boolean): Incident[] {
  const all = new Map(read.map((one) => [one.id, one]));
  for (const [id, one] of changed) all.set(id, one);
  const over = (one: Incident) => (one.state === "resolved" ? 1 : 0);
  return [...all.values()]
    .filter(fit)
    .sort((a, b) => over(a) - over(b) || grave[a.level] - grave[b.level] || b.opened_at.localeCompare(a.opened_at));
}
