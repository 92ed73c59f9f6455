// The numbers of the self-audit: what each is called, and in which form people say it.
import { t } from "../i18n";
import { span } from "../time";

type Form = "count" | "share" | "time" | "index";
const figures: Record<string, [zh: string, en: string, form: Form]> = {
  outcome_share: ["标了结果", "outcome said", "share"],
  resolved_share: ["已解决", "resolved", "share"],
  chitchat_share: ["闲聊", "chitchat", "share"],
  limit: ["上限", "limit", "share"],
  weeks_missed: ["没聊够的周", "weeks missed", "count"],
  median_seconds_a_day: ["每人每天中位", "median a person and day", "time"],
  days_over: ["超上限的人天", "days over the cap", "count"],
  days_near: ["接近上限的人天", "days near the cap", "count"],
  cap_seconds: ["上限", "cap", "time"],
  drifted: ["跑偏的对话", "talks that drifted", "count"],
  share: ["占", "share", "share"],
  off_hours_share: ["班外回复", "off hours", "share"],
  people: ["人数", "people", "count"],
  top_share: ["最多的一人占", "greatest share of one", "share"],
  gini: ["基尼系数", "Gini", "index"],
  known_to_one: ["只有一人回过的常客", "regulars known to one", "count"],
  over: ["超时长的对话", "talks over budget", "count"],
  median_diamond_core: ["钻石和核心中位", "median of diamond and core", "time"],
  median_others: ["其他人中位", "median of others", "time"],
  late_diamond_core: ["钻石和核心超时", "late, diamond and core", "share"],
  late_others: ["其他人超时", "late, others", "share"],
  classes_unequal: ["厚此薄彼的类别", "classes treated unequally", "count"],
  greatest_ratio: ["最大倍数", "greatest ratio", "index"],
  fans_served: ["至少回过一次的粉丝", "fans answered at least once", "share"],
  index: ["忽冷忽热指数", "hot-and-cold index", "index"],
  cold_weeks: ["冷的周", "cold weeks", "count"],
  longest_silence: ["最长没回", "longest silence", "time"],
  usual_silence: ["平时", "usually", "time"],
  answered_share: ["回复率", "answered", "share"],
  posts_with_skipped: ["有人被跳过的微博", "posts with fans passed over", "count"],
  lost: ["流失的常客", "frequent fans lost", "count"],
  late_share: ["超时", "late", "share"],
  median: ["中位", "median", "time"],
  p90: ["90%以内", "90% within", "time"],
  answered_share_mentions_reposts: ["转发和@回复率", "mentions and reposts answered", "share"],
  answered_share_comments: ["评论回复率", "comments answered", "share"],
  executive_replies: ["高管回复", "replies by executives", "count"],
  passed: ["通过", "passed", "count"],
  failed: ["没过", "failed", "count"],
  not_measured: ["没测", "not measured", "count"],
  sample: ["样本", "sample", "count"],
  minimum: ["至少要", "at least wanted", "count"],
};

export function figureInWords(name: string, value: number | string): string {
  const [zh, en, form] = figures[name] ?? [name, name, "index"];
  if (typeof value !== "number") return `${t(zh, en)} ${value}`;
  const said = {
    count: () => String(Math.round(value)),
    share: () => Math.round(value * 100) + " %",
    time: () => span(value),
    index: () => value.toFixed(2),
  };
  return `${t(zh, en)} ${said[form]()}`;
}
