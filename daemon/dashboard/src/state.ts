// What the page knows: who looks, how things stand, and everything that happens meanwhile (live.ts).
import { computed, signal } from "@preact/signals";
import { Problem, get, query } from "./api";
import type { AccountOverview, Conversation, Incident, Session } from "./types";
import { t } from "./i18n";

export const session = signal<Session | null>(null);
/** The account that is looked at; empty: all. */
export const account = signal("");
export const overview = signal<AccountOverview[]>([]);

export const mayAct = computed(() => session.value !== null && session.value.role !== "viewer");
export const isAdmin = computed(() => session.value?.role === "admin");
/** What somebody else has claimed only an admin may touch. */
export const mayTouch = (talk: Conversation): boolean =>
  mayAct.value && (!talk.claimed_by || talk.claimed_by === session.value?.name || isAdmin.value);

/** The latest form of what has changed since the page was opened, by id. */
export const conversations = signal(new Map<string, Conversation>());
export const incidents = signal(new Map<string, Incident>());

export interface Toast {
  text: string;
  bad: boolean;
  id: number;
}
export const toasts = signal<Toast[]>([]);
let told = 0;
export function tell(text: string, bad = false): void {
  const toast = { text, bad, id: ++told };
  toasts.value = [...toasts.value.slice(-3), toast];
  setTimeout(() => (toasts.value = toasts.value.filter((one) => one !== toast)), bad ? 12000 : 5000);
}

/** What the daemon says in English to programs and people, for people who read Chinese. */
const refusals: Record<number, [zh: string, en: string]> = {
  0: ["连不上服务器", "the daemon cannot be reached"],
  403: ["你的角色不能这样做", "your role does not allow this"],
  404: ["找不到了", "it is not there any more"],
  429: ["太频繁了，请稍等再试", "too many at once: wait a moment"],
  503: ["现在办不到，请稍后再试", "not possible at the moment: try again soon"],
};
export function wordsOf(trouble: unknown): string {
  const known = trouble instanceof Problem && refusals[trouble.status];
  if (known) return t(...known);
  return trouble instanceof Problem ? trouble.message : String(trouble);
}
export const complain = (trouble: unknown): void => tell(wordsOf(trouble), true);

export async function readOverview(): Promise<void> {
  const answer = await get<{ now: string; accounts: AccountOverview[] }>("/overview" + query({ account: account.value }));
  overview.value = answer.accounts;
}

export function keep<T extends { id: string }>(into: typeof conversations | typeof incidents, item: T): void {
  const all = new Map(into.value as Map<string, unknown>);
  all.set(item.id, item);
  if (all.size > 3000) all.delete(all.keys().next().value as string);
  (into as { value: unknown }).value = all;
}
