// Who carries how much; never a ranking by how much was written.
import { get, query } from "../api";
import { t } from "../i18n";
import { useLoaded } from "../load";
import { Plot } from "../plot";
import { clock, localDay, span } from "../time";
import type { Hours, Operator, Period } from "../types";
import { Empty, Shown, Share } from "../ui";
import { chosenAccount } from "./one_account";

const days = 7;
const colours = ["--blue", "--orange", "--green", "--red", "--yellow", "--quiet"];

function Concentration({ of }: { of: Operator[] }) {
  const all = of.reduce((n, one) => n + one.replies, 0);
  if (!all) return null;
  return (
    <div class="concentration" role="img" aria-label={of.map((one) => `${one.operator || t("不明", "unknown")} ${Math.round((one.replies / all) * 100)} %`).join(", ")}>
      {of.filter((one) => one.replies > 0).map((one, i) => (
        <span key={one.operator} style={{ flexGrow: one.replies, background: `var(${colours[i % colours.length]})` }} title={one.operator}>
          {one.replies / all > 0.08 && (one.operator || t("不明", "unknown"))}
        </span>
      ))}
    </div>
  );
}

function Table({ of }: { of: Operator[] }) {
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={t("团队", "team")}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("谁", "who")}</th>
            <th scope="col">{t("处理完", "concluded")}</th>
            <th scope="col">{t("解决率", "resolved")}</th>
            <th scope="col">{t("回复", "replies")}</th>
            <th scope="col">{t("粉丝", "fans")}</th>
            <th scope="col">{t("用时（估算）", "time (estimated)")}</th>
            <th scope="col">{t("闲聊占比", "small talk")}</th>
            <th scope="col">{t("下班后占比", "off hours")}</th>
          </tr>
        </thead>
        <tbody>
          {of.map((one) => (
            <tr key={one.operator}>
              <th scope="row">{one.operator || t("不明", "unknown")}</th>
              <td class="number">{one.concluded}</td>
              <td><Share of={one.resolved_share} /></td>
              <td class="number">{one.replies}</td>
              <td class="number">{one.fans}</td>
              <td class="number">{one.estimated_s === null ? "–" : span(one.estimated_s)}</td>
              <td><Share of={one.chitchat_share} /></td>
              <td><Share of={one.off_hours_share} bad={one.off_hours_share > 0.2} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function Team() {
  const account = chosenAccount();
  const to = localDay(clock.peek());
  const from = localDay(clock.peek() - (days - 1) * 86400_000);
  const period = useLoaded("team" + account + to, () => get<Period>("/reports/team" + query({ account, from, to })));
  const hours = useLoaded("hours" + account + to, () => get<Hours>("/reports/hours" + query({ account, date: to })));
  return (
    <section>
      <header class="bar"><h1>{t(`团队 · 最近 ${days} 天`, `Team · last ${days} days`)}</h1></header>
      <Shown of={period}>
        {(read) => (
          <>
            <p>
              {t("需回", "wanted")} {read.wanted} · {t("已回", "answered")} {read.answered} · {t("还开着", "open")} {read.open} · {t("超时", "late")} {read.late}
            </p>
            {read.operators.length ? <><Concentration of={read.operators} /><Table of={read.operators} /></> : <Empty>{t("还没有人回复过。", "Nobody has replied yet.")}</Empty>}
          </>
        )}
      </Shown>
      <Shown of={hours}>
        {(read) =>
          read.operators.length ? (
            <Plot
              title={t("今天每小时的回复", "Replies by the hour today")}
              x={read.hours.map((one) => one.hour)}
              say={(x) => x + ":00"}
              unit={(y) => String(Math.round(y))} counts
              lines={read.operators.map((one, i) => ({ name: one.operator || t("不明", "unknown"), values: one.replies, colour: colours[i % colours.length] }))}
            />
          ) : null
        }
      </Shown>
    </section>
  );
}
