// Instants and spans in words. `clock` ticks every second, so that waits are right without asking anybody.
import { signal } from "@preact/signals";
import { t } from "./i18n";

/** What the daemon's clock is ahead of ours, ms. */
let ahead = 0;
export const clock = signal(Date.now());
setInterval(() => (clock.value = Date.now() + ahead), 1000);

export function setClock(daemonNow: string): void {
  ahead = Date.parse(daemonNow) - Date.now();
  clock.value = Date.now() + ahead;
}

/** Seconds from then to now; negative while it is to come. */
export const secondsSince = (when: string): number => Math.round((clock.value - Date.parse(when)) / 1000);

export function span(seconds: number): string {
  const s = Math.max(0, Math.round(seconds));
  if (s < 60) return t(`${s} 秒`, `${s} s`);
  const minutes = Math.floor(s / 60);
  if (minutes < 60) return t(`${minutes} 分钟`, `${minutes} min`);
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours < 48) return rest ? t(`${hours} 小时 ${rest} 分`, `${hours} h ${rest} min`) : t(`${hours} 小时`, `${hours} h`);
  return t(`${Math.floor(hours / 24)} 天`, `${Math.floor(hours / 24)} d`);
}

/** `已等 47 分钟，还剩 13 分钟`. */
export function waitInWords(since: string, due: string | null): string {
  const waited = t("已等 ", "waiting ") + span(secondsSince(since));
  if (!due) return waited;
  const over = secondsSince(due);
  return waited + (over > 0 ? t("，超时 ", ", late by ") : t("，还剩 ", ", left ")) + span(Math.abs(over));
}

let zone: string | undefined;
export function setZone(name: string): void {
  try {
    new Intl.DateTimeFormat("zh-CN", { timeZone: name });
    zone = name;
  } catch {
    zone = undefined; // an offset such as +08:00 that this browser does not take: its own zone then
  }
}

const formats = new Map<string, Intl.DateTimeFormat>();
function format(kind: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = kind + zone;
  let known = formats.get(key);
  if (!known) formats.set(key, (known = new Intl.DateTimeFormat("zh-CN", { timeZone: zone, hourCycle: "h23", ...options })));
  return known;
}
const day = (when: Date) => format("day", { month: "2-digit", day: "2-digit" }).format(when).replace("/", "-");
const minute = (when: Date) => format("minute", { hour: "2-digit", minute: "2-digit" }).format(when);

/** `14:02` today, else `11-26 14:02`, by the clock of the brand's place. */
export function clockTime(when: string | number): string {
  const date = new Date(when);
  return day(date) === day(new Date(clock.value)) ? minute(date) : day(date) + " " + minute(date);
}
export const localDay = (when: number): string =>
  new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short" }).format(new Date(when));
