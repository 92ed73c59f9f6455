#!/usr/bin/env python3
"""`replywatch login` against weibo-sim: an owner authorises, declines, is somebody else; by callback and by paste.

usage: login_test.py BUILD_DIR
"""
import json, os, pathlib, re, stat, subprocess, sys, tempfile, unittest, urllib.error, urllib.parse, urllib.request

BUILD = pathlib.Path(sys.argv.pop(1)).resolve()
BRAND, STAFF, STRANGER = '1904178193', '1870632073', '1642909335'
CODES = 40

SCENARIO = ''.join(f'''
[[brand]]
key = "{key}"
name = "{key}"
uid = "{uid}"
codes = {json.dumps([f'{key}-{n}' for n in range(CODES)])}
tokens = [ {{ token = "unused-{key}" }} ]
''' for key, uid in (('brand', BRAND), ('staff', STAFF), ('stranger', STRANGER)))

CONFIG = '''
[weibo]
api_url = "http://{sim}"
remind_url = "http://{sim}"
app_key = "1352222456"
app_secret_file = "app.secret"
{weibo}
[[account]]
name = "yunzhi"
uid = "{brand}"
staff_uids = ["{staff}"]
token_files = [{files}]
[[account]]
name = "other"
uid = "1"
token_files = ["other.token"]
'''


class Login(unittest.TestCase):
    used = 0

    @classmethod
    def setUpClass(cls):
        cls.room = tempfile.TemporaryDirectory()
        scenario = pathlib.Path(cls.room.name) / 'scenario.toml'
        scenario.write_text(SCENARIO)
        cls.weibo = subprocess.Popen([BUILD / 'daemon/weibo-sim/weibo-sim', '--listen', '127.0.0.1:0', '--scenario', scenario],
                                     stderr=subprocess.PIPE, text=True)
        cls.sim = re.search(r'http://(\S+)', cls.weibo.stderr.readline())[1]

    @classmethod
    def tearDownClass(cls):
        cls.weibo.terminate()
        cls.weibo.communicate()
        cls.room.cleanup()

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        (self.folder / 'app.secret').write_text('application-secret\n')
        self.token = self.folder / 'yunzhi.token'
        self.configure()

    def configure(self, weibo='', files='"yunzhi.token"'):
        self.config = self.folder / 'replywatch.toml'
        self.config.write_text(CONFIG.format(sim=self.sim, brand=BRAND, staff=STAFF, weibo=weibo, files=files))

    def code(self, who):
        Login.used += 1
        return f'{who}-{Login.used}'

    def start(self, *arguments, account='yunzhi'):
        quiet = {k: v for k, v in os.environ.items() if k not in ('DISPLAY', 'WAYLAND_DISPLAY')}
        process = subprocess.Popen([BUILD / 'daemon/replywatch/replywatch', 'login', account, '--config', self.config,
                                    *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, text=True, env=quiet)
        self.addCleanup(process.kill)
        return process

    def ended(self, process, text=None):
        out, err = process.communicate(text, timeout=30)
        for secret in ('application-secret', '2.00'):
            self.assertNotIn(secret, out + err)
        return process.returncode, out, err

    def refused(self, process, *words, text=None):
        code, out, err = self.ended(process, text)
        self.assertEqual((code, out), (2, ''), err)
        for word in words:
            self.assertIn(word, err)

    def begun(self, process):
        """The address for the browser, its fields, and where the answer is awaited (nothing by paste)."""
        shown = ''
        while not re.search(r'Waiting .*\n|press Enter:\n', shown):
            line = process.stderr.readline()
            self.assertTrue(line, shown)
            shown += line
        address = re.search(r'^  (http\S+)$', shown, re.M)[1]
        fields = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(address).query))
        waiting = re.search(r'answer on (\S+),', shown)
        return address, fields, waiting and waiting[1]

    def browse(self, place, path, **fields):
        try:
            with urllib.request.urlopen(f'http://{place}{path}?{urllib.parse.urlencode(fields)}', timeout=10) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def assert_good_token(self, place, uid):
        self.assertEqual(stat.S_IMODE(place.stat().st_mode), 0o600)
        self.assertRegex(place.read_text(), r'^2\.00\S+\n$')
        request = urllib.request.Request(f'http://{self.sim}/2/account/get_uid.json')
        request.add_header('Authorization', 'OAuth2 ' + place.read_text().strip())
        with urllib.request.urlopen(request, timeout=10) as answer:
            self.assertEqual(str(json.load(answer)['uid']), uid)
        strays = [entry.name for entry in place.parent.iterdir() if entry.name.startswith(place.name + '.')]
        self.assertEqual(strays, [])

    def test_an_owner_authorises_in_the_browser(self):
        process = self.start('--listen', '127.0.0.1:0')
        address, fields, place = self.begun(process)
        self.assertTrue(address.startswith(f'http://{self.sim}/oauth2/authorize?'))
        self.assertEqual(fields['client_id'], '1352222456')
        self.assertEqual(fields['redirect_uri'], 'http://127.0.0.1:8765/callback')
        self.assertEqual(fields['response_type'], 'code')
        self.assertGreaterEqual(len(fields['state']), 32)
        self.assertEqual(self.browse(place, '/favicon.ico')[0], 404)       # what is no answer of Weibo …
        self.assertEqual(self.browse(place, '/callback', hello='you')[0], 400)
        status, page = self.browse(place, '/callback', state=fields['state'], code=self.code('brand'))
        self.assertEqual(status, 200)                                      # … does not end the waiting
        self.assertIn('可以关闭本页', page)
        self.assertIn('close this page', page)
        code, out, err = self.ended(process)
        self.assertEqual(code, 0, err)
        self.assertIn(f'the token of {BRAND} is in {self.token}', out)
        self.assertRegex(out, r'expires on 20\d\d-\d\d-\d\d at \d\d:\d\d in Beijing, in 182\d days')
        self.assertIn('systemctl reload replywatchd', out)
        self.assert_good_token(self.token, BRAND)

    def test_the_first_token_makes_the_configuration_good(self):
        check = [BUILD / 'daemon/replywatch/replywatch', 'check-config', self.config]
        (self.folder / 'other.token').write_text('t\n')
        self.assertEqual(subprocess.run(check, capture_output=True).returncode, 1)
        code, _, err = self.ended(self.start('--paste'), self.code('brand') + '\n')
        self.assertEqual(code, 0, err)
        self.assertEqual(subprocess.run(check, capture_output=True).returncode, 0)

    def test_by_paste_the_code_alone_or_the_whole_address_will_do(self):
        self.configure(weibo='redirect_url = "https://brand.example/weibo"')
        for form in ('{code}', '  {code}  ', 'https://brand.example/weibo?state={state}&code={code}',
                     'code={code}&state={state}'):
            process = self.start('--paste', '--json')
            _, fields, _ = self.begun(process)
            self.assertEqual(fields['redirect_uri'], 'https://brand.example/weibo')
            pasted = form.format(code=self.code('staff'), state=fields['state'])
            code, out, err = self.ended(process, pasted + '\n')
            self.assertEqual(code, 0, err)
            told = json.loads(out)
            self.assertEqual((told['account'], told['uid'], told['token_file']), ('yunzhi', STAFF, str(self.token)))
            self.assertRegex(told['expires_at'], r'^20\d\d-.*Z$')
            self.assert_good_token(self.token, STAFF)

    def test_a_token_of_somebody_else_is_not_kept(self):
        self.token.write_text('as it was\n')
        self.refused(self.start('--paste'), STRANGER, BRAND, STAFF, text=self.code('stranger') + '\n')
        self.assertEqual(self.token.read_text(), 'as it was\n')

    def test_an_owner_declines(self):
        process = self.start('--listen', '127.0.0.1:0')
        _, fields, place = self.begun(process)
        status, page = self.browse(place, '/callback', error='access_denied', error_code=21330, state=fields['state'],
                                   error_description='<script>')
        self.assertEqual(status, 403)
        self.assertNotIn('<script>', page)
        self.refused(process, 'declined in the browser')
        self.assertFalse(self.token.exists())

    def test_an_answer_to_another_login_is_refused(self):
        process = self.start('--listen', '127.0.0.1:0')
        _, _, place = self.begun(process)
        self.assertEqual(self.browse(place, '/callback', code=self.code('brand'), state='guessed')[0], 403)
        self.refused(process, 'another login')
        self.assertFalse(self.token.exists())
        self.refused(self.start('--paste'), 'another login', text=f'http://127.0.0.1/?code={self.code("brand")}&state=x\n')

    def test_a_code_is_good_once(self):
        code = self.code('brand')
        self.assertEqual(self.ended(self.start('--paste'), code + '\n')[0], 0)
        before = self.token.read_text()
        self.refused(self.start('--paste'), '21325', 'start anew', text=code + '\n')
        self.assertEqual(self.token.read_text(), before)

    def test_a_token_that_is_there_is_replaced_as_a_whole(self):
        self.token.write_text('old\n')
        self.token.chmod(0o644)
        link = self.folder / 'link.token'
        link.symlink_to(self.token)
        if os.geteuid() == 0:
            os.chown(self.token, 65534, 65534)
        code, _, err = self.ended(self.start('--paste', '--token-file', link), self.code('brand') + '\n')
        self.assertEqual(code, 0, err)
        self.assertTrue(link.is_symlink())
        self.assert_good_token(self.token, BRAND)
        if os.geteuid() == 0:
            self.assertEqual((self.token.stat().st_uid, self.token.stat().st_gid), (65534, 65534))

    def test_with_several_token_files_one_is_named(self):
        self.configure(files='"a.token", "b.token"')
        self.refused(self.start('--paste'), '--token-file', 'a.token', 'b.token')
        place = self.folder / 'b.token'
        code, _, err = self.ended(self.start('--paste', '--token-file', place), self.code('brand') + '\n')
        self.assertEqual(code, 0, err)
        self.assert_good_token(place, BRAND)
        self.configure(files='"credential:yunzhi"')
        self.refused(self.start('--paste'), 'systemd credential', '--token-file')

    def test_what_cannot_be_is_said_before_anybody_is_asked(self):
        self.refused(self.start(account='yunzi'), 'no [[account]] is called `yunzi`', 'yunzhi, other')
        self.refused(self.start('--listen', '0.0.0.0:0'), '--listen')
        self.configure(weibo='redirect_url = "https://brand.example/weibo"')
        self.refused(self.start(), '--paste')
        self.configure(weibo='redirect_uri = "x"')
        self.refused(self.start(), 'replywatch.toml:', 'redirect_url')
        self.configure(files='"https://secret"')
        self.refused(self.start(), 'this is the secret itself')
        self.configure()
        text = self.config.read_text()
        self.config.write_text(text.replace('app_key = "1352222456"', ''))
        self.refused(self.start(), 'weibo.app_key is not set')
        self.config.write_text(text.replace('app_secret_file = "app.secret"', ''))
        self.refused(self.start(), 'weibo.app_secret_file is not set')
        (self.folder / 'app.secret').unlink()
        self.config.write_text(text)
        self.refused(self.start(), 'app_secret_file: cannot read')

    def test_nothing_pasted_and_nowhere_to_write(self):
        self.refused(self.start('--paste'), 'nothing was pasted', text='')
        self.refused(self.start('--paste'), 'has no `code`', text='https://brand.example/\n')
        nowhere = self.folder / 'none' / 'token'
        self.refused(self.start('--paste', '--token-file', nowhere), str(nowhere), text=self.code('brand') + '\n')

    def test_trouble_of_the_platform_passes_or_is_told(self):
        def fault(kind, path, times):
            body = json.dumps({'kind': kind, 'path': path, 'times': times}).encode()
            with urllib.request.urlopen(urllib.request.Request(f'http://{self.sim}/_sim/fault', body,
                                                               {'Content-Type': 'application/json'}), timeout=10):
                pass
        fault('http502html', '/oauth2/get_token_info', 2)
        code, _, err = self.ended(self.start('--paste'), self.code('brand') + '\n')
        self.assertEqual(code, 0, err)
        fault('garbage', '/oauth2/access_token', 1)
        self.refused(self.start('--paste'), '/oauth2/access_token', text=self.code('brand') + '\n')


if __name__ == '__main__':
    unittest.main()
