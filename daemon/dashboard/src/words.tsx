// Texts of strangers. They are data: whatever would act on the page around them is made visible instead.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Reason } from "./types";
import { t } from "./i18n";

const acts =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/u;
const longest = 280; // characters; then `more`
const mostMarks = 3; // combining marks on one letter

/** No more marks on a letter than a language has: towers of them would cover the lines above. */
const flatten = (text: string): string =>
  text.replace(/(\p{M}{3})\p{M}+/gu, (_, kept: string) => kept.slice(0, mostMarks * 2));

function Control({ of }: { of: string }) {
  const code = "U+" + of.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0");
  return <span class="control" title={code}>{code}</span>;
}

/** `text` with what acts shown as a small box; but for the zero-width blank that Weibo itself ends texts with. */
function harmless(text: string): ComponentChildren {
  const flat = flatten(text).replace(/\u200b+$/, "");
  if (!acts.test(flat)) return flat;
  return [...flat].map((letter, i) => (acts.test(letter) ? <Control key={i} of={letter} /> : letter));
}

export function Name({ of }: { of: string }) {
  return <bdi class="name">{harmless(of)}</bdi>;
}

export function Words({ text, marks = [], whole = false }: { text: string; marks?: Reason[]; whole?: boolean }) {
  const [open, setOpen] = useState(whole);
  const letters = [...text];
  const cut = !open && letters.length > longest;
  const shown = cut ? letters.slice(0, longest) : letters;
  return (
    <bdi class="words">
      {marks.length ? marked(shown, marks) : harmless(shown.join(""))}
      {cut && (
        <>
          …{" "}
          <button class="link" onClick={(e) => (e.stopPropagation(), setOpen(true))}>
            {t(`展开全部 ${letters.length} 字`, `all ${letters.length} characters`)}
          </button>
        </>
      )}
    </bdi>
  );
}

/** What of the words made the verdict; offsets count code points. */
function marked(letters: string[], marks: Reason[]): ComponentChildren {
  const why = new Array<string | undefined>(letters.length);
  for (const mark of marks)
    for (let i = mark.start; i < Math.min(mark.end, letters.length); ++i) why[i] ??= mark.why || mark.label;
  const parts: ComponentChildren[] = [];
  for (let from = 0; from < letters.length; ) {
    let to = from;
    while (to < letters.length && why[to] === why[from]) ++to;
    const part = harmless(letters.slice(from, to).join(""));
    parts.push(why[from] ? <mark key={from} title={why[from]}>{part}</mark> : <span key={from}>{part}</span>);
    from = to;
  }
  return parts;
}

/** Weibo's pages and no others. */
export function Outside({ url }: { url: string | null }) {
  if (!url || !/^https?:\/\/[^\s]+$/.test(url)) return null;
  return (
    <a href={url} target="_blank" rel="noopener noreferrer" onClick={(e) => e.stopPropagation()}>
      {t("原帖", "on Weibo")}<span aria-hidden="true"> ↗</span>
    </a>
  );
}

export function people(count: number | null): string {
  if (count === null) return "";
  if (count < 10_000) return String(count);
  const figures = count < 1_000_000 ? 1 : 0;
  return t((count / 10_000).toFixed(figures).replace(/\.0$/, "") + "万", (count / 1000).toFixed(0) + "k");
}
