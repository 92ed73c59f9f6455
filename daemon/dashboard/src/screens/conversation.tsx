// One fan's talk: what was said on both sides, what came of it, and what can be done now.
import { useEffect, useState } from "preact/hooks";
import { act, summary } from "../acts";
import { get } from "../api";
import { fanLabels, replyLabels, say, t } from "../i18n";
import { useLoaded } from "../load";
import { route } from "../route";
import { conversations, keep, mayAct, mayTouch, session } from "../state";
import { clock, clockTime, waitInWords } from "../time";
import type { Detail, Message, Reply, TimelineLine } from "../types";
import { Chips, Dialog, LevelMark, Shown, When } from "../ui";
import { Outside, Words } from "../words";
import { DraftCheck } from "./draft";
import { CloseDialog, FanName } from "./queue";

type Said = { at: string; message?: Message; reply?: Reply };

/** Weibo's ids grow with time more finely than its clocks agree; what has none of them goes by the clock. */
function inOrder(a: Said, b: Said): number {
  const [one, other] = [(a.message ?? a.reply)!.id, (b.message ?? b.reply)!.id];
  const ids = /^\d{16}$/.test(one) && /^\d{16}$/.test(other);
  return ids ? one.localeCompare(other) : a.at.localeCompare(b.at);
}

function WrongDialog(props: { talk: Detail; reply?: Reply; onDone: (changed: Detail | null) => void }) {
  const labels = props.reply ? replyLabels : fanLabels;
  const judge = async (label: string) => {
    const body: Record<string, string> = props.reply ? { label, reply: props.reply.id } : { label };
    props.onDone(await act(props.talk, "wrong", body));
  };
  return (
    <Dialog title={t("判断有误：应当是…", "Judged wrong: it should be…")} onClose={() => props.onDone(null)}>
      <div class="choices">
        {labels.map((label) => <button key={label} onClick={() => judge(label)}>{say(label)}</button>)}
      </div>
    </Dialog>
  );
}

function Bubble({ said, onWrong }: { said: Said; onWrong: (reply?: Reply) => void }) {
  const { message, reply } = said;
  const gone = message?.deleted || reply?.deleted;
  return (
    <li class={"bubble " + (message ? "fan-said" : "we-said") + (gone ? " gone" : "")}>
      <div class="quiet">
        {message ? t("粉丝", "fan") : reply!.auto ? t("自动回复", "automatic") : t("我方", "we")} · <When at={said.at} />
        {gone && <> · {t("已删除", "deleted")}</>}
        {message?.edited && <> · {t("编辑过", "edited")}</>}
      </div>
      <Words text={(message ?? reply)!.text} marks={reply?.reasons} whole />
      <div class="row-foot">
        <Chips of={(message ?? reply)!.labels} bad={reply?.misstep ? reply.labels : []} />
        {reply && reply.severity > 1 && <span class="chip bad">{t(`严重程度 ${reply.severity}`, `severity ${reply.severity}`)}</span>}
        {reply && reply.match.confidence < 1 && <span class="chip">{t("可能是回这位的", "probably to this fan")}</span>}
        {mayAct.value && <button class="link" onClick={() => onWrong(reply)}>{t("判断有误", "judged wrong")}</button>}
      </div>
    </li>
  );
}

function Line({ line }: { line: TimelineLine }) {
  return (
    <li>
      <When at={line.at} /> <b>{say(line.what)}</b> {/^\d+$/.test(line.actor) ? <span title={line.actor}>{say("brand")}</span> : say(line.actor)} {line.text && <Words text={line.text} />}
      {line.until && <span class="quiet"> → {clockTime(line.until)}</span>}
    </li>
  );
}

function PauseDialog({ talk, onDone }: { talk: Detail; onDone: (changed: Detail | null) => void }) {
  const [reason, setReason] = useState("");
  const hours = [1, 2, 4, 24];
  const pause = async (count: number) => {
    const until = new Date(clock.value + count * 3600_000).toISOString();
    onDone(await act(talk, "pause", { until, reason }));
  };
  return (
    <Dialog title={t("暂停计时", "Pause the clock")} onClose={() => onDone(null)}>
      <label class="field">
        <span>{t("原因", "reason")}</span>
        <input value={reason} onInput={(e) => setReason(e.currentTarget.value)} />
      </label>
      <div class="choices">
        {hours.map((count) => (
          <button key={count} disabled={!reason.trim()} onClick={() => pause(count)}>{t(`${count} 小时`, `${count} h`)}</button>
        ))}
      </div>
    </Dialog>
  );
}

type Asked = "" | "close" | "pause" | "wrong" | "assign" | "cover";

function Acts({ talk, ask, run }: { talk: Detail; ask: (what: Asked) => void; run: (what: string) => void }) {
  if (!mayAct.value) return <p class="quiet">{t("你的角色只能看。", "Your role may only look.")}</p>;
  if (!mayTouch(talk)) return <p class="quiet">{t(`${talk.claimed_by} 已经认领，只有管理员能改。`, `${talk.claimed_by} has claimed it; only an admin may change that.`)}</p>;
  const waiting = talk.state === "waiting";
  return (
    <div class="acts">
      {waiting && !talk.claimed_by && <button class="main" data-testid="claim" onClick={() => run("claim")}>{t("我来处理", "claim")}</button>}
      {talk.claimed_by && <button data-testid="release" onClick={() => run("release")}>{t("放回队列", "release")}</button>}
      {waiting && <button onClick={() => ask("assign")}>{t("交给…", "assign…")}</button>}
      {waiting && !talk.paused_until && <button onClick={() => ask("pause")}>{t("暂停…", "pause…")}</button>}
      {talk.paused_until && <button onClick={() => run("resume")}>{t("继续计时", "resume")}</button>}
      {waiting && <button onClick={() => run("private")}>{t("已转私信", "moved to DM")}</button>}
      {waiting && <button onClick={() => ask("cover")}>{t("已统一说明…", "covered…")}</button>}
      {waiting && <button data-testid="close" onClick={() => ask("close")}>{t("关闭…", "close…")}</button>}
      {talk.state === "closed" && <button onClick={() => run("reopen")}>{t("重新打开", "reopen")}</button>}
    </div>
  );
}

function AskedDialog(props: { asked: Asked; talk: Detail; reply?: Reply; done: (changed?: Detail | null) => void }) {
  const { asked, talk, done } = props;
  const [statement, setStatement] = useState("");
  if (asked === "close") return <CloseDialog talk={talk} onDone={() => done()} />;
  if (asked === "pause") return <PauseDialog talk={talk} onDone={done} />;
  if (asked === "wrong") return <WrongDialog talk={talk} reply={props.reply} onDone={done} />;
  if (asked === "assign")
    return (
      <Dialog title={t("交给谁？", "To whom?")} onClose={() => done()}>
        <div class="choices">
          {session.value?.people.map((to) => <button key={to} onClick={async () => done(await act(talk, "assign", { to }))}>{to}</button>)}
        </div>
      </Dialog>
    );
  if (asked === "cover")
    return (
      <Dialog title={t("哪条说明？", "By which statement?")} onClose={() => done()}>
        <label class="field">
          <span>{t("链接或标题", "address or title")}</span>
          <input value={statement} onInput={(e) => setStatement(e.currentTarget.value)} />
        </label>
        <button class="main" disabled={!statement.trim()} onClick={async () => done(await act(talk, "cover", { statement }))}>
          {t("确定", "yes")}
        </button>
      </Dialog>
    );
  return null;
}

export function ConversationScreen() {
  const id = route.value.id;
  const loaded = useLoaded("talk" + id, async () => {
    const detail = await get<Detail>("/conversations/" + encodeURIComponent(id));
    keep(conversations, summary(detail));
    return detail;
  });
  const live = conversations.value.get(id);
  const [asked, setAsked] = useState<Asked>("");
  const [wrongReply, setWrongReply] = useState<Reply>();
  const stamp = live ? JSON.stringify([live.messages, live.state, live.claimed_by, live.answered_at]) : "";
  useEffect(() => loaded.again(), [stamp]);
  const done = (changed?: Detail | null) => {
    setAsked("");
    if (changed) loaded.set(changed);
  };
  return (
    <Shown of={loaded}>
      {(read) => {
        const talk: Detail = { ...read, ...live, messages: read.messages };
        const said: Said[] = [
          ...read.messages.map((message) => ({ at: message.created_at, message })),
          ...read.replies.map((reply) => ({ at: reply.created_at, reply })),
        ].sort(inOrder);
        const run = async (what: string) => done(await act(talk, what));
        return (
          <article class="talk">
            <header class="bar">
              <h1><FanName of={talk} /></h1>
              <LevelMark level={talk.level} />
              <Chips of={[talk.state, talk.class]} />
              {talk.waiting_since && <span class="wait">{waitInWords(talk.waiting_since, talk.due_at)}</span>}
              {talk.claimed_by && <span data-testid="claimed-by">{t(`${talk.claimed_by} 在处理`, `${talk.claimed_by} is on it`)}</span>}
              <Outside url={talk.url} />
            </header>
            <Acts talk={talk} ask={setAsked} run={run} />
            <ol class="said" aria-label={t("对话", "talk")}>
              {said.map((one) => (
                <Bubble key={(one.message ?? one.reply)!.id} said={one} onWrong={(reply) => (setWrongReply(reply), setAsked("wrong"))} />
              ))}
            </ol>
            <DraftCheck to={read.messages.at(-1)?.text ?? ""} account={talk.account} heading={2} />
            <details open>
              <summary>{t("经过", "timeline")}</summary>
              <ol class="timeline" data-testid="timeline">{read.timeline.map((line, i) => <Line key={i} line={line} />)}</ol>
            </details>
            <AskedDialog asked={asked} talk={talk} reply={wrongReply} done={done} />
          </article>
        );
      }}
    </Shown>
  );
}
