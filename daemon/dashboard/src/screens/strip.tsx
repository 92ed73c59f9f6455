// The top strip: the figures that are read from three metres away.
import { account, overview } from "../state";
import { say, t } from "../i18n";
import { clock, secondsSince, span } from "../time";
import type { AccountOverview } from "../types";
import { people } from "../words";

interface Sum {
  waiting: number;
  oldest: string | null;
  soon: number;
  overdue: number;
  orange: number;
  red: number;
  lag: number | null;
  blind: string[];
  left: number | null;
  of: number | null;
}

function sum(all: AccountOverview[]): Sum {
  const add = (pick: (one: AccountOverview) => number) => all.reduce((n, one) => n + pick(one), 0);
  const oldest = all.map((one) => one.oldest_waiting_since).filter((one): one is string => one !== null).sort()[0] ?? null;
  const lags = all.map((one) => one.lag_s).filter((one): one is number => one !== null);
  const known = all.filter((one) => one.quota.left !== null);
  return {
    waiting: add((one) => one.waiting),
    oldest,
    soon: add((one) => one.soon),
    overdue: add((one) => one.overdue),
    orange: add((one) => one.incidents.orange),
    red: add((one) => one.incidents.red),
    lag: lags.length ? Math.max(...lags) : null,
    blind: all.flatMap((one) => one.blind),
    left: known.length ? known.reduce((n, one) => n + (one.quota.left ?? 0), 0) : null,
    of: known.some((one) => one.quota.of) ? known.reduce((n, one) => n + (one.quota.of ?? 0), 0) : null,
  };
}

function Figure(props: { name: string; value: string; of?: string; id: string; tone?: string; note?: string; href: string }) {
  return (
    <a class={`figure ${props.id} ${props.tone ?? ""}`} href={props.href} title={props.note}>
      <span class="figure-name">{props.name}</span>
      <strong class={props.value.length > 7 ? "number long" : "number"} data-testid={"strip-" + props.id}>
        {props.value}{props.of && <small>/{props.of}</small>}
      </strong>
    </a>
  );
}

export function Strip() {
  const now = sum(overview.value.filter((one) => !account.value || one.account === account.value));
  clock.value; // the longest wait grows by itself
  const tooOld = now.lag !== null && now.lag > 1200;
  const little = now.left !== null && now.of !== null && now.left < now.of / 10;
  return (
    <section class="strip" aria-label={t("现在", "now")}>
      <Figure id="waiting" name={t("未回复", "unanswered")} value={String(now.waiting)} href="#/queue" />
      <Figure id="oldest" name={t("最久等待", "longest wait")} value={now.oldest ? span(secondsSince(now.oldest)) : "–"} href="#/queue" />
      <Figure id="soon" name={t("即将超时", "soon late")} value={String(now.soon)} tone={now.soon ? "yellow" : ""} href="#/queue" />
      <Figure id="overdue" name={t("已超时", "overdue")} value={String(now.overdue)} tone={now.overdue ? "orange" : ""} href="#/queue" />
      <Figure id="red" name={t("红/橙", "red/orange")} value={`${now.red} / ${now.orange}`} tone={now.red ? "red" : now.orange ? "orange" : ""} href="#/incidents" />
      <Figure
        id="lag"
        name={now.blind.length ? t("看不见", "blind") : t("数据延迟", "sight lags")}
        value={now.blind.length ? now.blind.map(say).join(" ") : now.lag === null ? "–" : span(now.lag)}
        tone={now.blind.length || tooOld ? "orange" : ""}
        href="#/health"
      />
      <Figure
        id="quota"
        name={t("请求余额", "calls left")}
        value={now.left === null ? "–" : people(now.left)}
        of={now.of ? people(now.of) : ""}
        tone={little ? "yellow" : ""}
        href="#/health"
      />
    </section>
  );
}
