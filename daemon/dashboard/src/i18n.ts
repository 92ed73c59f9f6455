// Two languages. A text stands where it is used, as t("中文", "English"); words of the API have dictionaries.
import { signal } from "@preact/signals";

export type Language = "zh" | "en";

const kept = localStorage.getItem("language");
export const language = signal<Language>(kept === "en" ? "en" : "zh");

export function useLanguage(next: Language, keep = true): void {
  language.value = next;
  document.documentElement.lang = next === "zh" ? "zh-CN" : "en";
  if (keep) localStorage.setItem("language", next);
}
/** The daemon's language, unless somebody has chosen here. */
export function followDaemon(tag: string): void {
  useLanguage(kept === "en" || kept === "zh" ? kept : tag.startsWith("zh") ? "zh" : "en", false);
}

export const t = (zh: string, en: string): string => (language.value === "zh" ? zh : en);

const words: Record<string, [string, string]> = {
  // levels
  none: ["无", "none"], blue: ["蓝", "blue"], yellow: ["黄", "yellow"], orange: ["橙", "orange"], red: ["红", "red"],
  // states
  waiting: ["等待中", "waiting"], answered: ["已回复", "answered"], covered: ["已统一说明", "covered"],
  closed: ["已关闭", "closed"], withdrawn: ["已撤回", "withdrawn"], removed: ["已被删", "removed"],
  open: ["未处理", "open"], acked: ["已接手", "acknowledged"], resolved: ["已结束", "resolved"],
  pending: ["待发", "pending"], sending: ["发送中", "sending"], retry: ["将重试", "to be retried"],
  sent: ["已送达", "delivered"], dead: ["发不出去", "given up"], dropped: ["已不需要", "dropped"],
  active: ["生效中", "active"], expired: ["已结束", "expired"],
  // classes and kinds
  question: ["提问", "question"], howto: ["用法", "how-to"], complaint: ["投诉", "complaint"], prod: ["催促", "prod"],
  safety: ["人身安全", "safety"], legal: ["法律", "legal"], media: ["媒体", "media"], suggestion: ["建议", "suggestion"],
  praise: ["表扬", "praise"], chitchat: ["闲聊", "small talk"], vip_complaint: ["重点粉丝投诉", "VIP complaint"],
  comment: ["评论", "comment"], mention: ["@提到", "mention"], comment_mention: ["评论里@", "mention in comment"],
  repost: ["转发", "repost"], message: ["私信", "private message"],
  late: ["回复超时", "late"], prebreach: ["即将超时", "soon late"], fan_risk: ["粉丝风险", "fan at risk"],
  misstep: ["我方回复有风险", "our reply"], surge: ["扎堆投诉", "surge"], blind: ["看不见了", "blind"],
  token: ["令牌", "token"], quota: ["配额", "quota"], delivery: ["通知发不出", "delivery"],
  coverage: ["覆盖", "coverage"], load: ["负荷", "load"], promise: ["承诺", "promise"], daemon: ["系统", "daemon"],
  // labels
  boycott: ["脱粉抵制", "boycott"], abuse: ["辱骂", "abuse"], sarcasm: ["阴阳怪气", "sarcasm"],
  self_harm: ["轻生", "self-harm"], threat: ["威胁", "threat"], discrimination: ["歧视", "discrimination"],
  minor: ["未成年人", "minor"], pii: ["个人信息", "personal data"], favour: ["讨特权", "favour"], spam: ["广告", "spam"],
  closing: ["收尾", "closing"], condescending: ["居高临下", "condescending"], servile: ["卑微", "servile"],
  intimate: ["过于亲昵", "intimate"], mocking: ["嘲讽", "mocking"], insult_to_injury: ["落井下石", "insult to injury"],
  defensive: ["推脱", "defensive"], legal_threat: ["拿法律吓人", "legal threat"], blame: ["怪罪", "blame"],
  perfunctory: ["敷衍", "perfunctory"], placeholder: ["模板没填", "placeholder"], officialese: ["官腔", "officialese"],
  flippant: ["轻浮", "flippant"], overpromise: ["过度承诺", "overpromise"], absolute_claim: ["绝对化用语", "absolute claim"],
  cold: ["冷淡", "cold"], wrong_target: ["答非所问", "wrong target"], fine: ["没问题", "fine"],
  // outcomes
  "moved-to-DM": ["转私信", "moved to DM"], pacified: ["已安抚", "pacified"], "noted-feedback": ["已记录反馈", "feedback noted"],
  "no-reply-needed": ["无需回复", "no reply needed"],
  // tiers
  diamond: ["钻石粉", "diamond"], core: ["核心粉", "core"], normal: ["", ""], new: ["新粉", "new"],
  "hostile-known": ["已知敌意", "known hostile"],
  // verdicts of the self-audit
  pass: ["通过", "pass"], fail: ["不通过", "fail"], "not measured": ["没测", "not measured"],
  // what happened
  asked: ["说", "said"], prodded: ["催", "prodded"], edited: ["改了话", "edited"], replied: ["回复", "replied"],
  auto_replied: ["自动回复", "replied automatically"], misdirected: ["回错了人", "misdirected"], claimed: ["认领", "claimed"],
  assigned: ["分派", "assigned"], released: ["放回", "released"], reopened: ["重新打开", "reopened"], paused: ["暂停", "paused"],
  resumed: ["继续", "resumed"], moved_to_private: ["转私信", "moved to private"], reclassified: ["改判", "judged otherwise"],
  rejudged: ["回复改判", "reply judged otherwise"], spread: ["传开了", "it spreads"], crowd: ["围观", "onlookers"], settled: ["按规则判定", "judged by the rules"],
  reply_withdrawn: ["我方删了回复", "reply taken back"], removed_by_brand: ["被我方删除", "removed by us"], warned: ["快到时限", "warned"], breached: ["超时", "late"],
  aged: ["拖太久", "waited far too long"], promise_broken: ["承诺没兑现", "promise broken"], risk_told: ["已提醒风险", "risk told"],
  opened: ["开始", "opened"], raised: ["级别升高", "raised"], updated: ["有变化", "updated"], escalated: ["升级", "escalated"],
  repeated: ["再次提醒", "repeated"], acknowledged: ["接手", "acknowledged"], unacknowledged: ["放回", "handed back"],
  ack_expired: ["接手过期", "acknowledgement ended"], notified: ["通知", "told"], held: ["暂不通知", "held back"], note: ["备注", "note"],
  nobody: ["没有人可以通知", "nobody to tell"], digest: ["合并提醒", "digest"], clock: ["时钟", "clock"], fan: ["粉丝", "fan"], brand: ["我方", "we"],
  // lists
  mentions: ["@我的微博", "mentions"], comments_to_me: ["评论@我", "comments to us"], comment_mentions: ["评论里@我", "mentions in comments"],
  reposts: ["转发", "reposts"], by_me: ["我发出的", "by us"],
};
/** A word of the API for people; what is not known stays as it is. */
export function say(word: string): string {
  const known = words[word];
  return known ? t(known[0], known[1]) : word;
}
export const knows = (word: string): boolean => word in words;

export const fanLabels = [
  "praise", "question", "suggestion", "complaint", "prod", "safety", "legal", "media", "boycott", "abuse", "sarcasm",
  "self_harm", "threat", "discrimination", "minor", "pii", "favour", "spam", "chitchat", "closing",
];
export const replyLabels = [
  "fine", "condescending", "servile", "intimate", "mocking", "insult_to_injury", "defensive", "legal_threat", "blame",
  "perfunctory", "placeholder", "officialese", "flippant", "overpromise", "absolute_claim", "pii", "cold", "favour",
  "wrong_target",
];
export const outcomes = [
  "resolved", "answered", "moved-to-DM", "pacified", "noted-feedback", "chitchat", "spam", "no-reply-needed",
];
