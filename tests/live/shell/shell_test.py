#!/usr/bin/env python3
"""The command line as people meet it: tokens, completion, mistakes. usage: shell_test.py REPLYWATCH"""
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

REPLYWATCH = sys.argv.pop(1)


def run(*words, **more):
    return subprocess.run([REPLYWATCH, *words], capture_output=True, text=True, timeout=30, **more)


class Tokens(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.file = os.path.join(self.folder.name, "users")

    def tearDown(self):
        self.folder.cleanup()

    def text(self):
        with open(self.file) as file:
            return file.read()

    def token(self, *words):
        return run("token", *words, "--users-file", self.file)

    def test_a_token_is_shown_once_and_kept_as_its_hash(self):
        made = self.token("add", "li", "--role", "operator")
        self.assertEqual(made.returncode, 0, made.stderr)
        token = made.stdout.strip()
        self.assertGreaterEqual(len(token), 40)
        text = self.text()
        self.assertNotIn(token, text)
        self.assertEqual(text, f"{hashlib.sha256(token.encode()).hexdigest()},li,operator\n")
        self.assertEqual(os.stat(self.file).st_mode & 0o777, 0o600)

    def test_comments_and_others_stay_when_somebody_is_revoked(self):
        self.token("add", "li")
        with open(self.file, "a") as file:
            file.write("# the night shift\n")
        self.token("add", "wang", "--role", "admin")
        self.assertEqual(self.token("revoke", "li").returncode, 0)
        text = self.text()
        self.assertIn("# the night shift\n", text)
        self.assertNotIn("li,", text)
        listed = json.loads(self.token("list", "--json").stdout)
        self.assertEqual(listed, [{"name": "wang", "role": "admin"}])

    def test_what_cannot_be_is_said_and_nothing_is_changed(self):
        self.token("add", "li")
        before = self.text()
        for words in (["add", "li"], ["add", "a,b"], ["add", ""], ["revoke", "nobody"], ["add", "wang", "--role", "root"]):
            refused = self.token(*words)
            self.assertEqual(refused.returncode, 2, words)
            self.assertTrue(refused.stderr.strip(), words)
        self.assertEqual(self.text(), before)
        with open(self.file, "a") as file:
            file.write("no hash,x,viewer\n")
        broken = self.token("add", "zhao")
        self.assertIn(f"{self.file}:2:1: ", broken.stderr)


class Typing(unittest.TestCase):
    def test_a_mistyped_command_names_the_nearest(self):
        for words, meant in ((["quue"], "queue"), (["silence", "lst"], "list"), (["--json", "incident"], "incidents")):
            wrong = run(*words)
            self.assertEqual(wrong.returncode, 2)
            self.assertIn(f"did you mean `{meant}`?", wrong.stderr)

    def completed(self, *words):
        script = run("completion", "bash").stdout
        line = " ".join(f"'{word}'" for word in ("replywatch", *words))
        ask = f"{script}\nCOMP_WORDS=({line}); COMP_CWORD={len(words)}; _replywatch; echo \"${{COMPREPLY[@]}}\""
        return subprocess.run(["bash", "-c", ask], capture_output=True, text=True, check=True).stdout.split()

    def test_bash_completes_commands_and_options(self):
        self.assertEqual(self.completed("que"), ["queue"])
        self.assertEqual(self.completed("--json", "notify", "te"), ["test"])
        self.assertEqual(self.completed("queue", "--sta"), ["--state"])
        self.assertIn("--watch", self.completed("status", "--"))

    def test_the_other_shells_take_their_scripts(self):
        for shell, check in (("zsh", ["zsh", "-n"]), ("fish", ["fish", "--no-execute"])):
            script = run("completion", shell)
            self.assertEqual(script.returncode, 0)
            self.assertIn("replywatch", script.stdout)
            if shutil.which(shell):
                subprocess.run(check, input=script.stdout, text=True, check=True)


unittest.main(verbosity=1)
