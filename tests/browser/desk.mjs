// Browsers of people at work, and what no page of theirs may do.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { join } from "node:path";

export class Desk {
  /** Errors, requests that leave the origin, breaches of the page's own policy. */
  troubles = [];

  constructor(world, browser, packages, pictures) {
    Object.assign(this, { world, browser, pictures });
    this.axe = readFileSync(join(packages, "node_modules/axe-core/axe.min.js"), "utf8");
  }

  async open(options = {}) {
    const context = await this.browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "zh-CN", timezoneId: "Asia/Shanghai", ...options });
    context.on("page", (page) => this.watch(page));
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    return page;
  }
  watch(page) {
    const note = (what) => this.troubles.push(`${new URL(page.url()).hash || page.url()}: ${what}`);
    page.on("pageerror", (error) => note("error: " + error.message));
    page.on("console", (line) => /Content Security Policy/.test(line.text()) && note(line.text()));
    page.on("request", (request) => !request.url().startsWith(this.world.url + "/") && !request.url().startsWith("data:") && note("asks " + request.url()));
  }

  async as(name, options = {}) {
    const page = await this.open(options);
    await page.goto(`${this.world.url}/#token=token-${name}`);
    await page.getByTestId("strip-waiting").waitFor();
    return page;
  }
  async go(page, screen) {
    await page.evaluate((to) => (location.hash = "#/" + to), screen);
    await this.becomes(page, screen + " is read", () => document.querySelector("#main h1") && !document.querySelector(".skeleton, .trouble button"));
    return page;
  }
  row = (page, words) => page.locator("[data-testid=queue-row]", { hasText: words });
  /** Asks again and again from outside: within, the page's own policy forbids what `waitForFunction` does. */
  becomes = (page, what, holds, given) => this.world.until(what, () => page.evaluate(holds, given), 30);
  picture = (page, name) => page.screenshot({ path: join(this.pictures, name + ".png"), animations: "disabled" });

  /** What axe calls serious or critical. It comes by the debugger's door: the page's policy would refuse it. */
  async faults(page) {
    await page.evaluate(this.axe);
    const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
    const grave = found.violations.filter((one) => ["serious", "critical"].includes(one.impact));
    return grave.map((one) => `${one.id}: ${one.nodes[0].html.slice(0, 160)} ${one.nodes[0].failureSummary}`);
  }
}

export async function launch(packages) {
  const { chromium } = createRequire(join(packages, "node_modules/"))("playwright-core");
  return chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
}
