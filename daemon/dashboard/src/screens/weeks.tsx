// Twelve weeks: whether we blow hot and cold. And the day: when fans wait long.
import { get, query } from "../api";
import { t } from "../i18n";
import { useLoaded } from "../load";
import { Plot } from "../plot";
import { clock, localDay, span } from "../time";
import type { Hours, WeekPoint, WeeklyReport } from "../types";
import { Empty, Shown } from "../ui";
import { chosenAccount } from "./one_account";

const percent = (share: number): string => Math.round(share * 100) + " %";

function Heat({ weeks }: { weeks: WeekPoint[] }) {
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={t("十二周", "twelve weeks")}>
      <table class="heat">
        <thead><tr><th /> {weeks.map((one) => <th key={one.week} scope="col">{one.week.slice(5)}</th>)}</tr></thead>
        <tbody>
          <tr>
            <th scope="row">{t("回复率", "answered")}</th>
            {weeks.map((one) => (
              <td key={one.week} class={one.judged ? "heat-" + Math.min(4, Math.floor(one.answered_share * 5)) : ""} title={one.week + (one.campaign ? t(" · 活动", " · campaign") : "")}>
                {one.judged ? percent(one.answered_share) : "–"}{one.campaign && "*"}
              </td>
            ))}
          </tr>
          <tr><th scope="row">{t("中位等待", "median wait")}</th>{weeks.map((one) => <td key={one.week}>{one.median_s === null ? "–" : span(one.median_s)}</td>)}</tr>
          <tr><th scope="row">{t("九成在…内", "90 % within")}</th>{weeks.map((one) => <td key={one.week}>{one.p90_s === null ? "–" : span(one.p90_s)}</td>)}</tr>
          <tr><th scope="row">{t("温度", "warmth")}</th>{weeks.map((one) => <td key={one.week}>{one.warmth === null ? "–" : one.warmth.toFixed(2)}</td>)}</tr>
        </tbody>
      </table>
    </div>
  );
}

function Steadiness({ of }: { of: WeeklyReport }) {
  const { hot_and_cold_index: now, hot_and_cold_index_before: before } = of;
  const cold = of.days.filter((one) => one.cold);
  return (
    <>
      <p class="big">
        {t("忽冷忽热指数", "hot-and-cold index")} <strong class="number">{now === null ? "–" : now.toFixed(2)}</strong>
        {before !== null && <span class="quiet"> {t(`上周 ${before.toFixed(2)}`, `last week ${before.toFixed(2)}`)}</span>}
      </p>
      {cold.length > 0 && <p>{t("几乎没回的日子：", "days that were hardly answered: ")}{cold.map((one) => `${one.date} (${percent(one.answered_share)})`).join("，")}</p>}
      <p>{t("有内容的交流", "purposeful talks")} {of.purposeful_talks}/{of.purposeful_talks_wanted}</p>
    </>
  );
}

export function Weeks() {
  const account = chosenAccount();
  const today = localDay(clock.peek());
  const week = useLoaded("week" + account + today, () => get<WeeklyReport>("/reports/weekly" + query({ account })));
  const day = useLoaded("day" + account + today, () => get<Hours>("/reports/hours" + query({ account, date: today })));
  return (
    <section>
      <header class="bar"><h1>{t("周", "Weeks")}</h1></header>
      <Shown of={week}>
        {(read) => (read.series.length ? <><Steadiness of={read} /><Heat weeks={read.series.slice(-12)} /></> : <><Steadiness of={read} /><Empty>{t("还没有满一周。", "There is no whole week yet.")}</Empty></>)}
      </Shown>
      <Shown of={day}>
        {(read) => {
          const x = read.hours.map((one) => one.hour);
          return (
            <>
              <Plot
                title={t("今天的等待，按提问的钟点", "Today's waits, by the hour of the question")}
                x={x} say={(at) => at + ":00"} unit={(y) => span(y)}
                lines={[
                  { name: t("中位", "median"), values: read.hours.map((one) => one.median_s), colour: "--blue" },
                  { name: t("九成在…内", "90 % within"), values: read.hours.map((one) => one.p90_s), colour: "--orange" },
                ]}
              />
              <Plot
                title={t("今天的投诉，和平时这个钟点", "Today's complaints, and what is usual at this hour")}
                x={x} say={(at) => at + ":00"} unit={(y) => y.toFixed(y % 1 ? 1 : 0)}
                lines={[
                  { name: t("投诉", "complaints"), values: read.hours.map((one) => one.complaints), colour: "--red", bars: true },
                  { name: t("平时", "usual"), values: read.hours.map((one) => one.complaints_usual), colour: "--quiet", dash: true },
                ]}
              />
            </>
          );
        }}
      </Shown>
    </section>
  );
}
