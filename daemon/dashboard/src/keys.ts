// The keyboard: g and a letter goes to a screen, j and k move through a list, and a screen may add its own.
import { signal } from "@preact/signals";
import { go } from "./route";

export const helpShown = signal(false);

export const places: [key: string, screen: string, zh: string, en: string][] = [
  ["q", "queue", "队列", "Queue"],
  ["r", "replies", "我方回复", "Our replies"],
  ["i", "incidents", "提醒", "Incidents"],
  ["t", "team", "团队", "Team"],
  ["w", "weeks", "周", "Weeks"],
  ["c", "clusters", "扎堆", "Clusters"],
  ["p", "promises", "承诺", "Promises"],
  ["d", "draft", "发前检查", "Draft check"],
  ["s", "silences", "静默", "Silences"],
  ["a", "audit", "自查", "Self-audit"],
  ["h", "health", "健康", "Health"],
];

const rows = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>("[data-row]")];

function move(by: number): void {
  const all = rows();
  if (!all.length) return;
  const at = all.indexOf(document.activeElement?.closest("[data-row]") as HTMLElement);
  const next = at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1);
  all[next].focus();
  all[next].scrollIntoView({ block: "nearest" });
}

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);

let afterG = 0;

window.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (document.querySelector("dialog[open]") && event.key !== "?") return;
  if (Date.now() - afterG < 1500) {
    afterG = 0;
    const place = places.find(([key]) => key === event.key);
    if (place) return go(place[1]), event.preventDefault();
  }
  const row = document.activeElement?.closest<HTMLElement>("[data-row]");
  if (event.key === "g") afterG = Date.now();
  else if (event.key === "j") move(1);
  else if (event.key === "k") move(-1);
  else if (event.key === "?") helpShown.value = !helpShown.value;
  else if (event.key === "/") document.querySelector<HTMLInputElement>("[data-search]")?.focus();
  else if (event.key === "c" && row) row.querySelector<HTMLButtonElement>("[data-act=claim]")?.click();
  else if (event.key === "Enter" && row === event.target) row?.querySelector<HTMLAnchorElement>("a[data-open]")?.click();
  else return;
  event.preventDefault();
});
