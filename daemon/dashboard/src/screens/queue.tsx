// Who waits: the gravest first. A row says who, what, how long, and whose it is.
import { useEffect, useState } from "preact/hooks";
import { act } from "../acts";
import { list } from "../api";
import { outcomes, say, t } from "../i18n";
import { usePages } from "../load";
import { queueOf } from "../order";
import { route, setField } from "../route";
import { account, conversations, mayTouch, session } from "../state";
import { clock, waitInWords } from "../time";
import type { Conversation } from "../types";
import { Chips, Dialog, Empty, LevelMark, Select, Shown, choices } from "../ui";
import { Name, Outside, Words, people } from "../words";

const states = ["waiting", "answered", "covered", "closed", "withdrawn", "removed"];
export const classes = ["safety", "legal", "media", "vip_complaint", "complaint", "prod", "question", "howto", "suggestion", "praise", "chitchat"];
const levels = ["red", "orange", "yellow", "blue", "none"];
const shownAtOnce = 200;

export function FanName({ of }: { of: Conversation }) {
  const { fan } = of;
  const tier = fan.tier === "normal" ? "" : say(fan.tier);
  return (
    <span class="fan">
      <Name of={"@" + (fan.name || fan.uid)} />
      {fan.verified_type >= 0 && <span class="chip v" title={t("认证用户", "verified")}>V</span>}
      {tier && <span class="chip">{tier}</span>}
      {fan.followers !== null && fan.followers > 0 && <span class="quiet">{t("粉丝 ", "followers ") + people(fan.followers)}</span>}
    </span>
  );
}

function Row({ talk, onClose }: { talk: Conversation; onClose: (talk: Conversation) => void }) {
  clock.value;
  const late = talk.due_at !== null && Date.parse(talk.due_at) < clock.value;
  const mine = talk.claimed_by === session.value?.name;
  return (
    <li class={"row " + talk.level} data-row data-testid="queue-row" data-id={talk.id} tabIndex={0}>
      <div class="row-head">
        <LevelMark level={talk.level} />
        <FanName of={talk} />
        <Chips of={[talk.class, ...talk.labels.filter((label) => label !== talk.class)]} />
      </div>
      <a class="row-words" href={"#/conversation/" + talk.id} data-open>
        <Words text={talk.text} />
      </a>
      <div class="row-foot">
        {talk.waiting_since && (
          <span class={late ? "wait late" : "wait"}>{waitInWords(talk.waiting_since, talk.due_at)}</span>
        )}
        {Number(talk.messages) > 1 && <span>{t(`${talk.messages} 条消息`, `${talk.messages} messages`)}</span>}
        {talk.prods > 0 && <span>{t(`催了 ${talk.prods} 次`, `prodded ${talk.prods}×`)}</span>}
        {talk.paused_until && <span>{t("已暂停", "paused")}</span>}
        {!talk.observed && <span class="chip">{t("当时看不见", "not observed")}</span>}
        {talk.claimed_by && <span class="claimed" data-testid="claimed-by">{mine ? t("我在处理", "mine") : t(`${talk.claimed_by} 在处理`, `${talk.claimed_by} is on it`)}</span>}
        <Outside url={talk.url} />
        {mayTouch(talk) && talk.state === "waiting" && (
          <span class="acts">
            {talk.claimed_by ? (
              <button data-testid="release" onClick={() => act(talk, "release")}>{t("放回", "release")}</button>
            ) : (
              <button class="main" data-testid="claim" data-act="claim" onClick={() => act(talk, "claim")}>{t("我来", "claim")}</button>
            )}
            <button data-testid="close" onClick={() => onClose(talk)}>{t("关闭…", "close…")}</button>
          </span>
        )}
      </div>
    </li>
  );
}

export function CloseDialog({ talk, onDone }: { talk: Conversation; onDone: () => void }) {
  return (
    <Dialog title={t("这件事怎么结束的？", "How did it end?")} onClose={onDone}>
      <div class="choices">
        {outcomes.map((outcome) => (
          <button key={outcome} data-testid={"outcome-" + outcome} onClick={() => (onDone(), act(talk, "close", { outcome }))}>
            {say(outcome)}
          </button>
        ))}
      </div>
      <button class="link" onClick={onDone}>{t("取消", "cancel")}</button>
    </Dialog>
  );
}

export function Queue() {
  const fields = route.value.fields;
  const filter = {
    account: account.value,
    state: fields.get("state") ?? "waiting",
    kind: fields.get("class") ?? "",
    level: fields.get("level") ?? "",
    text: fields.get("text") ?? "",
  };
  const pages = usePages(JSON.stringify(filter), (cursor) =>
    list<Conversation>("/conversations", {
      account: filter.account, state: filter.state, class: filter.kind, level: filter.level, text: filter.text, cursor,
    }),
  );
  const [closing, setClosing] = useState<Conversation | null>(null);
  const [typed, setTyped] = useState(filter.text); // looked for once it is typed; news must not wipe it meanwhile
  useEffect(() => setTyped(filter.text), [filter.text]);
  const [shown, setShown] = useState(shownAtOnce);
  return (
    <section>
      <header class="bar">
        <h1>{t("队列", "Queue")}</h1>
        <Select label={t("状态", "state")} value={filter.state} of={choices(states)} onPick={(v) => setField("state", v)} />
        <Select label={t("类别", "class")} value={filter.kind} of={choices(classes)} all={t("全部", "all")} onPick={(v) => setField("class", v)} />
        <Select label={t("级别", "level")} value={filter.level} of={choices(levels)} all={t("全部", "all")} onPick={(v) => setField("level", v)} />
        <label class="field">
          <span>{t("文字", "text")}</span>
          <input type="search" data-search value={typed} onInput={(e) => setTyped(e.currentTarget.value)} onChange={(e) => setField("text", e.currentTarget.value)} placeholder="/" />
        </label>
      </header>
      <Shown of={pages}>
        {(read) => {
          const all = queueOf(read, conversations.value, filter);
          if (!all.length) return <Empty>{filter.state === "waiting" ? t("没有人在等。", "Nobody is waiting.") : t("没有符合的。", "Nothing fits.")}</Empty>;
          return (
            <>
              <ol class="rows" aria-label={t("会话", "conversations")}>
                {all.slice(0, shown).map((talk) => <Row key={talk.id} talk={talk} onClose={setClosing} />)}
              </ol>
              {all.length > shown && <button onClick={() => setShown(shown + shownAtOnce)}>{t("再显示一些", "show more")}</button>}
              {all.length <= shown && pages.more && <button onClick={pages.more}>{t("再读一些", "read more")}</button>}
            </>
          );
        }}
      </Shown>
      {closing && <CloseDialog talk={closing} onDone={() => setClosing(null)} />}
    </section>
  );
}
