// The dashboard as people use it. usage: node browser_test.mjs BUILD_DIR PACKAGES_DIR [words of a test's name]
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Desk, launch } from "./desk.mjs";
import { deeds } from "./deeds.mjs";
import { looks } from "./looks.mjs";
import { World } from "./world.mjs";

const [build, packages, wanted = ""] = process.argv.slice(2);
const pictures = join(build, "screenshots");
const mostMinutes = 6;

let browser;
try {
  browser = await launch(packages);
} catch (trouble) {
  console.log("the browser does not start here: skipped\n" + trouble.message);
  process.exit(77);
}
mkdirSync(pictures, { recursive: true });
const world = new World();

let ending = false;
async function end(code) {
  if (ending) return;
  ending = true;
  await Promise.allSettled([browser.close(), world.end()]);
  process.exit(code);
}
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => end(1));
for (const trouble of ["uncaughtException", "unhandledRejection"]) process.on(trouble, (thrown) => (ending || console.log(thrown), end(1)));
setTimeout(() => (console.log(`FAIL  not done within ${mostMinutes} minutes`), end(1)), mostMinutes * 60_000);

await world.begin(build);
const desk = new Desk(world, browser, packages, pictures);
const last = { "no page asks anybody else, breaks its policy, or fails": () => assert.deepEqual(desk.troubles, []) };
let failed = 0;
for (const [name, test] of Object.entries({ ...deeds, ...looks, ...last })) {
  if (!name.includes(wanted)) continue;
  const began = Date.now();
  try {
    await test(world, desk);
    console.log(`ok    ${name} (${Date.now() - began} ms)`);
  } catch (trouble) {
    console.log(`FAIL  ${name}\n${trouble.stack}`);
    if (!failed++) console.log("the end of the logs:\n" + world.log.slice(-3000));
    let page = 0;
    for (const context of browser.contexts())
      for (const one of context.pages()) await desk.picture(one, `failed-${failed}-${++page}`).catch(() => {});
  }
  for (const context of browser.contexts()) await context.close();
}
await end(failed ? 1 : 0);
