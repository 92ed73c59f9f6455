// A brand on a simulated Weibo, its daemon on ports of its own, and what people and fans do there.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const people = { guest: "viewer", li: "operator", wang: "operator", lead: "admin" };
const brand = "1904178193";

const freePort = () =>
  new Promise((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });

const scenario = `
[sim]
seed = 7
quota_ip_hour = 100000
[[brand]]
key = "yunzhi"
name = "云织家居"
uid = "${brand}"
tokens = [{ token = "browser-token", expires_in = "30d" }]
products = ["云朵沙发"]
posts = ["周三答疑：问题丢评论区。"]
`;

const config = (weibo, api, hook) => `
[daemon]
instance = "browser"
state_dir = "state"
[redis]
url = "embedded:"
[weibo]
api_url = "http://127.0.0.1:${weibo}"
remind_url = "http://127.0.0.1:${weibo}"
quota_user_hour = 100000
quota_user_day = 1000000
quota_ip_hour = 100000
min_interval = "1s"
overlap = "30s"
blind_after = "30s"
[[account]]
name = "yunzhi"
uid = "${brand}"
token_files = ["token"]
[calendar]
hours = { mon = ["00:00-24:00"], tue = ["00:00-24:00"], wed = ["00:00-24:00"], thu = ["00:00-24:00"], fri = ["00:00-24:00"], sat = ["00:00-24:00"], sun = ["00:00-24:00"] }
[[channel]]
name = "hook"
type = "webhook"
url_file = "hook.url"
[[person]]
name = "li"
channels = ["hook"]
[[schedule]]
name = "desk"
rotation = { every = "1d", handoff = "09:00", people = ["li"] }
[[escalation]]
name = "default"
steps = [{ after = "0s", notify = ["schedule:desk"] }]
[[route]]
match = { level = ["yellow", "orange", "red"] }
escalation = "default"
group_wait = "1s"
[http]
listen = "127.0.0.1:${api}"
public_url = "http://127.0.0.1:${api}"
users_file = "users"
rate = 0
`;

const soon = (ms) => new Promise((done) => setTimeout(done, ms));

export class World {
  /** Notices that the webhook got, oldest first. */
  notices = [];
  children = new Set();
  log = "";

  async begin(build) {
    this.build = build;
    this.folder = mkdtempSync(join(tmpdir(), "replywatch-browser-"));
    const [weibo, api] = [await freePort(), await freePort()];
    this.weibo = `http://127.0.0.1:${weibo}`;
    this.url = `http://127.0.0.1:${api}`;
    this.hook = createServer((request, answer) => {
      let body = "";
      request.on("data", (piece) => (body += piece));
      request.on("end", () => (this.notices.push(body), answer.end("ok")));
    }).listen(0, "127.0.0.1");
    await new Promise((done) => this.hook.once("listening", done));
    const hash = (text) => createHash("sha256").update(text).digest("hex");
    const files = {
      "scenario.toml": scenario,
      "replywatch.toml": config(weibo, api),
      token: "browser-token\n",
      "hook.url": `http://127.0.0.1:${this.hook.address().port}/\n`,
      users: Object.entries(people).map(([name, role]) => `${hash("token-" + name)},${name},${role}\n`).join(""),
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(this.folder, name), text, { mode: 0o600 });
    this.sim = this.start("weibo-sim", "--listen", `127.0.0.1:${weibo}`, "--scenario", "scenario.toml");
    await this.until("the simulated Weibo listens", () => this.tell("say", { act: "post", by: "yunzhi", text: "周三答疑：问题丢评论区。" }));
    await this.beginDaemon();
  }

  /** With setpriv it ends even when this process is killed. */
  start(program, ...words) {
    const path = join(this.build, "daemon", program, program);
    const child = spawn("setpriv", ["--pdeathsig", "TERM", path, ...words], { cwd: this.folder, stdio: ["ignore", "ignore", "pipe"] });
    child.stderr.on("data", (piece) => (this.log = (this.log + piece).slice(-20000)));
    this.children.add(child);
    child.once("exit", () => this.children.delete(child));
    return child;
  }
  async stop(child) {
    if (!this.children.has(child)) return;
    const ended = new Promise((done) => child.once("exit", done));
    child.kill("SIGCONT");
    child.kill("SIGTERM");
    const patience = setTimeout(() => child.kill("SIGKILL"), 15_000);
    await ended;
    clearTimeout(patience);
  }
  async beginDaemon() {
    this.daemon = this.start("replywatchd", "--config", "replywatch.toml");
    await this.until("the daemon is ready", async () => (await fetch(this.url + "/readyz")).ok);
  }
  endDaemon = () => this.stop(this.daemon);
  async end() {
    await Promise.all([...this.children].map((child) => this.stop(child)));
    this.hook?.close();
    this.hook?.closeAllConnections();
    if (this.folder) rmSync(this.folder, { recursive: true, force: true });
  }

  async until(what, holds, seconds = 30) {
    let trouble = "";
    for (const end = Date.now() + seconds * 1000; Date.now() < end; await soon(100)) {
      try {
        const held = await holds();
        if (held) return held;
      } catch (thrown) {
        trouble = thrown.message;
      }
    }
    throw new Error(`not within ${seconds} s: ${what}\n${trouble}`);
  }

  async tell(door, body) {
    const answer = await fetch(`${this.weibo}/_sim/${door}`, { method: "POST", body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${door}: ${await answer.text()}`);
    return answer.json();
  }
  /** A fan comments under the brand's newest post. */
  async fan(name, text, more = {}) {
    const { uid } = await this.tell("fan", { name, followers: 320, authorised: true, ...more });
    return this.tell("say", { act: "comment", by: uid, brand: "yunzhi", text });
  }
  /** The brand answers what a fan said. */
  answer = ({ id }, text) => this.tell("say", { act: "reply", by: "yunzhi", to: id, text });

  async api(path, name = "lead") {
    const answer = await fetch(`${this.url}/api/v1/${path}`, { headers: { Authorization: "Bearer token-" + name } });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }
  /** The conversation that says `words`, as soon as the daemon knows it. */
  talk = (words) =>
    this.until(`the daemon knows of “${words}”`, async () => (await this.api("conversations?text=" + encodeURIComponent(words))).items[0]);
}
