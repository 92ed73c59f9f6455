// What people were told, and by which way it went.
import { useEffect, useState } from "preact/hooks";
import { answer } from "../acts";
import { get, list, post } from "../api";
import { say, t } from "../i18n";
import { useLoaded, usePages } from "../load";
import { incidentsOf } from "../order";
import { route, setField } from "../route";
import { account, complain, incidents, mayAct, tell } from "../state";
import type { Incident, Notice } from "../types";
import { Chips, Empty, LevelMark, Select, Shown, When, choices } from "../ui";
import { Outside, Words, people } from "../words";

const states = ["open", "acked", "resolved"];
export const levels = ["red", "orange", "yellow", "blue"];
export const kinds = ["late", "prebreach", "fan_risk", "misstep", "surge", "blind", "token", "quota", "delivery", "coverage", "load", "promise", "daemon"];

function AckButton({ incident }: { incident: Incident }) {
  if (!mayAct.value || incident.state !== "open") return null;
  return <button class="main" data-testid="ack" onClick={() => answer(incident, "ack")}>{t("我来处理", "acknowledge")}</button>;
}

function Row({ incident }: { incident: Incident }) {
  return (
    <li class={"row " + (incident.state === "resolved" ? "" : incident.level)} data-row data-testid="incident-row" data-id={incident.id} tabIndex={0}>
      <div class="row-head">
        <LevelMark level={incident.level} />
        <Chips of={[incident.kind, incident.state]} />
        <span class="quiet"><When at={incident.opened_at} /></span>
      </div>
      <a class="row-words" href={"#/incident/" + incident.id} data-open><Words text={incident.title} /></a>
      <div class="row-foot">
        {incident.acked_by && <span data-testid="acked-by">{t(`${incident.acked_by} 已接手`, `taken on by ${incident.acked_by}`)}</span>}
        {incident.held && <span class="chip">{t("暂不通知", "held back")}</span>}
        {incident.next_step_at && incident.state === "open" && <span class="quiet">{t("下一步通知 ", "next step ")}<When at={incident.next_step_at} /></span>}
        <AckButton incident={incident} />
      </div>
    </li>
  );
}

export function Incidents() {
  const fields = route.value.fields;
  const state = fields.get("state") ?? "";
  const level = fields.get("level") ?? "";
  const kind = fields.get("kind") ?? "";
  const pages = usePages("incidents" + [state, level, kind, account.value].join(), (cursor) =>
    list<Incident>("/incidents", { account: account.value, state, level, kind, cursor }),
  );
  const fit = (one: Incident) =>
    (!account.value || one.account === account.value) && (!state || one.state === state) && (!level || one.level === level) && (!kind || one.kind === kind);
  return (
    <section>
      <header class="bar">
        <h1>{t("提醒", "Incidents")}</h1>
        <Select label={t("状态", "state")} value={state} of={choices(states)} all={t("全部", "all")} onPick={(v) => setField("state", v)} />
        <Select label={t("级别", "level")} value={level} of={choices(levels)} all={t("全部", "all")} onPick={(v) => setField("level", v)} />
        <Select label={t("种类", "kind")} value={kind} of={choices(kinds)} all={t("全部", "all")} onPick={(v) => setField("kind", v)} />
      </header>
      <Shown of={pages}>
        {(read) => {
          const all = incidentsOf(read, incidents.value, fit);
          if (!all.length) return <Empty>{t("没有。", "None.")}</Empty>;
          return (
            <>
              <ol class="rows">{all.map((one) => <Row key={one.id} incident={one} />)}</ol>
              {pages.more && <button onClick={pages.more}>{t("再读一些", "read more")}</button>}
            </>
          );
        }}
      </Shown>
    </section>
  );
}

/** One notice on its way: each attempt, and what the platform said to it. */
function Delivery({ notice, onAgain }: { notice: Notice; onAgain: () => void }) {
  const retry = () =>
    post(`/notifications/${notice.id}/retry`).then(() => (tell(t("再发一次。", "It is sent again.")), onAgain()), complain);
  return (
    <li class={notice.state === "dead" ? "bad" : ""}>
      <b>{notice.channel}</b> {say(notice.event.replace("incident.", ""))} · {t(`第 ${notice.step + 1} 步`, `step ${notice.step + 1}`)} ·{" "}
      <span class={notice.state === "dead" ? "chip bad" : "chip"}>{say(notice.state)}</span>
      {notice.possibly_repeated && <span class="chip">{t("可能重复", "possibly repeated")}</span>}
      {notice.state === "dead" && mayAct.value && <button onClick={retry}>{t("再发一次", "send again")}</button>}
      <ol class="attempts">
        {notice.attempts.map((attempt, i) => (
          <li key={i}><When at={attempt.at} /> <Words text={attempt.outcome} /> <span class="quiet">{attempt.took_ms} ms</span></li>
        ))}
      </ol>
    </li>
  );
}

function Facts({ incident }: { incident: Incident }) {
  const { exposure } = incident;
  return (
    <>
      {incident.quote && <blockquote><Words text={incident.quote} whole /></blockquote>}
      <h2>{t("为什么提醒", "why")}</h2>
      <ul>
        {incident.reasons.map((reason, i) => (
          <li key={i}><span class="chip">{say(reason.rule)}</span> {reason.words && <>「<Words text={reason.words} />」</>} <Words text={reason.why} whole /></li>
        ))}
        {exposure.followers !== null && exposure.followers > 0 && <li>{t("粉丝 ", "followers ") + people(exposure.followers)}{exposure.verified && " · V"}</li>}
        {exposure.likes > 0 && <li>{t(`${people(exposure.likes)} 个赞`, `${people(exposure.likes)} likes against us`)}</li>}
        {exposure.reposts > 0 && <li>{t(`${people(exposure.reposts)} 次转发`, `${people(exposure.reposts)} reposts`)}</li>}
        {exposure.voices > 1 && <li>{t(`${exposure.voices} 人在说`, `${exposure.voices} voices`)}</li>}
      </ul>
      {incident.advice && <p class="advice"><b>{t("建议先做", "do first")}：</b>{incident.advice}</p>}
      {incident.conversations.length > 0 && (
        <p>{t("会话", "conversations")}：{incident.conversations.map((id) => <a key={id} class="chip" href={"#/conversation/" + id}>{id.slice(0, 6)}</a>)}</p>
      )}
    </>
  );
}

export function IncidentScreen() {
  const id = route.value.id;
  const loaded = useLoaded("incident" + id, () => get<Incident>("/incidents/" + encodeURIComponent(id)));
  const [note, setNote] = useState("");
  const live = incidents.value.get(id);
  useEffect(() => live && loaded.set(live), [live]);
  return (
    <Shown of={loaded}>
      {(read) => {
        const incident = live ?? read;
        const over = incident.state === "resolved";
        const addNote = async () => (await answer(incident, "note", { text: note })) && setNote("");
        return (
          <article>
            <header class="bar">
              <LevelMark level={incident.level} />
              <h1><Words text={incident.title} whole /></h1>
              <Chips of={[incident.kind, incident.state]} />
              <Outside url={incident.url} />
            </header>
            <div class="acts">
              <AckButton incident={incident} />
              {mayAct.value && incident.state === "acked" && <button onClick={() => answer(incident, "unack")}>{t("放回", "hand back")}</button>}
              {mayAct.value && !over && <button onClick={() => answer(incident, "resolve")}>{t("结束", "resolve")}</button>}
              {incident.acked_by && <span data-testid="acked-by">{t(`${incident.acked_by} 已接手`, `taken on by ${incident.acked_by}`)}</span>}
            </div>
            <Facts incident={incident} />
            <h2>{t("通知去了哪里", "who was told")}</h2>
            {incident.next_step_at && !over && <p>{t(`接下来第 ${incident.step + 1} 步，`, `next is step ${incident.step + 1}, `)}<When at={incident.next_step_at} /></p>}
            {incident.notifications.length === 0 && <Empty>{t("还没有发出通知。", "Nobody has been told yet.")}</Empty>}
            <ol class="deliveries">{incident.notifications.map((one) => <Delivery key={one.id} notice={one} onAgain={loaded.again} />)}</ol>
            <h2>{t("经过", "timeline")}</h2>
            <ol class="timeline">
              {incident.timeline.map((line, i) => <li key={i}><When at={line.at} /> <b>{say(line.what)}</b> {say(line.actor)} {line.text && <Words text={line.text} />}</li>)}
            </ol>
            {mayAct.value && (
              <form class="bar" onSubmit={(e) => (e.preventDefault(), addNote())}>
                <label class="field wide"><span>{t("备注", "note")}</span><input value={note} onInput={(e) => setNote(e.currentTarget.value)} /></label>
                <button disabled={!note.trim()}>{t("记下", "add")}</button>
              </form>
            )}
          </article>
        );
      }}
    </Shown>
  );
}
