// Light, dark, or as the machine has it.
import { signal } from "@preact/signals";

export type Theme = "auto" | "light" | "dark";
const kept = localStorage.getItem("theme");
export const theme = signal<Theme>(kept === "light" || kept === "dark" ? kept : "auto");

function apply(): void {
  if (theme.value === "auto") document.documentElement.removeAttribute("data-theme");
  else document.documentElement.setAttribute("data-theme", theme.value);
}

export function nextTheme(): void {
  const order: Theme[] = ["auto", "light", "dark"];
  theme.value = order[(order.indexOf(theme.value) + 1) % order.length];
  localStorage.setItem("theme", theme.value);
  apply();
}
apply();
