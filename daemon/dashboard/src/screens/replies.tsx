// What the brand has said, beside what it answered, and how that was taken.
import { useState } from "preact/hooks";
import { list, post } from "../api";
import { replyLabels, say, t } from "../i18n";
import { usePages } from "../load";
import { route, setField } from "../route";
import { account, complain, mayAct, tell } from "../state";
import type { SpokenReply } from "../types";
import { Chips, Dialog, Empty, Shown, When } from "../ui";
import { Words } from "../words";

function Spoken({ reply, onWrong }: { reply: SpokenReply; onWrong: () => void }) {
  const { before, after } = reply.effect;
  const worse = before !== null && after !== null ? after - before : 0;
  return (
    <li class={"row " + (reply.misstep ? (reply.severity > 2 ? "red" : "orange") : "")} data-row tabIndex={0}>
      <div class="pair">
        <div class="fan-said">{reply.to ? <Words text={reply.to} /> : <span class="quiet">{t("（没看到问的是什么）", "(its question was not seen)")}</span>}</div>
        <div class="we-said"><Words text={reply.text} marks={reply.reasons} /></div>
      </div>
      <div class="row-foot">
        <When at={reply.created_at} />
        <Chips of={reply.labels} bad={reply.misstep ? reply.labels : []} />
        {worse > 0 && <span class="chip bad">{t("回了之后更气了", "angrier after it")}</span>}
        {worse < 0 && <span class="chip">{t("回了之后缓和了", "calmer after it")}</span>}
        <a href={"#/conversation/" + reply.conversation} data-open>{t("对话", "talk")}</a>
        {mayAct.value && <button class="link" onClick={onWrong}>{t("判断有误", "judged wrong")}</button>}
      </div>
    </li>
  );
}

export function Replies() {
  const only = route.value.fields.get("misstep") === "true";
  const pages = usePages("replies" + only + account.value, (cursor) =>
    list<SpokenReply>("/replies", { account: account.value, misstep: only ? "true" : "", cursor }),
  );
  const [wrong, setWrong] = useState<SpokenReply | null>(null);
  const judge = async (label: string) => {
    const reply = wrong!;
    setWrong(null);
    try {
      await post(`/conversations/${reply.conversation}/wrong`, { reply: reply.id, label });
      tell(t("记下了，今后按你说的。", "Noted; it counts as you say."));
      pages.again();
    } catch (trouble) {
      complain(trouble);
    }
  };
  return (
    <section>
      <header class="bar">
        <h1>{t("我方回复", "Our replies")}</h1>
        <label class="check">
          <input type="checkbox" checked={only} onChange={(e) => setField("misstep", e.currentTarget.checked ? "true" : "")} />
          {t("只看有问题的", "missteps only")}
        </label>
      </header>
      <Shown of={pages}>
        {(all) => {
          const sorted = [...all].sort((a, b) => b.created_at.localeCompare(a.created_at));
          if (!sorted.length) return <Empty>{t("还没有。", "None yet.")}</Empty>;
          return (
            <>
              <ol class="rows">{sorted.map((reply) => <Spoken key={reply.id} reply={reply} onWrong={() => setWrong(reply)} />)}</ol>
              {pages.more && <button onClick={pages.more}>{t("再读一些", "read more")}</button>}
            </>
          );
        }}
      </Shown>
      {wrong && (
        <Dialog title={t("判断有误：应当是…", "Judged wrong: it should be…")} onClose={() => setWrong(null)}>
          <div class="choices">{replyLabels.map((label) => <button key={label} onClick={() => judge(label)}>{say(label)}</button>)}</div>
        </Dialog>
      )}
    </section>
  );
}
