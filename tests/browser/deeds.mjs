// What people do all day, one after the other in the same world.
import assert from "node:assert/strict";

const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

/** The link that the webhook was given for the incident which quotes `words`. */
function ackLink(notices, words) {
  for (const body of notices) {
    const told = JSON.parse(body);
    for (const incident of told.incidents ?? [told.incident]) {
      if (!JSON.stringify(incident).includes(words)) continue;
      const link = told.notification.ack_urls?.[incident.id] ?? told.notification.ack_url;
      if (link) return { link, id: incident.id };
    }
  }
  return null;
}

export const deeds = {
  async "a wrong token is refused with words, a right one lets in, and out again"(world, desk) {
    const page = await desk.open();
    await page.goto(world.url);
    await page.getByTestId("signin-token").fill("nobody");
    await page.getByTestId("signin-submit").click();
    await page.getByRole("alert").filter({ hasText: /令牌/ }).waitFor();
    await page.getByTestId("signin-token").fill("token-li");
    await page.keyboard.press("Enter");
    await page.getByTestId("strip-waiting").waitFor();
    const cookie = (await page.context().cookies()).find((one) => one.name === "replywatch");
    assert.deepEqual([cookie.httpOnly, cookie.sameSite], [true, "Strict"]);
    assert.doesNotMatch(JSON.stringify(await page.evaluate(() => ({ ...localStorage, ...sessionStorage }))), /token-li/);
    await page.getByRole("button", { name: "退出" }).click();
    await page.getByTestId("signin-token").waitFor();
    await page.reload();
    await page.getByTestId("signin-token").waitFor();
    assert.equal((await page.request.get(world.url + "/api/v1/conversations")).status(), 401);
  },

  async "a token in the address signs in and leaves the address"(world, desk) {
    const page = await desk.as("li");
    await page.getByRole("heading", { name: "队列" }).waitFor();
    assert.doesNotMatch(page.url(), /token/);
    await page.goBack().catch(() => {});
    assert.doesNotMatch(page.url(), /token/);
  },

  async "a new complaint appears without a reload, and is said aloud"(world, desk) {
    const page = await desk.as("li");
    await page.evaluate(() => (window.notReloaded = true));
    const before = Number(await page.getByTestId("strip-waiting").textContent());
    await world.fan("退款的小鱼", "退款三天了还没到账，到底什么时候退");
    await desk.row(page, "退款三天了").waitFor();
    await page.getByTestId("new-messages").filter({ hasText: "退款三天了" }).waitFor({ state: "attached" });
    const counts = (n) => Number(document.querySelector("[data-testid=strip-waiting]").textContent) > n && document.title.startsWith("(");
    await desk.becomes(page, "strip and title count it", counts, before);
    assert.equal(await page.evaluate(() => window.notReloaded), true);
  },

  async "who claims second is told who was faster; who only looks has no buttons"(world, desk) {
    await world.fan("两个人都想回", "客服电话打了四遍都是忙音，谁来管一下");
    const [li, wang, guest] = [await desk.as("li"), await desk.as("wang"), await desk.as("guest")];
    for (const page of [li, wang, guest]) await desk.row(page, "忙音").waitFor();
    assert.equal(await guest.getByTestId("queue-row").getByRole("button").count(), 0);
    // Both press before either is answered; Wang's word arrives second.
    const held = [];
    await wang.route("**/claim", (route) => held.push(route));
    await desk.row(wang, "忙音").getByTestId("claim").click();
    await desk.row(wang, "忙音").getByTestId("claimed-by").filter({ hasText: "我在处理" }).waitFor();
    await desk.row(li, "忙音").getByTestId("claim").click();
    await world.until("li has it", async () => (await world.talk("忙音")).claimed_by === "li");
    await held[0].continue();
    await wang.getByRole("alert").filter({ hasText: "慢了一步：li" }).waitFor();
    await desk.row(wang, "忙音").getByTestId("claimed-by").filter({ hasText: "li 在处理" }).waitFor();
    await desk.row(guest, "忙音").getByTestId("claimed-by").filter({ hasText: "li 在处理" }).waitFor();
    assert.equal(await desk.row(wang, "忙音").getByRole("button").count(), 0, "what li has claimed is li's");
    await desk.go(guest, "conversation/" + (await world.talk("忙音")).id);
    assert.equal(await guest.locator("article .acts button, article .bubble button").count(), 0);
  },

  async "a talk has its timeline, and a draft is judged before it is sent"(world, desk) {
    await world.fan("发票的事", "发票开错抬头了，怎么重开");
    const page = await desk.as("li");
    await desk.row(page, "发票开错").getByTestId("claim").click();
    await desk.row(page, "发票开错").locator("a[data-open]").click();
    await page.getByTestId("timeline").filter({ hasText: "认领" }).waitFor();
    const verdict = page.getByTestId("draft-verdict");
    await page.getByTestId("draft-text").fill("说了多少遍了，自己看公告");
    await verdict.filter({ hasText: "居高临下" }).waitFor();
    const marked = (await verdict.locator(".marked mark").allTextContents()).join("");
    assert.ok(marked && "说了多少遍了，自己看公告".includes(marked.slice(0, 4)), `marked: ${marked}`);
    await page.getByTestId("draft-text").fill("抱歉给您添麻烦了，是我们录错了。正确的抬头私信发我，今天下午三点前重开好发您邮箱。");
    await verdict.and(page.locator(".severity-0")).waitFor();
    assert.equal(await verdict.locator("mark").count(), 0);
  },

  async "what the brand answers is seen in the talk, and taken out of the queue"(world, desk) {
    const asked = await world.fan("床垫有味道", "床垫味道很大，要散多久");
    const rude = await world.fan("气垫卡粉", "气垫卡粉怎么办，投诉没人理");
    const page = await desk.as("li");
    await desk.row(page, "床垫味道").waitFor();
    await desk.row(page, "气垫卡粉").waitFor();
    const id = (await world.talk("床垫味道")).id;
    await world.answer(asked, "建议通风七天，这批的检测报告我去要，今天23:50前在这里发给您。");
    await world.answer(rude, "说了多少遍了，自己看置顶，看不懂就别买。");
    await desk.row(page, "床垫味道").waitFor({ state: "detached" });
    await desk.go(page, "conversation/" + id);
    await page.locator(".we-said", { hasText: "通风七天" }).waitFor();
    const said = await page.locator(".said .bubble").allTextContents();
    assert.ok(said[0].includes("床垫味道") && said[1].includes("通风七天"), "asked first, answered then: " + said);
    assert.doesNotMatch(await page.getByTestId("timeline").textContent(), /settled|replied|1904178193/, "the timeline speaks of people");
    await desk.go(page, "replies");
    await page.locator(".row", { hasText: "看不懂就别买" }).locator(".chip.bad").first().waitFor();
    await desk.go(page, "promises");
    await page.locator(".row", { hasText: "检测报告" }).waitFor();
  },

  async "an incident is acknowledged from a phone by its link, and the page shows by whom"(world, desk) {
    await world.fan("受伤的粉丝", "用完你们的枕头脸肿了，人在医院，医生说是过敏");
    const told = await world.until("a notice with a link", () => ackLink(world.notices, "脸肿了"));
    const page = await desk.go(await desk.as("wang"), "incidents");
    const row = page.locator(`[data-testid=incident-row][data-id="${told.id}"]`);
    await row.waitFor();
    const lead = await desk.open(phone);
    await lead.goto(told.link);
    await desk.picture(lead, "acknowledge-phone");
    assert.deepEqual(await desk.faults(lead), []);
    assert.equal((await world.api("incidents/" + told.id)).state, "open", "looking at the link alone does nothing");
    await lead.getByRole("button").tap();
    await lead.getByText("已经接手").waitFor();
    await row.getByTestId("acked-by").filter({ hasText: "li 已接手" }).waitFor();
    await desk.go(page, "incident/" + told.id);
    await page.locator(".deliveries li", { hasText: "hook" }).first().waitFor();
    await page.locator(".timeline li", { hasText: "接手" }).first().waitFor();
  },

  async "a silence is previewed, set, seen and ended"(world, desk) {
    await world.fan("又一位受伤的粉丝", "椅子断了，人摔进医院缝了六针");
    await world.until("an incident is open", async () => (await world.api("incidents?kind=fan_risk&state=open")).items.length);
    const page = await desk.go(await desk.as("lead"), "silences");
    const row = page.locator("[data-testid=silence-row]", { hasText: "演练" });
    await page.getByTestId("silence-value").fill("fan_risk");
    await page.getByTestId("silence-comment").fill("演练");
    await page.getByTestId("silence-preview").click();
    await page.getByTestId("silence-previewed").filter({ hasText: /会挡住现在开着的 [1-9]/ }).waitFor();
    await page.getByTestId("silence-add").click();
    await row.filter({ hasText: "生效中" }).waitFor();
    await row.getByTestId("silence-expire").click();
    await row.filter({ hasText: "已结束" }).waitFor();
  },

  async "a cut is said, and what happened meanwhile is there after it"(world, desk) {
    const page = await desk.as("li");
    await page.getByTestId("queue-row").first().waitFor();
    await world.endDaemon();
    await page.getByTestId("cut-bar").filter({ hasText: /\d\d:\d\d 之后没有新消息/ }).waitFor();
    await world.fan("断线时的粉丝", "断线的时候我在问，沙发什么时候发货？");
    await world.beginDaemon();
    await page.getByTestId("cut-bar").waitFor({ state: "detached" });
    await desk.row(page, "断线的时候").waitFor();
  },

  async "what happened before the stream began is there, too"(world, desk) {
    const page = await desk.open();
    let refuse = true;
    await page.route("**/api/v1/events", (route) => (refuse ? route.abort() : route.continue()));
    await page.goto(`${world.url}/#token=token-li`);
    await page.getByTestId("queue-row").first().waitFor();
    await world.fan("早一步的粉丝", "页面还没连上的时候我问过，枕头套怎么拆");
    await world.talk("页面还没连上");
    refuse = false;
    await desk.row(page, "页面还没连上").waitFor();
    await page.unrouteAll();
  },

  async "a daemon that hangs is a cut, too"(world, desk) {
    const page = await desk.open();
    await page.clock.install();
    await page.goto(`${world.url}/#token=token-li`);
    await page.getByTestId("queue-row").first().waitFor();
    world.daemon.kill("SIGSTOP");
    try {
      await page.clock.runFor(55_000); // the silence is noticed,
      await page.clock.runFor(20_000); // and nobody answers
      await page.getByTestId("cut-bar").waitFor();
      await world.fan("卡住时的粉丝", "系统卡住的时候我问过，换货入口在哪里");
    } finally {
      world.daemon.kill("SIGCONT");
    }
    await desk.row(page, "系统卡住").waitFor();
    await page.getByTestId("cut-bar").waitFor({ state: "detached" });
  },

  async "language and theme are kept"(world, desk) {
    const page = await desk.as("li");
    assert.equal(await page.evaluate(() => document.documentElement.lang), "zh-CN");
    await page.getByTestId("lang-switch").click();
    await page.getByTestId("theme-switch").click();
    await page.getByTestId("theme-switch").click();
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const dark = await ground();
    await page.reload();
    await page.getByRole("heading", { name: "Queue" }).waitFor();
    assert.deepEqual(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dataset.theme]), ["en", "dark"]);
    assert.equal(await ground(), dark);
  },

  async "the keyboard goes everywhere"(world, desk) {
    await world.fan("键盘", "键盘认领用的一条，单号查不到怎么办");
    const page = await desk.as("li");
    await desk.row(page, "键盘认领").waitFor();
    await desk.becomes(page, "two wait", () => document.querySelectorAll("[data-testid=queue-row]").length > 1);
    const at = () => page.evaluate(() => document.activeElement.dataset.id ?? "");
    const press = async (...keys) => { for (const key of keys) await page.keyboard.press(key); };
    await press("j");
    const first = await at();
    await press("j");
    assert.notEqual(await at(), first, "j goes on");
    await press("k");
    assert.equal(await at(), first, "k goes back");
    const wanted = (await world.talk("键盘认领")).id;
    for (let i = 0; i < 50 && (await at()) !== wanted; ++i) await press("j");
    await press("c");
    await desk.row(page, "键盘认领").getByTestId("claimed-by").filter({ hasText: "我在处理" }).waitFor();
    assert.equal(await at(), wanted, "the row keeps the focus");
    await press("Enter");
    await page.getByTestId("timeline").waitFor();
    await press("g", "h");
    await page.getByRole("heading", { name: "健康" }).waitFor();
    await press("g", "q");
    await page.locator("[data-search]").waitFor();
    await press("/");
    await page.locator("[data-search]:focus").waitFor();
    await page.keyboard.type("jkc?");
    assert.equal(await page.inputValue("[data-search]"), "jkc?", "who types is not interrupted");
    await press("Escape", "Tab");
    await press("?");
    await page.getByRole("dialog").waitFor();
    await desk.picture(page, "keyboard");
    assert.deepEqual(await desk.faults(page), []);
    await press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  },
};
