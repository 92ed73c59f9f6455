#!/usr/bin/env python3
"""The daemon tells of a blind list through every kind of channel: a real Alertmanager, a real mail server with STARTTLS and
AUTH, and stand-ins of WeCom, Feishu, Slack and PagerDuty that answer as the platforms do.

usage: channels_test.py BUILD_DIR
"""
import email, email.policy, hashlib, http.server, json, os, pathlib, shutil, socket, ssl, subprocess, sys, tempfile, threading, time
import unittest, urllib.error, urllib.parse, urllib.request

BUILD = pathlib.Path(sys.argv.pop(1)).resolve()
ALERTMANAGER = shutil.which('prometheus-alertmanager')
try:
    from aiosmtpd.controller import Controller
    from aiosmtpd.smtp import AuthResult
except ImportError:
    Controller = None

TOKEN = '2.00weiboSecretToken'
WECOM_KEY = '693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa'
FEISHU_HOOK = 'c1a0ffee-hook'
SLACK_PATH = 'T0000/B0000/slackSecretPath'
PAGERDUTY_KEY = 'r' * 32
PASS = 'passphrase-of-li'


def free_port():
    with socket.socket() as s:
        s.bind(('127.0.0.1', 0))
        return s.getsockname()[1]


def wait_for(what, seconds=20):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = what()
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError('nothing came of it in time')


class Platforms:
    """WeCom, Feishu, Slack and PagerDuty: each takes only what its own limits allow."""

    def __init__(self):
        self.taken = {'wecom': [], 'feishu': [], 'slack': [], 'pagerduty': []}
        self.beats = []
        platforms = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def log_message(self, *_):
                pass

            def do_GET(self):
                platforms.beats.append(self.path)
                self.send_response(204)
                self.end_headers()

            def do_POST(self):
                raw = self.rfile.read(int(self.headers['Content-Length']))
                body = json.loads(raw)
                name = self.path.split('/')[1]
                status, answer = getattr(platforms, name)(body, raw)
                if status < 300:
                    platforms.taken[name].append(body)
                self.send_response(status)
                self.send_header('Content-Length', str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

        self.server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()

    def wecom(self, body, _):
        kind = body['msgtype']
        most = {'text': 2048, 'markdown': 4096}[kind]
        if len(body[kind]['content'].encode()) > most:
            return 200, b'{"errcode":40058,"errmsg":"exceed max length"}'
        return 200, b'{"errcode":0,"errmsg":"ok"}'

    def feishu(self, body, raw):
        if len(raw) > 20480:
            return 400, b'{"code":9499,"msg":"Bad Request"}'
        return 200, b'{"code":0,"msg":"success","data":{}}'

    def slack(self, body, _):
        for block in body['blocks']:
            if block['type'] == 'header' and len(block['text']['text']) > 150:
                return 400, b'invalid_blocks'
        return 200, b'ok'

    def pagerduty(self, body, _):
        if body['event_action'] == 'trigger' and 'payload' not in body:
            return 400, b'{"status":"invalid event"}'
        return 202, b'{"status":"success"}'


class Mailbox:
    def __init__(self):
        self.mails, self.signed_in = [], []

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith('gone@'):
            return '550 5.1.1 no such user'
        envelope.rcpt_tos.append(address)
        return '250 OK'

    async def handle_DATA(self, server, session, envelope):
        self.mails.append((envelope.rcpt_tos, session.ssl is not None, envelope.content))
        return '250 OK'

    def authenticate(self, server, session, envelope, mechanism, data):
        self.signed_in.append((mechanism, data.login, data.password))
        return AuthResult(success=data.password == b'geheim')


@unittest.skipUnless(ALERTMANAGER and Controller, 'needs prometheus-alertmanager and python3-aiosmtpd of Debian')
class Channels(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        self.platforms = Platforms()
        self.addCleanup(self.platforms.stop)
        self.printed = []  # by every command
        self.start_alertmanager()
        self.start_mail()

    def start(self, *command):
        log = open(self.folder / (pathlib.Path(command[0]).name + '.log'), 'wb')
        process = subprocess.Popen([str(c) for c in command], stdout=log, stderr=log)

        def end():
            process.terminate()
            process.wait()
            log.close()
        self.addCleanup(end)
        return process

    def start_alertmanager(self):
        self.am = free_port()
        config = self.folder / 'am.yml'
        config.write_text('route: {receiver: none}\nreceivers: [{name: none}]\n')
        self.start(ALERTMANAGER, f'--config.file={config}', f'--storage.path={self.folder}/am',
                   f'--web.listen-address=127.0.0.1:{self.am}', '--cluster.listen-address=')
        wait_for(lambda: self.alerts() is not None)

    def alerts(self):
        try:
            with urllib.request.urlopen(f'http://127.0.0.1:{self.am}/api/v2/alerts') as answer:
                return json.load(answer)
        except OSError:
            return None

    def start_mail(self):
        names = 'subjectAltName=DNS:localhost,IP:127.0.0.1'
        subprocess.run(['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes',
                        '-keyout', self.folder / 'key.pem', '-out', self.folder / 'ca.pem', '-days', '2', '-subj',
                        '/CN=localhost', '-addext', names], check=True, capture_output=True)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.folder / 'ca.pem', self.folder / 'key.pem')
        self.mailbox = Mailbox()
        self.smtp = free_port()
        server = Controller(self.mailbox, hostname='127.0.0.1', port=self.smtp, tls_context=context,
                            require_starttls=True, authenticator=self.mailbox.authenticate, auth_required=True)
        server.start()
        self.addCleanup(server.stop)

    def start_daemon(self):
        port, here = free_port(), self.platforms.port
        files = {'a.token': TOKEN, 'am.url': f'http://127.0.0.1:{self.am}', 'mail.url': f'smtp://care@127.0.0.1:{self.smtp}',
                 'mail.secret': 'geheim', 'wecom.url': f'http://127.0.0.1:{here}/wecom/send?key={WECOM_KEY}',
                 'feishu.url': f'http://127.0.0.1:{here}/feishu/hook/{FEISHU_HOOK}',
                 'slack.url': f'http://127.0.0.1:{here}/slack/services/{SLACK_PATH}',
                 'pd.url': f'http://127.0.0.1:{here}/pagerduty/v2/enqueue', 'pd.secret': PAGERDUTY_KEY,
                 'users': hashlib.sha256(PASS.encode()).hexdigest() + ',li,admin\n'}
        for name, text in files.items():
            (self.folder / name).write_text(text)
        kinds = [('am', 'alertmanager', 'am.url', ''), ('mail', 'smtp', 'mail.url', 'mail.secret'), ('wecom', 'wecom', 'wecom.url', ''),
                 ('feishu', 'feishu', 'feishu.url', ''), ('slack', 'slack', 'slack.url', ''),
                 ('pd', 'pagerduty', 'pd.url', 'pd.secret')]
        channels = ''.join(f'[[channel]]\nname = "{n}"\ntype = "{t}"\nurl_file = "{u}"\n' +
                           (f'secret_file = "{s}"\n' if s else '') +
                           ('from = "云织客服 <care@example.com>"\nto = ["li@example.com", "gone@example.com"]\n' if t == 'smtp' else '')
                           for n, t, u, s in kinds)
        targets = ', '.join(f'"channel:{n}"' for n, *_ in kinds)
        config = self.folder / 'replywatch.toml'
        config.write_text(f'''
[daemon]
state_dir = "state"
heartbeat_url = "http://127.0.0.1:{here}/beat/1"
[weibo]
api_url = "http://127.0.0.1:{free_port()}"
remind_url = "http://127.0.0.1:{free_port()}"
ca_file = "ca.pem"
min_interval = "250ms"
blind_after = "1s"
quota_user_hour = 1000000
quota_user_day = 1000000
[[account]]
name = "yunzhi"
uid = "1904178193"
token_files = ["a.token"]
lists = ["mentions"]
{channels}
[[escalation]]
name = "default"
steps = [{{ after = "0s", notify = [{targets}] }}]
[[route]]
match = {{ kind = "blind" }}
escalation = "default"
group_wait = "0s"
[http]
listen = "127.0.0.1:{port}"
public_url = "http://127.0.0.1:{port}"
users_file = "users"
''')
        self.url = f'http://127.0.0.1:{port}'
        self.start(BUILD / 'daemon/replywatchd/replywatchd', '--config', config)

    def ask(self, *arguments):
        command = [BUILD / 'daemon/replywatch/replywatch', '--url', self.url, '--json', *arguments]
        done = subprocess.run([str(c) for c in command], capture_output=True, text=True,
                              env={**os.environ, 'REPLYWATCH_TOKEN': PASS})
        self.printed.append(done.stdout + done.stderr)
        return done.returncode, done.stdout

    def test_a_blind_list_is_told_everywhere_and_its_end_too(self):
        self.start_daemon()
        incident = wait_for(lambda: self.blind_incident(), 30)
        for name in ('wecom', 'feishu', 'slack', 'pagerduty'):
            wait_for(lambda: self.platforms.taken[name])
        alert = wait_for(lambda: [a for a in self.alerts() if a['labels'].get('incident') == incident['id']])[0]
        self.assertEqual(alert['labels']['alertname'], 'replywatch_blind')
        self.assertEqual(alert['annotations']['summary'], incident['title'])

        to, encrypted, content = wait_for(lambda: self.mailbox.mails)[0]
        self.assertTrue(encrypted)
        self.assertEqual(to, ['li@example.com'])  # the dead address starves nobody
        self.assertEqual(self.mailbox.signed_in[0][1:], (b'care', b'geheim'))
        mail = email.message_from_bytes(content, policy=email.policy.default)
        self.assertEqual(mail['Subject'], incident['title'])
        self.assertEqual(str(mail['From']), '云织客服 <care@example.com>')
        self.assertIn(incident['title'], mail.get_body(('plain',)).get_content())
        link = [w for w in mail.get_body(('plain',)).get_content().split() if '/a/' in w][0].split('：')[-1]

        self.assertIn(incident['title'], self.platforms.taken['wecom'][0]['markdown']['content'])
        self.assertEqual(self.platforms.taken['feishu'][0]['card']['header']['title']['content'], incident['title'])
        self.assertEqual(self.platforms.taken['pagerduty'][0]['event_action'], 'trigger')

        with urllib.request.urlopen(link) as page:  # a scanner of mail looks
            self.assertIn('<form method="post">', page.read().decode())
        self.assertEqual(self.blind_incident()['state'], 'open')
        urllib.request.urlopen(urllib.request.Request(link, data=b'', method='POST')).read()
        wait_for(lambda: self.blind_incident()['state'] == 'acked')
        wait_for(lambda: 'acknowledge' in [e['event_action'] for e in self.platforms.taken['pagerduty']])

        self.assertEqual(self.ask('resolve', incident['id'])[0], 0)
        wait_for(lambda: 'resolve' in [e['event_action'] for e in self.platforms.taken['pagerduty']])
        wait_for(lambda: not [a for a in self.alerts() if a['labels'].get('incident') == incident['id']])
        reply = wait_for(lambda: [m for m in self.mailbox.mails if b'In-Reply-To' in m[2]])[0]
        answer = email.message_from_bytes(reply[2], policy=email.policy.default)
        self.assertEqual(answer['In-Reply-To'], mail['Message-ID'])

        wait_for(lambda: '/beat/1' in self.platforms.beats)  # blind, and well: those are different things
        code, printed = self.ask('notify', 'test', 'mail')
        self.assertEqual((code, json.loads(printed)['delivered']), (0, True))
        self.no_secret_is_told(incident['id'])

    def no_secret_is_told(self, incident):
        """Neither while all goes well nor when nothing can be reached: not in the log, the metrics, any answer of the API,
        what the commands print, or what is kept on disk."""
        self.platforms.stop()
        for channel in ('wecom', 'feishu', 'slack', 'pd', 'am', 'mail'):
            self.ask('notify', 'test', channel)
        for command in (['status'], ['health'], ['limits'], ['incidents', '--state', 'all'], ['notify', 'list'], ['silence', 'list']):
            self.ask(*command)
        told = {'the commands': '\n'.join(self.printed), 'metrics': self.read('/metrics')}
        for path, methods in json.loads(self.read('/api/v1/openapi.json'))['paths'].items():
            if 'get' in methods and not path.endswith('/events'):
                told[path] = self.read(path.replace('{id}', incident))
        secret_files = {'a.token', 'mail.secret', 'wecom.url', 'feishu.url', 'slack.url', 'pd.secret'}
        for file in self.folder.rglob('*'):
            if file.is_file() and file.name not in secret_files:
                told[str(file)] = file.read_bytes().decode(errors='replace')
        self.assertGreater(len(told), 25)
        self.assertTrue(any('state' in name for name in told), told.keys())
        for where, text in told.items():
            for secret in (TOKEN, 'geheim', WECOM_KEY, FEISHU_HOOK, SLACK_PATH, PAGERDUTY_KEY, PASS):
                self.assertFalse(secret in text, f'{secret} is told by {where}')

    def read(self, path):
        request = urllib.request.Request(self.url + path, headers={'Authorization': 'Bearer ' + PASS})
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.read().decode()
        except urllib.error.HTTPError as refused:
            return refused.read().decode()

    def blind_incident(self):
        code, printed = self.ask('incidents')
        if code == 2:
            return None
        found = [i for i in json.loads(printed)['items'] if i['kind'] == 'blind']
        return found[0] if found else None


if __name__ == '__main__':
    unittest.main(verbosity=1)
