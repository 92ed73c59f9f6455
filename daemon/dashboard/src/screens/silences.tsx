// What nobody is to be told for a while, by whom and why; with a look at what it would hold back.
import { useState } from "preact/hooks";
import { list, post, remove } from "../api";
import { fanLabels, replyLabels, say, t } from "../i18n";
import { useLoaded } from "../load";
import { complain, isAdmin, mayAct, session, tell } from "../state";
import { clock } from "../time";
import type { Matcher, Silence } from "../types";
import { Empty, Shown, When } from "../ui";
import { kinds, levels } from "./incidents";
import { classes } from "./queue";

const names: [name: string, zh: string, en: string][] = [
  ["account", "账号", "account"], ["kind", "种类", "kind"], ["level", "级别", "level"], ["class", "类别", "class"],
  ["tier", "粉丝级别", "tier"], ["label", "标签", "label"], ["list", "列表", "list"], ["subject", "对象", "subject"],
];
/** What a field may be; offered, not demanded: an operator may want a pattern. */
const valuesOf = (name: string): string[] => {
  if (name === "account") return session.value?.accounts ?? [];
  const known: Record<string, string[]> = {
    kind: kinds, level: levels, class: classes, label: [...new Set([...fanLabels, ...replyLabels])],
    tier: ["diamond", "core", "normal", "new", "hostile-known"],
    list: ["mentions", "comments_to_me", "comment_mentions", "reposts", "by_me"],
  };
  return known[name] ?? [];
};
const ops = ["=", "!=", "=~", "!~"];
const hours = [1, 2, 4, 8, 24, 72];

const inWords = (all: Matcher[]): string => all.map((one) => `${one.name}${one.op}"${one.value}"`).join(", ");

function MatcherFields({ of, id, onChange, onRemove }: { id: string;  of: Matcher; onChange: (next: Matcher) => void; onRemove?: () => void }) {
  return (
    <div class="matcher">
      <select aria-label={t("字段", "field")} value={of.name} data-testid="silence-name" onChange={(e) => onChange({ ...of, name: e.currentTarget.value })}>
        {names.map(([name, zh, en]) => <option key={name} value={name}>{t(zh, en)}</option>)}
      </select>
      <select aria-label={t("比较", "operator")} value={of.op} onChange={(e) => onChange({ ...of, op: e.currentTarget.value })}>
        {ops.map((op) => <option key={op}>{op}</option>)}
      </select>
      <input aria-label={t("值", "value")} value={of.value} list={id} data-testid="silence-value" onInput={(e) => onChange({ ...of, value: e.currentTarget.value })} />
      <datalist id={id}>{valuesOf(of.name).map((one) => <option key={one} value={one}>{say(one)}</option>)}</datalist>
      {onRemove && <button type="button" aria-label={t("去掉", "remove")} onClick={onRemove}>×</button>}
    </div>
  );
}

function Form({ onAdded }: { onAdded: () => void }) {
  const [matchers, setMatchers] = useState<Matcher[]>([{ name: "kind", op: "=", value: "prebreach" }]);
  const [lasts, setLasts] = useState(2);
  const [comment, setComment] = useState("");
  const [preview, setPreview] = useState<string[] | null>(null);
  const body = () => ({ matchers, comment: comment || "…", ends_at: new Date(clock.value + lasts * 3600_000).toISOString() });
  const change = (i: number, next: Matcher) => (setMatchers(matchers.map((one, at) => (at === i ? next : one))), setPreview(null));
  const look = () => post<{ incidents: string[] }>("/silences?preview=true", body()).then((told) => setPreview(told.incidents), complain);
  const add = () =>
    post("/silences", body()).then(() => {
      tell(t("已静默，到时自动恢复。", "Silenced; it ends by itself."));
      setComment("");
      setPreview(null);
      onAdded();
    }, complain);
  return (
    <form class="silence-form" data-testid="silence-form" onSubmit={(e) => (e.preventDefault(), add())}>
      <fieldset>
        <legend>{t("不通知符合全部条件的提醒", "tell nobody of incidents that fit all of")}</legend>
        {matchers.map((one, i) => (
          <MatcherFields key={i} id={"values-" + i} of={one} onChange={(next) => change(i, next)} onRemove={matchers.length > 1 ? () => setMatchers(matchers.filter((_, at) => at !== i)) : undefined} />
        ))}
        <button type="button" onClick={() => setMatchers([...matchers, { name: "account", op: "=", value: session.value?.accounts[0] ?? "" }])}>{t("再加一个条件", "one more")}</button>
      </fieldset>
      <label class="field">
        <span>{t("多久", "for")}</span>
        <select value={String(lasts)} onChange={(e) => setLasts(Number(e.currentTarget.value))}>
          {hours.map((count) => <option key={count} value={String(count)}>{t(`${count} 小时`, `${count} h`)}</option>)}
        </select>
      </label>
      <label class="field wide">
        <span>{t("为什么", "why")}</span>
        <input value={comment} required data-testid="silence-comment" onInput={(e) => setComment(e.currentTarget.value)} />
      </label>
      <button type="button" data-testid="silence-preview" onClick={look}>{t("先看会挡住什么", "what would it hold back?")}</button>
      <button class="main" data-testid="silence-add" disabled={!comment.trim()}>{t("静默", "silence")}</button>
      {preview && (
        <p data-testid="silence-previewed" role="status">
          {preview.length ? t(`会挡住现在开着的 ${preview.length} 条：`, `It would hold back ${preview.length} that are open: `) : t("现在没有符合的。", "Nothing that is open fits.")}
          {preview.slice(0, 20).map((id) => <a key={id} class="chip" href={"#/incident/" + id}>{id.slice(0, 6)}</a>)}
        </p>
      )}
    </form>
  );
}

export function Silences() {
  const loaded = useLoaded("silences" + mayAct.value, () => list<Silence>("/silences"));
  const expire = (id: string) => remove("/silences/" + id).then(() => (tell(t("静默已结束。", "The silence has ended.")), loaded.again()), complain);
  if (!mayAct.value) return <section><h1>{t("静默", "Silences")}</h1><Empty>{t("你的角色不能看静默。", "Your role may not see silences.")}</Empty></section>;
  return (
    <section>
      <header class="bar"><h1>{t("静默", "Silences")}</h1></header>
      <Form onAdded={loaded.again} />
      <Shown of={loaded}>
        {({ items }) =>
          items.length ? (
            <ol class="rows">
              {items.map((one) => (
                <li key={one.id} class="row" data-row data-testid="silence-row" tabIndex={0}>
                  <div class="row-head"><span class="chip">{say(one.state)}</span> <code>{inWords(one.matchers)}</code></div>
                  <div class="row-foot">
                    <span>{one.comment}</span> <span class="quiet">{one.author}</span> <When at={one.starts_at} /> – <When at={one.ends_at} />
                    {one.state !== "expired" && (mayAct.value || isAdmin.value) && <button data-testid="silence-expire" onClick={() => expire(one.id)}>{t("现在结束", "end now")}</button>}
                  </div>
                </li>
              ))}
            </ol>
          ) : (
            <Empty>{t("没有静默。", "There are no silences.")}</Empty>
          )
        }
      </Shown>
    </section>
  );
}
