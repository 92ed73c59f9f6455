// What the API answers (GET /api/v1/openapi.json), as far as the page uses it. Times are RFC 3339 texts.

export type Level = "none" | "blue" | "yellow" | "orange" | "red";
export type Role = "viewer" | "operator" | "admin";

export interface Session {
  name: string;
  role: Role;
  version: string;
  instance: string;
  language: string;
  timezone: string;
  accounts: string[];
  people: string[];
  now: string;
}

export interface Fan {
  uid: string;
  name: string;
  followers: number | null;
  verified_type: number;
  tier: string;
}

export interface Reason {
  label: string;
  words: string;
  start: number;
  end: number;
  why: string;
}

export interface Message {
  id: string;
  kind: string;
  text: string;
  created_at: string;
  labels: string[];
  risk: number;
  deleted: boolean;
  edited: boolean;
  corrected_to: string | null;
}

export interface Reply {
  id: string;
  uid: string;
  text: string;
  created_at: string;
  labels: string[];
  severity: number;
  misstep: boolean;
  reasons: Reason[];
  auto: boolean;
  deleted: boolean;
  misdirected: boolean;
  match: { how: string; confidence: number };
}

export interface TimelineLine {
  at: string;
  what: string;
  actor: string;
  text: string;
  until?: string;
  of?: string;
}

export interface Conversation {
  id: string;
  account: string;
  kind: string;
  state: string;
  class: string;
  labels: string[];
  risk: number;
  level: Level;
  fan: Fan;
  text: string;
  url: string;
  waiting_since: string | null;
  lag_s: number;
  warn_at: string | null;
  due_at: string | null;
  waited_s: number;
  observed: boolean;
  prods: number;
  reaction: { comments: number; critical: number } | null;
  claimed_by: string | null;
  paused_until: string | null;
  pause_reason: string | null;
  outcome: string | null;
  answered_at: string | null;
  probably_answered: boolean;
  promises: { due_at: string; broken: boolean; reply: string }[];
  messages: number | Message[];
}

export interface Detail extends Conversation {
  messages: Message[];
  replies: Reply[];
  timeline: TimelineLine[];
}

export interface Notice {
  id: string;
  channel: string;
  event: string;
  step: number;
  state: string;
  made_at: string;
  due_at: string;
  possibly_repeated: boolean;
  incident: string;
  attempts: { at: string; outcome: string; took_ms: number }[];
}

export interface Incident {
  id: string;
  kind: string;
  level: Level;
  state: "open" | "acked" | "resolved";
  account: string;
  title: string;
  quote: string | null;
  url: string | null;
  held: string | null;
  exposure: { followers: number | null; verified: boolean; voices: number; critical: number; likes: number; reposts: number };
  reasons: { rule: string; words: string; why: string }[];
  advice: string;
  opened_at: string;
  acked_at: string | null;
  acked_by: string | null;
  resolved_at: string | null;
  conversations: string[];
  step: number;
  next_step_at: string | null;
  notifications: Notice[];
  timeline: TimelineLine[];
}

export interface ListSight {
  list: string;
  seen_at: string | null;
  lag_s: number | null;
  covered: boolean;
  blind: boolean;
  trouble: string;
  every_s: number;
}

export interface Account {
  account: string;
  holder: string;
  held: boolean;
  lists: ListSight[];
  quota: { token: string; left: number | null; resets_at: string | null; expires_at: string | null; dead: string | null }[];
}

export interface AccountOverview {
  account: string;
  held: boolean;
  waiting: number;
  oldest_waiting_since: string | null;
  soon: number;
  overdue: number;
  levels: Record<Level, number>;
  incidents: { open: number; acked: number; orange: number; red: number };
  lag_s: number | null;
  blind: string[];
  quota: { left: number | null; of: number | null; resets_at: string | null };
}

export interface SpokenReply {
  id: string;
  account: string;
  conversation: string;
  text: string;
  created_at: string;
  to: string | null;
  labels: string[];
  severity: number;
  misstep: boolean;
  reasons: Reason[];
  effect: { before: number | null; after: number | null };
}

export interface Verdict {
  labels: string[];
  severity?: number;
  risk?: number;
  misstep?: boolean;
  score: number;
  reasons: Reason[];
  advice: { label: string; zh: string; en: string }[];
}

export interface Operator {
  operator: string;
  concluded: number;
  resolved: number;
  resolved_share: number;
  replies: number;
  fans: number;
  chitchat_share: number;
  off_hours_share: number;
  estimated_s: number | null;
}

export interface Period {
  wanted: number;
  answered: number;
  answered_share: number;
  open: number;
  unanswered: number;
  late: number;
  median_s: number | null;
  p90_s: number | null;
  operators: Operator[];
}

export interface WeekPoint {
  week: string;
  answered_share: number;
  judged: number;
  median_s: number | null;
  p90_s: number | null;
  warmth: number | null;
  campaign: boolean;
}

export interface WeeklyReport extends Period {
  week: string;
  days: { date: string; cold: boolean; wanted: number; answered_share: number }[];
  series: WeekPoint[];
  hot_and_cold_index: number | null;
  hot_and_cold_index_before: number | null;
  purposeful_talks: number;
  purposeful_talks_wanted: number;
}

export interface Hours {
  date: string;
  hours: {
    hour: number;
    asked: number;
    answered: number;
    median_s: number | null;
    p90_s: number | null;
    complaints: number;
    complaints_usual: number;
  }[];
  operators: { operator: string; replies: number[] }[];
}

export interface Cluster {
  id: string;
  account: string;
  words: string;
  fans: number;
  usual: number;
  reach: number;
  began_at: string;
  last_at: string;
  orchestrated: boolean;
  incident: string | null;
  conversations: string[];
  points: { at: string; fans: number }[];
}

export interface Promised {
  account: string;
  conversation: string;
  text: string;
  promised_at: string | null;
  due_at: string;
  broken: boolean;
  fan: { uid: string; name: string };
}

export interface AuditRow {
  row: string;
  title_zh: string;
  title_en: string;
  verdict: string;
  reason_zh?: string;
  reason_en?: string;
  evidence: Record<string, number | string>;
}

export interface Duty {
  name: string;
  now: string[];
  shifts: { from: string; to: string; people: string[] }[];
  gaps: { from: string; to: string; why: string }[];
}

export interface Matcher {
  name: string;
  op: string;
  value: string;
}

export interface Silence {
  id: string;
  matchers: Matcher[];
  starts_at: string;
  ends_at: string;
  author: string;
  comment: string;
  state: string;
}

export interface AuditLine {
  at: string;
  who: string;
  role: string;
  did: string;
  status: number;
}

export interface Page<T> {
  items: T[];
  next_cursor: string | null;
}
