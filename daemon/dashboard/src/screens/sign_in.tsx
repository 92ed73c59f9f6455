// A token, once; it is not kept here: the daemon answers with a session that no script can read.
import { useEffect, useState } from "preact/hooks";
import { Problem, signIn } from "../api";
import { t } from "../i18n";
import { wordsOf } from "../state";
import type { Session } from "../types";

export const refusalOf = (refused: unknown): string =>
  refused instanceof Problem && refused.status === 401 ? t("没有这个令牌，请核对后再试。", "There is no such token: check it and try again.") : wordsOf(refused);

export function SignIn({ onSignedIn, trouble }: { onSignedIn: (session: Session) => void; trouble: string }) {
  const [token, setToken] = useState("");
  const [wrong, setWrong] = useState(trouble);
  useEffect(() => void (document.title = "replywatch"), []);
  const send = async (event: Event) => {
    event.preventDefault();
    try {
      onSignedIn(await signIn(token.trim()));
    } catch (refused) {
      setWrong(refusalOf(refused));
      setToken("");
    }
  };
  return (
    <main class="sign-in" id="main" tabIndex={-1}>
      <form onSubmit={send}>
        <h1>replywatch</h1>
        <p>{t("别让粉丝等，别把话说砸。", "Don't let fans wait; don't say it badly.")}</p>
        <label class="field wide">
          <span>{t("令牌", "token")}</span>
          <input type="password" autoComplete="off" autofocus value={token} data-testid="signin-token" onInput={(e) => setToken(e.currentTarget.value)} />
        </label>
        {wrong && <p class="trouble" role="alert">{wrong}</p>}
        <button class="main" data-testid="signin-submit" disabled={!token.trim()}>{t("进入", "sign in")}</button>
        <p class="quiet">{t("没有令牌？请运维执行 replywatch token add 姓名。", "No token? Ops make one: replywatch token add NAME.")}</p>
      </form>
    </main>
  );
}
