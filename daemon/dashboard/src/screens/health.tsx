// Whether we see, may ask, and reach people: lists, tokens, notices that failed, and who is on duty.
import { get, list } from "../api";
import { say, t } from "../i18n";
import { sights } from "../live";
import { useLoaded } from "../load";
import { account, mayAct } from "../state";
import { clock, clockTime, secondsSince, span } from "../time";
import type { Account, Duty, Notice, Page } from "../types";
import { Empty, Shown, When } from "../ui";
import { Words } from "../words";

function Sights({ of }: { of: Account }) {
  clock.value;
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={t("列表", "lists") + " " + of.account}>
      <table>
        <thead><tr><th scope="col">{t("列表", "list")}</th><th scope="col">{t("上次看到", "seen")}</th><th scope="col">{t("多久看一次", "every")}</th><th scope="col">{t("状态", "state")}</th></tr></thead>
        <tbody>
          {of.lists.map((one) => (
            <tr key={one.list}>
              <th scope="row" title={one.list}>{say(one.list)}</th>
              <td>{one.seen_at ? t(`${span(secondsSince(one.seen_at))}前`, `${span(secondsSince(one.seen_at))} ago`) : "–"}</td>
              <td>{one.every_s ? span(one.every_s) : "–"}</td>
              <td>
                {one.blind ? <span class="chip bad">{t("看不见", "blind")}</span> : one.covered ? <span class="chip">{t("正常", "good")}</span> : <span class="chip">{t("没有权限读", "not covered")}</span>}
                {one.trouble && <Words text={one.trouble} />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Tokens({ of }: { of: Account }) {
  return (
    <ul>
      {of.quota.map((one) => (
        <li key={one.token}>
          {t("令牌", "token")} {one.token}：{one.dead ? <span class="chip bad">{one.dead}</span> : one.left === null ? t("余额不明", "calls left unknown") : t(`还剩 ${one.left} 次`, `${one.left} calls left`)}
          {one.resets_at && <span class="quiet"> · {t("重置于 ", "resets ")}<When at={one.resets_at} /></span>}
          {one.expires_at && <span class="quiet"> · {t("到期 ", "expires ")}<When at={one.expires_at} /></span>}
        </li>
      ))}
    </ul>
  );
}

/** Two weeks as a strip, nobody's hours as holes in it. */
function Strip({ of }: { of: Duty }) {
  if (!of.shifts.length) return null;
  const begin = Date.parse(of.shifts[0].from);
  const whole = Date.parse(of.shifts.at(-1)!.to) - begin;
  return (
    <div class="duty" role="img" aria-label={t(`${of.name} 两周排班，空档 ${of.gaps.length} 处`, `${of.name}, two weeks, ${of.gaps.length} gaps`)}>
      {of.shifts.map((shift) => {
        const share = (Date.parse(shift.to) - Date.parse(shift.from)) / whole;
        const who = shift.people.join(" ");
        return (
          <span key={shift.from} class={who ? "" : "hole"} style={{ flexGrow: share * 1000 }} title={`${clockTime(shift.from)} – ${clockTime(shift.to)} ${who || t("没有人", "nobody")}`}>
            {share > 0.04 && who}
          </span>
        );
      })}
    </div>
  );
}

export function Health() {
  const age = sights.value;
  const accounts = useLoaded("accounts" + age, () => get<Page<Account>>("/accounts"));
  const duty = useLoaded("duty", () => list<Duty>("/schedules", { days: 14 }));
  const dead = useLoaded("dead", () => (mayAct.value ? list<Notice>("/notifications", { state: "dead", limit: 20 }) : Promise.resolve({ items: [], next_cursor: null })));
  return (
    <section>
      <header class="bar"><h1>{t("健康", "Health")}</h1></header>
      <Shown of={accounts}>
        {({ items }) => (
          <>
            {items.filter((one) => !account.value || one.account === account.value).map((one) => (
              <section key={one.account}>
                <h2>{one.account} <span class="quiet">{one.held ? t("由本机负责", "held here") : t(`由 ${one.holder || "？"} 负责`, `held by ${one.holder || "?"}`)}</span></h2>
                <Sights of={one} />
                <Tokens of={one} />
              </section>
            ))}
          </>
        )}
      </Shown>
      <h2>{t("发不出去的通知", "Notices that were given up")}</h2>
      <Shown of={dead}>
        {({ items }) => (items.length ? <ul>{items.map((one) => <li key={one.id}><a href={"#/incident/" + one.incident}>{one.channel}</a> {say(one.state)} <When at={one.made_at} /> <Words text={one.attempts.at(-1)?.outcome ?? ""} /></li>)}</ul> : <Empty>{t("没有。", "None.")}</Empty>)}
      </Shown>
      <h2>{t("值班，两周", "On duty, two weeks")}</h2>
      <Shown of={duty}>
        {({ items }) =>
          items.length ? (
            <>
              {items.map((one) => (
                <div key={one.name}>
                  <h3>{one.name} <span class="quiet">{t("现在：", "now: ")}{one.now.join(" ") || t("没有人", "nobody")}</span></h3>
                  <Strip of={one} />
                  {one.gaps.map((gap) => <p key={gap.from} class="trouble"><When at={gap.from} /> – <When at={gap.to} />：{t("没有人可以通知", "nobody would be told")} <span class="quiet">{gap.why}</span></p>)}
                </div>
              ))}
            </>
          ) : (
            <Empty>{t("没有排班。", "There are no schedules.")}</Empty>
          )
        }
      </Shown>
    </section>
  );
}
