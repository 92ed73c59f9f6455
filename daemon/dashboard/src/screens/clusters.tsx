// The same matter from several fans: how many, since when, how fast, and whether somebody arranged it.
import { list } from "../api";
import { t } from "../i18n";
import { useLoaded } from "../load";
import { Plot } from "../plot";
import { account } from "../state";
import { clockTime } from "../time";
import type { Cluster } from "../types";
import { Empty, Shown, When } from "../ui";
import { Words, people } from "../words";

function Curve({ of }: { of: Cluster }) {
  const x = of.points.map((one) => Date.parse(one.at));
  return (
    <Plot
      title={t("有多少位粉丝，和平时一小时的上限", "fans so far, and the most that is usual in an hour")}
      x={x} say={(at) => clockTime(at)} unit={(y) => String(Math.round(y))} counts
      lines={[
        { name: t("粉丝", "fans"), values: of.points.map((one) => one.fans), colour: "--red" },
        { name: t("平时", "usual"), values: x.map(() => of.usual), colour: "--quiet", dash: true },
      ]}
    />
  );
}

export function Clusters() {
  const loaded = useLoaded("clusters" + account.value, () => list<Cluster>("/clusters", { account: account.value }));
  return (
    <section>
      <header class="bar"><h1>{t("扎堆", "Clusters")}</h1></header>
      <Shown of={loaded}>
        {({ items }) =>
          items.length ? (
            <ol class="rows">
              {items.map((one) => (
                <li key={one.id} class={"row " + (one.incident ? "orange" : "")} data-row tabIndex={0}>
                  <div class="row-head">
                    <strong class="number">{t(`${one.fans} 位粉丝`, `${one.fans} fans`)}</strong>
                    <span class={one.orchestrated ? "chip bad" : "chip"}>{one.orchestrated ? t("疑似刷评", "orchestrated") : t("各自发声", "organic")}</span>
                    <span class="quiet"><When at={one.began_at} /> – <When at={one.last_at} /> · {t("粉丝合计 ", "reach ") + people(one.reach)}</span>
                  </div>
                  <div class="row-words"><Words text={one.words} /></div>
                  <div class="row-foot">
                    {one.incident && <a href={"#/incident/" + one.incident} data-open>{t("提醒", "incident")}</a>}
                    {one.conversations.slice(0, 12).map((id) => <a key={id} class="chip" href={"#/conversation/" + id}>{id.slice(0, 6)}</a>)}
                  </div>
                  {one.points.length > 2 && <Curve of={one} />}
                </li>
              ))}
            </ol>
          ) : (
            <Empty>{t("最近一天没有两位以上粉丝说同一件事。", "No matter of the last day was raised by more than one fan.")}</Empty>
          )
        }
      </Shown>
    </section>
  );
}
