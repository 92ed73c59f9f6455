// How it looks: texts that would break pages, every screen in both themes and on a phone, and who cannot see or hold a mouse.
import assert from "node:assert/strict";
import { naughty } from "./naughty.mjs";

const screens = ["queue", "replies", "incidents", "team", "weeks", "clusters", "promises", "audit", "health", "silences", "draft", "log"];
const narrow = { width: 360, height: 740 };

const tooWide = () => {
  const most = document.documentElement.clientWidth;
  const wide = document.documentElement.scrollWidth > most ? ["the page"] : [];
  for (const one of document.querySelectorAll("#main *, .top *, .strip *")) {
    if (!one.closest(".scroll, .plot, .hidden, svg, datalist") && one.getBoundingClientRect().right > most + 1) wide.push(one.outerHTML.slice(0, 120));
  }
  return wide.slice(0, 3);
};

async function everyScreen(world) {
  const talk = (await world.talk("床垫味道")) ?? (await world.talk("退款三天了"));
  const { items } = await world.api("incidents?kind=fan_risk");
  return [...screens, "conversation/" + talk.id, "incident/" + items[0].id];
}

export const looks = {
  async "what fans call themselves and write is data"(world, desk) {
    for (const [i, text] of naughty.entries()) await world.fan(text, `第${i}位问怎么退款 ${text}`);
    await world.fan("\u202egnp.exe\u202d", "名字里有控制符的人问退款");
    const page = await desk.as("li");
    for (const i of naughty.keys()) await desk.row(page, `第${i}位问`).waitFor();
    const talks = await Promise.all([...naughty.keys()].map((i) => world.talk(`第${i}位问`)));
    await desk.row(page, `第5位问`).locator(".words .control", { hasText: "U+202E" }).waitFor();
    await desk.row(page, "名字里有控制符").locator(".name .control", { hasText: "U+202E" }).waitFor();
    const shown = await page.locator("#main").evaluate((main) => main.textContent);
    assert.doesNotMatch(shown, /[\u0000-\u0008\u200b\u202a-\u202e\u2066-\u2069\ufeff]/u, "what acts on the text around it is not in the page");
    assert.doesNotMatch(shown, /\p{M}{6,}/u, "no towers of marks");
    for (const size of [{ width: 1440, height: 900 }, narrow]) {
      await page.setViewportSize(size);
      await desk.go(page, "queue");
      assert.deepEqual(await page.evaluate(tooWide), [], `queue, ${size.width} px`);
      await page.setViewportSize(size);
      for (const talk of talks) {
        await desk.go(page, "conversation/" + talk.id);
        assert.deepEqual(await page.evaluate(tooWide), [], `${talk.text.slice(0, 20)}, ${size.width} px`);
      }
    }
    await desk.go(page, "queue?text=" + encodeURIComponent("位问"));
    await desk.picture(page, "naughty-phone");
    await page.setViewportSize({ width: 1440, height: 2400 });
    await desk.picture(page, "naughty");
    assert.equal(await page.evaluate(() => window.broken), undefined);
  },

  async "no screen has a serious fault for who cannot see or hold a mouse"(world, desk) {
    const all = await everyScreen(world);
    for (const colorScheme of ["light", "dark"]) {
      const stranger = await desk.open({ colorScheme });
      await stranger.goto(world.url);
      await stranger.getByTestId("signin-token").waitFor();
      await desk.picture(stranger, "sign-in-" + colorScheme);
      assert.deepEqual(await desk.faults(stranger), [], `sign-in, ${colorScheme}`);
      await stranger.context().close();
      const page = await desk.as("lead", { colorScheme });
      for (const screen of all) {
        await desk.go(page, screen);
        if (screen === "draft") {
          await page.getByTestId("draft-text").fill("说了多少遍了，自己看公告");
          await page.locator("[data-testid=draft-verdict] mark").first().waitFor();
        }
        await desk.picture(page, `${screen.split("/")[0]}-${colorScheme}`);
        assert.deepEqual(await desk.faults(page), [], `${screen}, ${colorScheme}`);
      }
      await page.context().close();
    }
  },

  async "every screen fits a phone, in both languages"(world, desk) {
    const page = await desk.as("lead", { viewport: narrow, isMobile: true, hasTouch: true, deviceScaleFactor: 2 });
    for (const language of ["zh", "en"]) {
      for (const screen of await everyScreen(world)) {
        await desk.go(page, screen);
        assert.deepEqual(await page.evaluate(tooWide), [], `${screen}, ${language}`);
        await desk.picture(page, `${screen.split("/")[0]}-phone-${language}`);
        if (language === "en") assert.deepEqual(await desk.faults(page), [], `${screen}, phone`);
      }
      await page.getByTestId("lang-switch").click();
    }
  },
};
