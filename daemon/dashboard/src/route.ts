// Where we are: `#/queue`, `#/conversation/ID`, with what is filtered behind a question mark.
import { signal } from "@preact/signals";

export interface Route {
  screen: string;
  id: string;
  fields: URLSearchParams;
}

function read(): Route {
  const [path, fields] = location.hash.replace(/^#\/?/, "").split("?");
  const [screen, id] = path.split("/");
  return { screen: screen || "queue", id: decodeURIComponent(id ?? ""), fields: new URLSearchParams(fields ?? "") };
}

export const route = signal(read());
/** The address was changed without a step in the history. */
export const readAddress = (): void => {
  route.value = read();
};
window.addEventListener("hashchange", () => {
  readAddress();
  document.getElementById("main")?.focus({ preventScroll: false });
});

export const go = (path: string): void => {
  location.hash = "#/" + path;
};
/** Changes one field without a step in the history. */
export function setField(name: string, value: string): void {
  const { screen, id, fields } = route.value;
  const next = new URLSearchParams(fields);
  value ? next.set(name, value) : next.delete(name);
  const text = next.toString();
  history.replaceState(null, "", "#/" + screen + (id ? "/" + id : "") + (text ? "?" + text : ""));
  readAddress();
}
