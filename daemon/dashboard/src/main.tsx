// The page: who looks, the strip above, the places at the side, and one screen.
import { render } from "preact";
import type { ComponentType } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { remove, signIn, whenSignedOut, whoAmI } from "./api";
import { followDaemon, language, t, useLanguage } from "./i18n";
import { helpShown, places } from "./keys";
import { cutSince, hangUp, listen, newest, stale } from "./live";
import { readAddress, route } from "./route";
import { account, isAdmin, overview, readOverview, session } from "./state";
import { nextTheme, theme } from "./theme";
import { clockTime, setClock, setZone } from "./time";
import type { Session } from "./types";
import { Dialog, Empty, Toasts } from "./ui";
import { Audit, AuditLog } from "./screens/audit";
import { Clusters } from "./screens/clusters";
import { ConversationScreen } from "./screens/conversation";
import { DraftCheck } from "./screens/draft";
import { Health } from "./screens/health";
import { Incidents, IncidentScreen } from "./screens/incidents";
import { Promises } from "./screens/promises";
import { Queue } from "./screens/queue";
import { Replies } from "./screens/replies";
import { SignIn, refusalOf } from "./screens/sign_in";
import { Silences } from "./screens/silences";
import { Strip } from "./screens/strip";
import { Team } from "./screens/team";
import { Weeks } from "./screens/weeks";
import "./style.css";

const screens: Record<string, ComponentType> = {
  queue: Queue, conversation: ConversationScreen, replies: Replies, incidents: Incidents, incident: IncidentScreen,
  team: Team, weeks: Weeks, clusters: Clusters, promises: Promises, audit: Audit, health: Health,
  silences: Silences, draft: () => <DraftCheck />, log: AuditLog,
};

/** `#token=…`, as the demo prints it; taken out of the address at once. */
function tokenInAddress(): string {
  const given = /^#token=(.+)$/.exec(location.hash)?.[1] ?? "";
  if (given) {
    history.replaceState(null, "", "#/queue");
    readAddress();
  }
  return decodeURIComponent(given);
}

function begin(me: Session): void {
  setClock(me.now);
  setZone(me.timezone);
  followDaemon(me.language);
  session.value = me;
  listen();
}

async function signOut(): Promise<void> {
  hangUp();
  await remove("/session").catch(() => {});
  session.value = null;
}

function CutBar() {
  const since = cutSince.value;
  if (since === null) return null;
  return (
    <div class="cut" role="alert" data-testid="cut-bar">
      {t(`连接断了：${clockTime(since)} 之后没有新消息，正在重连。`, `Cut off: no news since ${clockTime(since)}; reconnecting.`)}
    </div>
  );
}

function Help() {
  const keys: [string, string][] = [
    ["j / k", t("下一条 / 上一条", "next / previous")], ["Enter", t("打开", "open")], ["c", t("认领", "claim")],
    ["/", t("搜索", "search")], ["?", t("这张表", "this table")],
    ...places.map(([key, , zh, en]): [string, string] => ["g " + key, t(zh, en)]),
  ];
  return (
    <Dialog title={t("键盘", "Keyboard")} onClose={() => (helpShown.value = false)}>
      <dl class="keys">{keys.map(([key, what]) => <div key={key}><dt><kbd>{key}</kbd></dt><dd>{what}</dd></div>)}</dl>
    </Dialog>
  );
}

function TopBar({ me }: { me: Session }) {
  const themes = { auto: t("跟随系统", "as the system"), light: t("浅色", "light"), dark: t("深色", "dark") };
  return (
    <header class="top">
      <a class="skip" href="#main" onClick={(e) => (e.preventDefault(), document.getElementById("main")?.focus())}>{t("跳到内容", "skip to content")}</a>
      <strong class="brand">replywatch</strong>
      {me.accounts.length > 1 && (
        <label class="field">
          <span class="hidden">{t("账号", "account")}</span>
          <select value={account.value} onChange={(e) => (account.value = e.currentTarget.value)}>
            <option value="">{t("全部账号", "all accounts")}</option>
            {me.accounts.map((one) => <option key={one}>{one}</option>)}
          </select>
        </label>
      )}
      <span class="spread" />
      <button data-testid="lang-switch" onClick={() => useLanguage(language.value === "zh" ? "en" : "zh")}>{language.value === "zh" ? "English" : "中文"}</button>
      <button data-testid="theme-switch" onClick={nextTheme} aria-label={t("配色：", "theme: ") + themes[theme.value]}>◐ <span class="wide-only">{themes[theme.value]}</span></button>
      <button class="wide-only" onClick={() => (helpShown.value = true)} aria-label={t("键盘帮助", "keyboard help")}>?</button>
      <span class="quiet wide-only">{me.name} · {me.role}</span>
      <button onClick={signOut}>{t("退出", "sign out")}</button>
    </header>
  );
}

function Places() {
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    const here = nav.current?.querySelector<HTMLElement>("[aria-current]");
    if (here) nav.current!.scrollLeft = here.offsetLeft - nav.current!.clientWidth / 2;
  }, [route.value.screen]);
  return (
    <nav ref={nav} aria-label={t("去哪里", "places")}>
      {places.map(([key, screen, zh, en]) => (
        <a key={screen} href={"#/" + screen} aria-current={route.value.screen === screen ? "page" : undefined} title={"g " + key}>{t(zh, en)}</a>
      ))}
      {isAdmin.value && <a href="#/log" aria-current={route.value.screen === "log" ? "page" : undefined}>{t("操作记录", "Audit log")}</a>}
    </nav>
  );
}

function Page({ me }: { me: Session }) {
  useEffect(() => void readOverview().catch(() => {}), [account.value, stale.value]);
  const Screen = screens[route.value.screen];
  const talk = newest.value;
  const [, , zh, en] = places.find(([, screen]) => screen === route.value.screen) ?? ["", "", "", ""];
  const waiting = overview.value.reduce((n, one) => n + (!account.value || one.account === account.value ? one.waiting : 0), 0);
  useEffect(() => {
    document.title = (waiting ? `(${waiting}) ` : "") + (zh ? t(zh, en) + " · " : "") + "replywatch";
  });
  return (
    <>
      <TopBar me={me} />
      <CutBar />
      <Strip />
      <Places />
      <main id="main" tabIndex={-1}>
        {Screen ? <Screen key={route.value.screen + route.value.id} /> : <Empty>{t("没有这一页。", "There is no such page.")}</Empty>}
      </main>
      <p class="hidden" aria-live="polite" data-testid="new-messages">{talk && t(`新消息：${talk.text}`, `New message: ${talk.text}`)}</p>
      {helpShown.value && <Help />}
    </>
  );
}

function App() {
  const [known, setKnown] = useState(false);
  const [trouble, setTrouble] = useState("");
  useEffect(() => {
    const token = tokenInAddress();
    const asked = token ? signIn(token) : whoAmI();
    asked.then(begin, (refused) => token && setTrouble(refusalOf(refused))).finally(() => setKnown(true));
    whenSignedOut(() => (hangUp(), (session.value = null)));
  }, []);
  language.value; // everything is said anew in the other language
  if (!known) return null;
  return (
    <>
      {session.value ? <Page me={session.value} /> : <SignIn onSignedIn={begin} trouble={trouble} />}
      <Toasts />
    </>
  );
}

useLanguage(language.value, false);
render(<App />, document.getElementById("app")!);
