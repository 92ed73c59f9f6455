// What was promised to whom by when, until it is kept.
import { list } from "../api";
import { t } from "../i18n";
import { useLoaded } from "../load";
import { account } from "../state";
import { clock, secondsSince, span } from "../time";
import type { Promised } from "../types";
import { Empty, Shown, When } from "../ui";
import { Name, Words } from "../words";

export function Promises() {
  const loaded = useLoaded("promises" + account.value, () => list<Promised>("/promises", { account: account.value }));
  clock.value;
  return (
    <section>
      <header class="bar"><h1>{t("承诺", "Promises")}</h1></header>
      <Shown of={loaded}>
        {({ items }) =>
          items.length ? (
            <ol class="rows">
              {items.map((one) => {
                const over = secondsSince(one.due_at);
                return (
                  <li key={one.conversation + one.due_at} class={"row " + (over > 0 ? "orange" : "")} data-row tabIndex={0}>
                    <div class="row-head">
                      <strong>{over > 0 ? t("食言 ", "broken for ") + span(over) : t("还剩 ", "left ") + span(-over)}</strong>
                      <Name of={"@" + one.fan.name} />
                      <span class="quiet"><When at={one.promised_at} /> → <When at={one.due_at} /></span>
                    </div>
                    <a class="row-words" href={"#/conversation/" + one.conversation} data-open><Words text={one.text} /></a>
                  </li>
                );
              })}
            </ol>
          ) : (
            <Empty>{t("没有欠着的承诺。", "No promise is open.")}</Empty>
          )
        }
      </Shown>
    </section>
  );
}
