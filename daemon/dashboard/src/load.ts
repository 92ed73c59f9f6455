// What a screen shows, read when it opens and again when the stream of events says so.
import { useCallback, useEffect, useState } from "preact/hooks";
import { stale } from "./live";

export interface Loaded<T> {
  value: T | null;
  trouble: unknown;
  again: () => void;
  set: (value: T) => void;
}

/** `key` names what is read: another key reads anew. */
export function useLoaded<T>(key: string, read: () => Promise<T>): Loaded<T> {
  const [state, setState] = useState<{ key: string; value: T | null; trouble: unknown }>({ key, value: null, trouble: null });
  const [round, setRound] = useState(0);
  const age = stale.value;
  useEffect(() => {
    let gone = false;
    read().then(
      (value) => gone || setState({ key, value, trouble: null }),
      (trouble) => gone || setState((before) => ({ key, value: before.key === key ? before.value : null, trouble })),
    );
    return () => {
      gone = true;
    };
  }, [key, round, age]);
  const again = useCallback(() => setRound((n) => n + 1), []);
  const set = useCallback((value: T) => setState({ key, value, trouble: null }), [key]);
  const value = state.key === key ? state.value : null;
  return { value, trouble: state.trouble, again, set };
}

/** Pages of a list, one after the other. */
export interface Pages<T> extends Loaded<T[]> {
  more: (() => void) | null;
}
export function usePages<T>(key: string, read: (cursor: string) => Promise<{ items: T[]; next_cursor: string | null }>): Pages<T> {
  const [rest, setRest] = useState<{ key: string; items: T[]; cursor: string | null }>({ key: "", items: [], cursor: null });
  const first = useLoaded(key, async () => {
    const page = await read("");
    setRest({ key, items: [], cursor: page.next_cursor });
    return page.items;
  });
  const known = rest.key === key ? rest : { items: [] as T[], cursor: null };
  const more = known.cursor
    ? () => {
        read(known.cursor!).then((page) =>
          setRest({ key, items: [...known.items, ...page.items], cursor: page.next_cursor }),
        );
      }
    : null;
  const value = first.value ? [...first.value, ...known.items] : null;
  return { ...first, value, more };
}
