// Small parts that every screen is made of.
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { say, t } from "./i18n";
import { clockTime } from "./time";
import { toasts, wordsOf } from "./state";
import type { Level } from "./types";
import type { Loaded } from "./load";

const shapes: Record<Level, string> = { none: "·", blue: "▽", yellow: "△", orange: "◆", red: "⬢" };

/** A level has a colour, a shape and a word; none has nothing to say. */
export function LevelMark({ level }: { level: Level }) {
  if (level === "none") return null;
  return (
    <span class={"level level-" + level}>
      <span aria-hidden="true">{shapes[level]}</span> {say(level)}
    </span>
  );
}

export function Chips({ of, bad = [] }: { of: string[]; bad?: string[] }) {
  return (
    <span class="chips">
      {of.map((label) => (
        <span key={label} class={bad.includes(label) ? "chip bad" : "chip"}>{say(label)}</span>
      ))}
    </span>
  );
}

export function When({ at }: { at: string | null }) {
  if (!at) return null;
  return <time dateTime={at} title={at}>{clockTime(at)}</time>;
}

export function Skeleton({ lines = 6 }: { lines?: number }) {
  return (
    <div class="skeleton" role="status" aria-label={t("读取中", "loading")}>
      {Array.from({ length: lines }, (_, i) => <div key={i} />)}
    </div>
  );
}

export function Empty({ children }: { children: ComponentChildren }) {
  return <p class="empty">{children}</p>;
}

/** One of: still loading, refused (with the daemon's words), or there. */
export function Shown<T>({ of, children }: { of: Loaded<T>; children: (value: T) => ComponentChildren }) {
  if (of.trouble && !of.value) {
    return (
      <div class="trouble" role="alert">
        <p>{wordsOf(of.trouble)}</p>
        <button onClick={of.again}>{t("再试一次", "try again")}</button>
      </div>
    );
  }
  if (!of.value) return <Skeleton />;
  return <>{children(of.value)}</>;
}

export function Toasts() {
  return (
    <div class="toasts" aria-live="polite">
      {toasts.value.map((toast) => (
        <div key={toast.id} class={toast.bad ? "toast bad" : "toast"} role={toast.bad ? "alert" : "status"} data-testid="toast">
          {toast.text}
        </div>
      ))}
    </div>
  );
}

export interface Choice {
  value: string;
  text: string;
}
export const choices = (of: readonly string[]): Choice[] => of.map((value) => ({ value, text: say(value) }));

export function Select(props: {
  label: string;
  value: string;
  of: Choice[];
  all?: string;
  onPick: (value: string) => void;
  testid?: string;
}) {
  return (
    <label class="field">
      <span>{props.label}</span>
      <select value={props.value} data-testid={props.testid} onChange={(e) => props.onPick(e.currentTarget.value)}>
        {props.all !== undefined && <option value="">{props.all}</option>}
        {props.of.map((one) => <option key={one.value} value={one.value}>{one.text}</option>)}
      </select>
    </label>
  );
}

/** A question in front of everything else; Escape takes it away. */
export function Dialog({ title, children, onClose }: { title: string; children: ComponentChildren; onClose: () => void }) {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    ref.current?.showModal();
    return () => before?.focus();
  }, []);
  return (
    <dialog ref={ref} aria-label={title} onClose={onClose} onClick={(e) => e.target === ref.current && onClose()}>
      <h2>{title}</h2>
      {children}
    </dialog>
  );
}

/** A bar of a share, which is also a number. */
export function Share({ of, bad = false }: { of: number; bad?: boolean }) {
  const percent = Math.round(of * 100);
  return (
    <span class="share">
      <span class="share-bar" aria-hidden="true">
        <span class={bad ? "bad" : ""} style={{ width: Math.min(percent, 100) + "%" }} />
      </span>
      <span class="number">{percent} %</span>
    </span>
  );
}
