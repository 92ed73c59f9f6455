// Asking the daemon. Every refusal carries words for a person (RFC 9457).
import type { Page, Session } from "./types";

export class Problem extends Error {
  constructor(
    readonly status: number,
    detail: string,
  ) {
    super(detail);
  }
}

type Body = Record<string, unknown>;

const patience = 15_000; // ms; a daemon that says nothing for so long is not there

async function ask<T>(method: string, path: string, body?: Body): Promise<T> {
  const headers: Record<string, string> = { Accept: "application/json", "X-Replywatch": "1" };
  if (body) headers["Content-Type"] = "application/json";
  let answer: Response;
  const impatience = new AbortController();
  const ring = setTimeout(() => impatience.abort(), patience);
  try {
    answer = await fetch("/api/v1" + path, {
      method,
      headers,
      credentials: "same-origin",
      body: body ? JSON.stringify(body) : undefined,
      signal: impatience.signal,
    });
  } catch {
    throw new Problem(0, "");
  } finally {
    clearTimeout(ring);
  }
  const told = await answer.json().catch(() => ({}));
  if (answer.ok) return told as T;
  if (answer.status === 401 && path !== "/session") onSignedOut();
  throw new Problem(answer.status, String(told.detail ?? answer.statusText));
}

let onSignedOut = () => {};
/** Called when the daemon no longer knows who we are. */
export function whenSignedOut(act: () => void): void {
  onSignedOut = act;
}

export const get = <T>(path: string) => ask<T>("GET", path);
export const post = <T>(path: string, body: Body = {}) => ask<T>("POST", path, body);
export const remove = <T>(path: string) => ask<T>("DELETE", path);

export const signIn = (token: string) => post<Session>("/session", { token });
export const whoAmI = () => get<Session>("/session");

/** `?a=1&b=2` of what has a value. */
export function query(fields: Record<string, string | number | undefined | null>): string {
  const set = Object.entries(fields).filter(([, value]) => value !== undefined && value !== null && value !== "");
  if (!set.length) return "";
  return "?" + set.map(([name, value]) => name + "=" + encodeURIComponent(String(value))).join("&");
}

export const list = <T>(path: string, fields: Record<string, string | number | undefined | null> = {}) =>
  get<Page<T>>(path + query(fields));
