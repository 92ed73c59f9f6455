// The dashboard as people use it. usage: node browser_test.mjs BUILD_DIR SOURCE_DIR PACKAGES_DIR
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { naughty } from "./naughty.mjs";
import { World } from "./world.mjs";

const [build, , packages] = process.argv.slice(2);
const require = createRequire(join(packages, "node_modules/"));
const { chromium } = require("playwright-core");
const axe = readFileSync(join(packages, "node_modules/axe-core/axe.min.js"), "utf8");
const pictures = join(build, "screenshots");
mkdirSync(pictures, { recursive: true });

const world = new World();
let browser;
const troubles = []; // what no page may do: errors, requests that leave the origin

async function open(options = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "zh-CN", timezoneId: "Asia/Shanghai", bypassCSP: false, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  page.on("pageerror", (error) => troubles.push("error: " + error.message));
  page.on("console", (line) => /Content Security Policy/.test(line.text()) && troubles.push("csp: " + line.text()));
  page.on("request", (request) => !request.url().startsWith(world.url) && !request.url().startsWith("data:") && troubles.push("request: " + request.url()));
  return page;
}
async function as(name, options = {}) {
  const page = await open(options);
  await page.goto(`${world.url}/#token=token-${name}`);
  await page.getByTestId("strip-waiting").waitFor();
  return page;
}
const row = (page, words) => page.locator("[data-testid=queue-row]", { hasText: words });
/** Waits from outside: within, the page's own policy forbids what `waitForFunction` does. */
const becomes = (page, what, holds, given) => world.until(what, () => page.evaluate(holds, given), 30);
const at = async (page, screen) => (await page.goto(`${world.url}/#/${screen}`), page);

const tests = {
  async "a wrong token is refused with words, a right one lets in, and out again"() {
    const page = await open();
    await page.goto(world.url);
    await page.getByTestId("signin-token").fill("nobody");
    await page.getByTestId("signin-submit").click();
    await page.getByRole("alert").waitFor();
    await page.getByTestId("signin-token").fill("token-li");
    await page.getByTestId("signin-submit").click();
    await page.getByTestId("strip-waiting").waitFor();
    assert.equal((await page.context().cookies()).find((one) => one.name === "replywatch").httpOnly, true);
    await page.getByRole("button", { name: "退出" }).click();
    await page.getByTestId("signin-token").waitFor();
    await page.reload();
    await page.getByTestId("signin-token").waitFor();
  },

  async "a token in the address signs in and leaves the address"() {
    const page = await as("li");
    assert.ok(!page.url().includes("token-li"));
    await page.getByRole("heading", { name: "队列" }).waitFor();
  },

  async "a new complaint appears without a reload, and is said aloud"() {
    const page = await as("li");
    await world.fan("退款的小鱼", "退款三天了还没到账，到底什么时候退");
    await row(page, "退款三天了").waitFor();
    await page.getByTestId("new-messages").filter({ hasText: "退款三天了" }).waitFor({ state: "attached" });
    await becomes(page, "the strip counts it", () => Number(document.querySelector("[data-testid=strip-waiting]").textContent) >= 1);
  },

  async "who claims second is told who was faster"() {
    const [li, wang, guest] = [await as("li"), await as("wang"), await as("guest")];
    for (const page of [li, wang, guest]) await row(page, "退款三天了").waitFor();
    assert.equal(await row(guest, "退款三天了").getByTestId("claim").count(), 0);
    // Wang's page has not heard of it yet: his events are held back while both press.
    const held = [];
    await wang.route("**/claim", (route) => held.push(route));
    await row(wang, "退款三天了").getByTestId("claim").click();
    await row(li, "退款三天了").getByTestId("claim").click();
    await world.until("li has it", async () => {
      const told = await fetch(world.url + "/api/v1/conversations", { headers: { Authorization: "Bearer token-guest" } });
      return (await told.json()).items.some((one) => one.claimed_by === "li");
    });
    await held[0].continue();
    await wang.getByTestId("toast").filter({ hasText: "li" }).waitFor();
    await row(wang, "退款三天了").getByTestId("claimed-by").filter({ hasText: "li" }).waitFor();
    await row(guest, "退款三天了").getByTestId("claimed-by").filter({ hasText: "li" }).waitFor();
  },

  async "the talk has its timeline, and a draft is judged before it is sent"() {
    const page = await as("li");
    await row(page, "退款三天了").locator("a[data-open]").click();
    await page.getByTestId("timeline").filter({ hasText: "认领" }).waitFor();
    await page.getByTestId("draft-text").fill("说了多少遍了，自己看公告");
    await page.locator("[data-testid=draft-verdict] mark").first().waitFor();
    await page.getByTestId("draft-verdict").filter({ hasText: "居高临下" }).waitFor();
    await page.getByTestId("draft-text").fill("抱歉让您等了三天，我查了：退款今天下午三点前到账，到账后我再来这里确认。");
    await page.locator("[data-testid=draft-verdict].severity-0").waitFor();
  },

  async "an incident is acknowledged from a phone by its link, and the page shows by whom"() {
    await world.fan("受伤的粉丝", "用完你们的枕头脸肿了，人在医院，医生说是过敏");
    const page = await as("wang");
    await at(page, "incidents");
    await page.locator("[data-testid=incident-row]", { hasText: "" }).first().waitFor();
    const link = await world.until("a notice with a link", () => /\/a\/[A-Za-z0-9_.-]+/.exec(JSON.stringify(world.notices))?.[0]);
    const phone = await open({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
    await phone.goto(world.url + link);
    await phone.screenshot({ path: join(pictures, "acknowledge-phone.png") });
    await phone.getByRole("button").click();
    await phone.getByText("已经接手").first().waitFor();
    await page.getByTestId("acked-by").filter({ hasText: "li" }).first().waitFor();
    await phone.context().close();
  },

  async "a silence is previewed, set, seen and ended"() {
    const page = await at(await as("lead"), "silences");
    await page.getByTestId("silence-value").fill("fan_risk");
    await page.getByTestId("silence-comment").fill("演练");
    await page.getByTestId("silence-preview").click();
    await page.getByTestId("silence-previewed").waitFor();
    await page.getByTestId("silence-add").click();
    await page.locator("[data-testid=silence-row]", { hasText: "演练" }).waitFor();
    await page.getByTestId("silence-expire").click();
    await page.locator("[data-testid=silence-row]", { hasText: "已结束" }).waitFor();
  },

  async "a cut is said, and what happened meanwhile is there after it"() {
    const page = await as("li");
    await page.getByTestId("queue-row").first().waitFor();
    await world.endDaemon();
    await page.getByTestId("cut-bar").filter({ hasText: "之后没有新消息" }).waitFor({ timeout: 30_000 });
    await world.fan("断线时的粉丝", "断线的时候我在问，沙发什么时候发货？");
    await world.beginDaemon();
    await page.getByTestId("cut-bar").waitFor({ state: "detached", timeout: 30_000 });
    await row(page, "断线的时候我在问").waitFor({ timeout: 30_000 });
  },

  async "language and theme are kept"() {
    const page = await as("li");
    await page.getByTestId("lang-switch").click();
    await page.getByRole("heading", { name: "Queue" }).waitFor();
    await page.getByTestId("theme-switch").click();
    await page.getByTestId("theme-switch").click();
    await page.reload();
    await page.getByRole("heading", { name: "Queue" }).waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
    assert.equal(await page.evaluate(() => document.documentElement.lang), "en");
  },

  async "the keyboard goes everywhere"() {
    const page = await as("li");
    await page.getByTestId("queue-row").first().waitFor();
    await page.keyboard.press("j");
    assert.equal(await page.evaluate(() => document.activeElement.dataset.testid), "queue-row");
    await page.keyboard.press("Enter");
    await page.getByTestId("timeline").waitFor();
    await page.keyboard.press("g");
    await page.keyboard.press("h");
    await page.getByRole("heading", { name: "健康" }).waitFor();
    await page.keyboard.press("?");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  },

  async "what fans call themselves and write is data"() {
    for (const [i, text] of naughty.entries()) await world.fan("n" + i + [...text].slice(0, 12).join(""), text + " 怎么退款");
    const page = await as("li");
    await page.locator(".control", { hasText: "U+202E" }).first().waitFor();
    await becomes(page, "all are there", (count) => document.querySelectorAll("[data-testid=queue-row]").length >= count, naughty.length);
    for (const width of [1440, 360]) {
      await page.setViewportSize({ width, height: 800 });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= width, `the page is ${wide} wide in ${width}`);
    }
    assert.equal(await page.evaluate(() => window.broken), undefined);
    await page.screenshot({ path: join(pictures, "naughty-phone.png") });
  },

  async "no screen has a serious fault for who cannot see or hold a mouse"() {
    const screens = ["queue", "replies", "incidents", "team", "weeks", "clusters", "promises", "audit", "health", "silences", "draft", "log"];
    for (const colorScheme of ["light", "dark"]) {
      const page = await as("lead", { colorScheme });
      const talk = await row(page, "退款三天了").getAttribute("data-id");
      await at(page, "incidents");
      const incident = await page.getByTestId("incident-row").first().getAttribute("data-id");
      for (const screen of [...screens, "conversation/" + talk, "incident/" + incident]) {
        await at(page, screen);
        await becomes(page, screen + " is read", () => Boolean(document.querySelector("#main h1")) && !document.querySelector(".skeleton"));
        await page.screenshot({ path: join(pictures, `${screen.split("/")[0]}-${colorScheme}.png`) });
        await page.evaluate(axe); // by the debugger's door: the page's own policy would refuse it
        const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
        const grave = found.violations.filter((one) => ["serious", "critical"].includes(one.impact));
        assert.deepEqual(grave.map((one) => `${one.id}: ${one.nodes[0].html.slice(0, 160)} ${one.nodes[0].failureSummary}`), [], `${screen}, ${colorScheme}`);
      }
      await page.context().close();
    }
    const phone = await as("li", { viewport: { width: 390, height: 844 } });
    await phone.getByTestId("queue-row").first().waitFor();
    await phone.screenshot({ path: join(pictures, "queue-phone.png") });
  },

  async "no page asks anybody else, breaks its policy, or fails"() {
    assert.deepEqual(troubles, []);
  },
};

let failed = 0;
try {
  browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-dev-shm-usage"] });
} catch (trouble) {
  console.log("the browser does not start here: skipped\n" + trouble.message);
  process.exit(77);
}
await world.begin(build);
try {
  for (const [name, test] of Object.entries(tests)) {
    const began = Date.now();
    try {
      await test();
      console.log(`ok    ${name} (${Date.now() - began} ms)`);
    } catch (trouble) {
      ++failed;
      console.log(`FAIL  ${name}\n${trouble.stack}`);
    }
    for (const context of browser.contexts()) await context.close();
  }
} finally {
  await browser.close();
  await world.end();
}
process.exit(failed ? 1 : 0);
