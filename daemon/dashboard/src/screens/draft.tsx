// A reply before it is sent: what the public would make of it, which words, and what to do instead.
import { useEffect, useState } from "preact/hooks";
import { post } from "../api";
import { say, t, language } from "../i18n";
import { account, wordsOf } from "../state";
import type { Verdict } from "../types";
import { Chips } from "../ui";
import { Words } from "../words";

const pause = 350; // ms after the last key

export function VerdictShown({ verdict, text }: { verdict: Verdict; text: string }) {
  const severity = verdict.severity ?? verdict.risk ?? 0;
  const words = [t("没问题", "nothing to say against it"), t("可以更好", "could be better"), t("先别发", "do not send it like this"), t("千万别发", "by no means")];
  return (
    <div class={"verdict severity-" + severity} data-testid="draft-verdict" aria-live="polite">
      <p><strong>{words[severity]}</strong> <Chips of={verdict.labels} bad={severity > 1 ? verdict.labels : []} /></p>
      {verdict.reasons.length > 0 && <p class="marked"><Words text={text} marks={verdict.reasons} whole /></p>}
      <ul>
        {verdict.reasons.map((reason, i) => <li key={i}>{say(reason.label)}：「<Words text={reason.words} />」 {reason.why}</li>)}
        {verdict.advice.map((one) => <li key={one.label} class="advice">{language.value === "zh" ? one.zh : one.en}</li>)}
      </ul>
    </div>
  );
}

export function DraftCheck(props: { to?: string; account?: string; heading?: 1 | 2 }) {
  const [to, setTo] = useState(props.to ?? "");
  const [text, setText] = useState("");
  const [style, setStyle] = useState("");
  const [told, setTold] = useState<{ text: string; verdict?: Verdict; trouble?: string } | null>(null);
  const whose = props.account ?? account.value;
  useEffect(() => {
    if (!text.trim()) return setTold(null);
    let gone = false;
    const wait = setTimeout(() => {
      const body: Record<string, string> = { side: "reply", text, to };
      if (whose) body.account = whose;
      if (style) body.style = style;
      post<Verdict>("/tone", body).then(
        (verdict) => gone || setTold({ text, verdict }),
        (trouble) => gone || setTold({ text, trouble: wordsOf(trouble) }),
      );
    }, pause);
    return () => {
      gone = true;
      clearTimeout(wait);
    };
  }, [text, to, style, whose]);
  const Heading = props.heading === 2 ? "h2" : "h1";
  return (
    <section class="draft">
      <Heading>{t("发前检查", "Draft check")}</Heading>
      {props.to === undefined && (
        <>
          <label class="field wide">
            <span>{t("粉丝说的", "the fan's words")}</span>
            <textarea rows={2} value={to} data-testid="draft-to" onInput={(e) => setTo(e.currentTarget.value)} />
          </label>
          <label class="field">
            <span>{t("账号风格", "style")}</span>
            <select value={style} onChange={(e) => setStyle(e.currentTarget.value)}>
              <option value="">{t("按账号", "as the account")}</option>
              <option value="plain">{t("平实", "plain")}</option>
              <option value="playful">{t("爱玩梗", "playful")}</option>
            </select>
          </label>
        </>
      )}
      <label class="field wide">
        <span>{t("准备回的话", "the reply you mean to send")}</span>
        <textarea rows={3} value={text} data-testid="draft-text" onInput={(e) => setText(e.currentTarget.value)} />
      </label>
      {told?.trouble && <p class="trouble">{told.trouble}</p>}
      {told?.verdict && <VerdictShown verdict={told.verdict} text={told.text} />}
    </section>
  );
}
