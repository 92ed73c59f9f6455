// The articles' points, held against what was done: passed or not, with the figures.
import { get, list, query } from "../api";
import { say, t, language } from "../i18n";
import { useLoaded, usePages } from "../load";
import type { AuditLine, AuditRow } from "../types";
import { Empty, Shown, When } from "../ui";
import { figureInWords } from "./evidence";
import { chosenAccount } from "./one_account";

const marks: Record<string, string> = { pass: "✓", fail: "✗" };

export function Audit() {
  const account = chosenAccount();
  const loaded = useLoaded("audit" + account, () => get<AuditRow[]>("/reports/audit" + query({ account, days: 28 })));
  const zh = language.value === "zh";
  return (
    <section>
      <header class="bar"><h1>{t("自查 · 最近 28 天", "Self-audit · last 28 days")}</h1></header>
      <Shown of={loaded}>
        {(rows) => (
          <ol class="rows">
            {rows.map((one) => (
              <li key={one.row} class={"row audit-" + one.verdict} data-row tabIndex={0}>
                <div class="row-head">
                  <span class={one.verdict === "fail" ? "chip bad" : "chip"}>{marks[one.verdict] ?? "?"} {say(one.verdict)}</span>
                  <b>{one.row}</b> {zh ? one.title_zh : one.title_en}
                </div>
                <div class="row-foot quiet">
                  {(zh ? one.reason_zh : one.reason_en) ?? ""}
                  {Object.entries(one.evidence).map(([name, value]) => <span key={name}>{figureInWords(name, value)}</span>)}
                </div>
              </li>
            ))}
          </ol>
        )}
      </Shown>
    </section>
  );
}

export function AuditLog() {
  const pages = usePages("audit-log", (cursor) => list<AuditLine>("/audit-log", { cursor }));
  return (
    <section>
      <header class="bar"><h1>{t("操作记录", "Audit log")}</h1></header>
      <Shown of={pages}>
        {(lines) =>
          lines.length ? (
            <>
              <div class="scroll" tabIndex={0} role="region" aria-label={t("操作记录", "audit log")}>
                <table>
                  <thead><tr><th scope="col">{t("何时", "when")}</th><th scope="col">{t("谁", "who")}</th><th scope="col">{t("做了什么", "did")}</th><th scope="col">{t("结果", "status")}</th></tr></thead>
                  <tbody>{lines.map((one, i) => <tr key={i}><td><When at={one.at} /></td><td>{one.who} ({one.role})</td><td><code>{one.did}</code></td><td class="number">{one.status}</td></tr>)}</tbody>
                </table>
              </div>
              {pages.more && <button onClick={pages.more}>{t("再读一些", "read more")}</button>}
            </>
          ) : (
            <Empty>{t("还没有。", "None yet.")}</Empty>
          )
        }
      </Shown>
    </section>
  );
}
