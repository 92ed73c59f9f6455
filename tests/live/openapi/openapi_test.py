#!/usr/bin/env python3
"""The API against its own description: every real answer has the shape that openapi.json says.

usage: openapi_test.py BUILD_DIR SOURCE_DIR

The daemon is the real one, on the demo's brands. Skipped (77) without python3-jsonschema.
"""
import json
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.error
import urllib.request

try:
    import jsonschema
except ImportError:
    print("python3-jsonschema is not there: skipped")
    sys.exit(77)

SOURCE = pathlib.Path(sys.argv.pop(2)).resolve()
BUILD = pathlib.Path(sys.argv.pop(1)).resolve()


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class World:
    """The demo on ports of its own, until `close`."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="replywatch-openapi-")
        demo = SOURCE / "config/demo"
        weibo, api = free_port(), free_port()
        for file in demo.iterdir():
            if file.name == "run":
                continue
            text = file.read_text().replace("18080", str(weibo)).replace("8787", str(api))
            pathlib.Path(self.folder, file.name).write_text(text.replace("[http]", "[http]\nrate = 0", 1))
        self.log = open(pathlib.Path(self.folder, "log"), "w")
        self.url = f"http://127.0.0.1:{api}"
        start = lambda *words: subprocess.Popen(words, cwd=self.folder, stdout=self.log, stderr=self.log)
        self.programs = [
            start(BUILD / "daemon/weibo-sim/weibo-sim", "--listen", f"127.0.0.1:{weibo}", "--scenario", "scenario.toml"),
            start(BUILD / "daemon/replywatchd/replywatchd", "--config", "replywatch.toml"),
        ]

    def close(self):
        for program in reversed(self.programs):
            program.send_signal(signal.SIGTERM)
            program.wait(15)
        self.log.close()
        shutil.rmtree(self.folder)

    def ask(self, method, path, body=None, token="demo"):
        headers = {"Content-Type": "application/json"}
        if token:
            headers["Authorization"] = "Bearer " + token
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.headers, refused.read()

    def until(self, path, good, seconds=60):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                status, _, body = self.ask("GET", path)
                if status == 200 and good(json.loads(body)):
                    return json.loads(body)
            except (OSError, ValueError):
                pass
            time.sleep(0.2)
        raise AssertionError(f"{path} did not become what was expected within {seconds} s")


class Description(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = World()
        cls.world.until("/api/v1/conversations?state=", lambda page: len(page["items"]) >= 10)
        cls.world.until("/api/v1/incidents", lambda page: any(one["notifications"] for one in page["items"]))
        cls.world.ask("POST", "/api/v1/tone", {"side": "fan", "text": "在吗"})
        cls.doc = json.loads(cls.world.ask("GET", "/api/v1/openapi.json", token=None)[2])

    @classmethod
    def tearDownClass(cls):
        cls.world.close()

    def check(self, method, path, at=None, body=None):
        """Asks at `at` (else at `path`) and holds the answer against what the description says of `path`."""
        status, headers, text = self.world.ask(method, at or path, body)
        told = self.doc["paths"][path][method.lower()]["responses"]
        self.assertIn(str(status), told, f"{method} {at or path}: {text[:300]}")
        kind = headers["Content-Type"].split(";")[0]
        content = told[str(status)]["content"]
        self.assertIn(kind, content, f"{method} {path}")
        self.assertTrue(headers["X-Request-Id"])
        if "json" not in kind:
            return text
        answer = json.loads(text)
        schema = {**content[kind]["schema"], "components": self.doc["components"]}
        if "$ref" in schema:  # beside a $ref other members count since 2019-09 only
            schema = {"allOf": [{"$ref": schema["$ref"]}], "components": self.doc["components"]}
        jsonschema.Draft202012Validator(schema).validate(answer)
        return answer

    def test_everything_that_is_read(self):
        talks = self.check("GET", "/api/v1/conversations", "/api/v1/conversations?state=&limit=200")["items"]
        incidents = self.check("GET", "/api/v1/incidents", "/api/v1/incidents?limit=200")["items"]
        self.assertGreaterEqual(len(talks), 10)
        for talk in talks[:40]:
            self.check("GET", "/api/v1/conversations/{id}", "/api/v1/conversations/" + talk["id"])
        for incident in incidents[:20]:
            self.check("GET", "/api/v1/incidents/{id}", "/api/v1/incidents/" + incident["id"])
        account = talks[0]["account"]
        for path in ("daily", "weekly", "audit", "team", "hours"):
            self.check("GET", "/api/v1/reports/" + path, f"/api/v1/reports/{path}?account={account}")
        for path in ("overview", "accounts", "replies", "notifications", "silences", "clusters", "promises", "schedules",
                     "session", "audit-log", "tone/cases", "export"):
            self.check("GET", "/api/v1/" + path)
        for path in ("/healthz", "/readyz", "/metrics", "/api/v1/openapi.json"):
            self.check("GET", path)

    def test_everything_that_is_done(self):
        waiting = self.check("GET", "/api/v1/conversations", "/api/v1/conversations?state=waiting")["items"]
        id = waiting[0]["id"]
        until = "2099-01-01T00:00:00Z"
        for what, body in (("claim", {}), ("release", {}), ("refresh", {}), ("wrong", {"label": "question"}), ("private", {}),
                           ("pause", {"until": until, "reason": "x"}), ("cover", {"statement": "x"}), ("reopen", {}),
                           ("assign", {"to": "nobody"}), ("close", {"outcome": "nonsense"}), ("close", {"outcome": "resolved"})):
            self.check("POST", "/api/v1/conversations/{id}/" + what, f"/api/v1/conversations/{id}/{what}", body)
        incident = self.check("GET", "/api/v1/incidents")["items"][0]["id"]
        for what, body in (("ack", {}), ("unack", {}), ("note", {"text": "seen"}), ("resolve", {})):
            self.check("POST", "/api/v1/incidents/{id}/" + what, f"/api/v1/incidents/{incident}/{what}", body)
        silence = {"matchers": [{"name": "kind", "op": "=", "value": "load"}], "comment": "test",
                   "ends_at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 3600))}
        made = self.check("POST", "/api/v1/silences", body=silence)
        self.check("DELETE", "/api/v1/silences/{id}", "/api/v1/silences/" + made["id"])
        for draft in ({"side": "fan", "text": "什么时候发货？"}, {"side": "reply", "text": "自己看公告", "to": "怎么退"}, {"side": "x"}):
            self.check("POST", "/api/v1/tone", body=draft)
        account = self.check("GET", "/api/v1/accounts")["items"][0]
        self.check("POST", "/api/v1/accounts/{account}/lists/{list}/poll",
                   f"/api/v1/accounts/{account['account']}/lists/{account['lists'][0]['list']}/poll", {})
        self.check("POST", "/api/v1/notifications/{id}/retry", "/api/v1/notifications/none/retry", {})
        self.check("POST", "/api/v1/channels/{name}/test", "/api/v1/channels/none/test", {})

    def test_metrics_are_complete_and_well_formed(self):
        self.world.until("/api/v1/notifications?state=sent", lambda page: page["items"])
        text = self.check("GET", "/metrics").decode()
        self.assertTrue(text.endswith("# EOF\n"))
        for name in ("polls_total{account=", "observation_lag_seconds{account=", "quota_remaining{token=", "messages_total{account=",
                     "conversations{account=", "oldest_waiting_seconds{account=", "reply_seconds_bucket{", "deadline_lateness_seconds_bucket{",
                     "notification_seconds_bucket{", "notifications_total{channel=", "outbox_depth{channel=", "incidents{level=",
                     "tone_seconds_bucket{", "redis_seconds_bucket{op=", "lease_held{account=", "build_info{version="):
            self.assertTrue("\nreplywatch_" + name in text, name)
        if shutil.which("promtool"):
            # As a person or a script asks, and as a tool of the older format does.
            told = subprocess.run(["promtool", "check", "metrics"], input=text, capture_output=True, text=True)
            self.assertEqual((told.returncode, told.stderr), (0, ""), told.stdout)

    def test_refusals_are_problems(self):
        for method, path, at, body in (
                ("GET", "/api/v1/conversations/{id}", "/api/v1/conversations/none", None),
                ("GET", "/api/v1/conversations", "/api/v1/conversations?limit=0", None),
                ("GET", "/api/v1/conversations", "/api/v1/conversations?cursor=x", None),
                ("POST", "/api/v1/session", None, {"token": "wrong"}),
                ("POST", "/api/v1/incidents/{id}/ack", "/api/v1/incidents/none/ack", {})):
            answer = self.check(method, path, at, body)
            self.assertEqual(sorted(answer), ["detail", "status", "title", "type"])

    def test_roles_are_as_described(self):
        for path, methods in self.doc["paths"].items():
            for method, told in methods.items():
                at = re.sub(r"\{\w+\}", "none", path)
                status, _, _ = self.world.ask(method.upper(), at, {} if method == "post" else None, token=None)
                self.assertNotEqual(status, 405, f"{method} {path}")
                if told["x-role"] != "none":
                    self.assertEqual(status, 401, f"{method} {path}")
                elif not path.startswith(("/weibo", "/a/", "/api/v1/session")):
                    self.assertEqual(status, 200, f"{method} {path}")

    def test_no_route_is_kept_secret(self):
        described = {(method.upper(), path) for path, methods in self.doc["paths"].items() for method in methods}
        found = set()
        for file in (SOURCE / "lib/app").glob("*.cpp"):
            text = file.read_text()
            found |= set(re.findall(r'(?:at|add)\("(GET|POST|DELETE|PUT)", "(/[^"]*)"', text))
            found |= {("GET", path) for path in re.findall(r'at\("(/api/v1/reports/[^"]*)"', text)}
            found |= {("POST", path) for path in re.findall(r'answers\("(/[^"]*)"', text)}
            found |= {("POST", "/api/v1/conversations/{id}/" + name) for name in re.findall(r'^        \{"(\w+)",\s*\{', text, re.M)}
        self.assertGreater(len(found), 40)
        self.assertEqual(found - described, set())


unittest.main(verbosity=1)
