#!/usr/bin/env python3
"""replywatchd is killed at fifty random moments while two thousand messages and twelve hundred replies pass.

At the end an oracle compares what weibo-sim knows with what the daemon kept and told: every message answered or waiting
as scripted, each due breach told, none lost, none counted twice, and a notice that came twice marked as possibly repeated.

usage: kill_test.py BUILD_DIR [--messages N] [--replies N] [--kills N] [--redis-kills N] [--seed N]
"""
import argparse, base64, hashlib, hmac, http.server, json, os, pathlib, random, shutil, signal, socket, subprocess, sys
import tempfile, threading, time, urllib.request

CEILING = 6.0        # seconds a fan may wait
PROMPT = 0.5         # a prompt answer comes within this
LATE = 16.0          # a late one only after this
LIFE = 2.5           # a daemon that lives so long in one piece has looked and told
SECRET = base64.b64encode(b'k' * 24).decode()


def free_port():
    with socket.socket() as s:
        s.bind(('127.0.0.1', 0))
        return s.getsockname()[1]


def wait_until(check, seconds, what):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if check():
                return
        except OSError:
            pass
        time.sleep(0.05)
    raise SystemExit(f'not within {seconds} s: {what}')


def call(url, body=None, token=None):
    request = urllib.request.Request(url, json.dumps(body).encode() if body is not None else None)
    if token:
        request.add_header('Authorization', f'Bearer {token}')
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.loads(answer.read() or b'null')


class Receiver:
    """The team's webhook: checks every signature and remembers what it was told."""

    def __init__(self, chaos):
        self.told = []            # (webhook-id, body)
        self.bad = []
        self.lock = threading.Lock()
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = 'HTTP/1.1'

            def do_POST(self):
                raw = self.rfile.read(int(self.headers['Content-Length']))
                name, stamp = self.headers['webhook-id'], self.headers['webhook-timestamp']
                wanted = hmac.new(base64.b64decode(SECRET), f'{name}.{stamp}.'.encode() + raw, hashlib.sha256).digest()
                with receiver.lock:
                    if self.headers['webhook-signature'] != 'v1,' + base64.b64encode(wanted).decode():
                        receiver.bad.append(name)
                    receiver.told.append((name, json.loads(raw)))
                    fate = chaos.random()
                if fate < 0.05:   # the answer is lost: the sender cannot know
                    self.close_connection = True
                    self.connection.shutdown(socket.SHUT_RDWR)
                    return
                self.send_response(503 if fate < 0.10 else 204)
                self.send_header('Content-Length', '0')
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


class Daemon:
    def __init__(self, build, config, log):
        self.arguments = [f'{build}/daemon/replywatchd/replywatchd', '--config', config]
        self.log = open(log, 'ab')
        self.start()

    def start(self):
        self.process = subprocess.Popen(self.arguments, stdout=self.log, stderr=self.log)

    def kill(self):
        self.process.kill()
        self.process.wait()


SCENARIO = '''
[sim]
seed = 7
quota_ip_hour = 10000000

[[brand]]
key = "yunzhi"
name = "云织家居"
uid = "1904178193"
followers = 61286
tokens = [ { token = "demo-token-yunzhi", quota_hour = 10000000, quota_day = 10000000 } ]

[[say]]
at = "-1m"
act = "post"
by = "yunzhi"
key = "post"
text = "新品上线"
'''

CONFIG = '''
[daemon]
instance = "kill"
state_dir = "state"
[redis]
url = "embedded:"
[weibo]
api_url = "http://127.0.0.1:{sim}"
remind_url = "http://127.0.0.1:{sim}"
quota_user_hour = 10000000
quota_user_day = 10000000
quota_ip_hour = 10000000
min_interval = "250ms"
overlap = "5s"
cold_start = "10m"
blind_after = "10m"
[[account]]
name = "yunzhi"
uid = "1904178193"
token_files = ["token"]
lists = ["mentions", "comments_to_me", "comment_mentions", "by_me"]
[bands.complaint]
warn = "0s"
ceiling = "{ceiling}ms"
clock = "always"
[[channel]]
name = "hook"
type = "webhook"
url_file = "hook.url"
secret_file = "hook.secret"
[[escalation]]
name = "default"
steps = [ {{ after = "0s", notify = ["channel:hook"] }} ]
repeat = 0
[[route]]
escalation = "default"
group_wait = "200ms"
repeat_interval = "1h"
[http]
listen = "127.0.0.1:{http}"
users_file = "users"
'''


def write(folder, name, text):
    path = folder / name
    path.write_text(text)
    path.chmod(0o600)
    return str(path)


def redis_pid(parent):
    found = subprocess.run(['pgrep', '-P', str(parent), '-x', 'redis-server'], capture_output=True, text=True).stdout.split()
    return int(found[0]) if found else None


def speak(sim, options, dice, script):
    """Says everything on its time; remembers for each fan what ought to come of it."""
    begin = time.monotonic() + 1.0
    plan = []
    for n in range(options.messages):
        at = begin + options.seconds * n / options.messages
        fan = {'n': n, 'asked': [], 'answer': None}
        script.append(fan)
        plan.append((at, 'ask', fan))
    for rank, fan in enumerate(dice.sample(script, options.replies)):
        fan['answer'] = 'prompt' if rank % 2 == 0 else 'late'
        asked = begin + options.seconds * fan['n'] / options.messages
        plan.append((asked + (PROMPT * dice.random() if fan['answer'] == 'prompt' else LATE), 'answer', fan))
    for at, what, fan in sorted(plan, key=lambda step: step[0]):
        time.sleep(max(0.0, at - time.monotonic()))
        if what == 'ask':
            fan['uid'] = str(6_000_000_000 + fan['n'])
            call(f'{sim}/_sim/fan', {'name': f'粉丝{fan["n"]}号', 'uid': fan['uid'], 'followers': 300})
            said = call(f'{sim}/_sim/say', {'act': 'comment', 'by': fan['uid'], 'to': 'post', 'text': f'退款三天了还没到账，单号{fan["n"]}'})
            fan['asked'].append(said['id'])
            fan['asked_at'] = time.monotonic()
        else:
            call(f'{sim}/_sim/say', {'act': 'reply', 'by': 'yunzhi', 'to': fan['asked'][0], 'text': '今天18点前退到您账上'})
            fan['answered_at'] = time.monotonic()


def had_time_to_tell(fan, kills):
    """Whether a daemon lived long enough in one piece while the fan was late: before it is killed nobody can tell."""
    lives = [fan['asked_at'] + CEILING, *(at for at in kills), fan['answered_at']]
    inside = sorted(at for at in lives if lives[0] <= at <= lives[-1])
    return max(b - a for a, b in zip(inside, inside[1:])) >= LIFE


def conversations(base):
    found, cursor = {}, ''
    while True:
        page = call(f'{base}/api/v1/conversations?limit=200&cursor={cursor}', token='t')
        for talk in page['items']:
            if talk['fan']['uid'] in found:
                raise SystemExit(f'two conversations for fan {talk["fan"]["uid"]}')
            found[talk['fan']['uid']] = talk
        cursor = page['next_cursor']
        if not cursor:
            return found


def count_told(receiver):
    """How often each conversation's lateness was told, and how often without a word that it may be a repetition."""
    told, plain, by_id = {}, {}, {}
    for name, body in receiver.told:
        if body['event'] not in ('incident.opened', 'incident.updated', 'digest'):
            continue
        repeated = body['notification']['possibly_repeated'] or body['notification']['attempt'] > 1
        by_id.setdefault(name, []).append(repeated)
        for incident in body.get('incidents') or [body['incident']]:
            if incident['kind'] != 'late' or incident['state'] == 'resolved':
                continue
            for talk in incident['conversations']:
                told[talk] = told.get(talk, 0) + 1
                plain[talk] = plain.get(talk, 0) + (0 if repeated else 1)
    return told, plain, by_id


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('build')
    parser.add_argument('--messages', type=int, default=2000)
    parser.add_argument('--replies', type=int, default=1200)
    parser.add_argument('--kills', type=int, default=50)
    parser.add_argument('--redis-kills', type=int, default=10)
    parser.add_argument('--seconds', type=float, default=100.0)
    parser.add_argument('--seed', type=int, default=20261124)
    options = parser.parse_args()
    dice = random.Random(options.seed)
    folder = pathlib.Path(tempfile.mkdtemp(prefix='rw-kill-'))
    receiver = Receiver(random.Random(options.seed + 1))
    sim_port, http_port = free_port(), free_port()
    sim, base = f'http://127.0.0.1:{sim_port}', f'http://127.0.0.1:{http_port}'
    write(folder, 'token', 'demo-token-yunzhi\n')
    write(folder, 'users', hashlib.sha256(b't').hexdigest() + ',tester,admin\n')
    write(folder, 'hook.url', f'http://127.0.0.1:{receiver.port}/hook\n')
    write(folder, 'hook.secret', f'whsec_{SECRET}\n')
    config = write(folder, 'replywatch.toml', CONFIG.format(sim=sim_port, http=http_port, ceiling=int(CEILING * 1000)))
    simulator = subprocess.Popen([f'{options.build}/daemon/weibo-sim/weibo-sim', '--listen', f'127.0.0.1:{sim_port}',
                                  '--scenario', write(folder, 'scenario.toml', SCENARIO)], stderr=open(folder / 'sim.log', 'wb'))
    wait_until(lambda: call(f'{sim}/_sim/stats'), 10, 'weibo-sim answers')
    daemon = Daemon(options.build, config, folder / 'daemon.log')
    failures = []
    try:
        script = []
        speaker = threading.Thread(target=speak, args=(sim, options, dice, script))
        speaker.start()
        kill_dice = random.Random(options.seed + 2)
        moments = sorted(kill_dice.uniform(0.5, options.seconds + 1) for _ in range(options.kills))
        redis_too = set(kill_dice.sample(range(options.kills), options.redis_kills))
        begin = time.monotonic()
        kills = []
        for index, moment in enumerate(moments):
            time.sleep(max(0.0, begin + moment - time.monotonic()))
            if index in redis_too and (pid := redis_pid(daemon.process.pid)):
                os.kill(pid, signal.SIGKILL)
                time.sleep(kill_dice.uniform(0.0, 0.4))
            daemon.kill()
            kills.append(time.monotonic())
            daemon.start()
        speaker.join()
        time.sleep(LATE + CEILING + 4)

        expected_waiting = {fan['uid'] for fan in script if not fan['answer']}
        wait_until(lambda: call(f'{base}/readyz'), 10, 'the daemon is ready')
        known = conversations(base)
        told, plain, by_id = count_told(receiver)
        untold = 0
        for fan in script:
            talk = known.get(fan['uid'])
            if talk is None:
                failures.append(f'lost: fan {fan["n"]}')
                continue
            wanted = 'waiting' if fan['uid'] in expected_waiting else 'answered'
            if talk['state'] != wanted:
                failures.append(f'fan {fan["n"]} is {talk["state"]}, should be {wanted}')
            if talk['messages'] != len(fan['asked']):
                failures.append(f'fan {fan["n"]}: {talk["messages"]} messages counted')
            late = fan['answer'] != 'prompt'
            if late and not told.get(talk['id']):
                if fan['answer'] and not had_time_to_tell(fan, kills):
                    untold += 1
                    continue
                failures.append(f'fan {fan["n"]} ({fan["answer"]}) was late and nobody was told')
            if not late and told.get(talk['id']):
                failures.append(f'fan {fan["n"]} was answered in time, and yet told of')
            if plain.get(talk['id'], 0) > 1:
                failures.append(f'fan {fan["n"]} was told of {plain[talk["id"]]} times without a word of repetition')
        for name, repeats in by_id.items():
            if len(repeats) > 1 and not all(repeats[1:]):
                failures.append(f'notice {name} came {len(repeats)} times, unmarked')
        counters = subprocess.run(['redis-cli', '-s', str(folder / 'state/redis/redis.sock'), 'HGETALL', 'rw:{yunzhi}:count'],
                                  capture_output=True, text=True).stdout.split()
        counted = dict(zip(counters[::2], counters[1::2]))
        if counted.get('messages') != str(options.messages) or counted.get('replies') != str(options.replies):
            failures.append(f'counters say {counted}')
        if receiver.bad:
            failures.append(f'{len(receiver.bad)} notices with a wrong signature')
        stats = call(f'{sim}/_sim/stats')
        doubles = sum(len(repeats) - 1 for repeats in by_id.values())
        print(f'{len(known)} conversations, {len(told)} told of as late, {len(receiver.told)} deliveries, {doubles} marked repeats, '
              f'{untold} answered before any daemon lived for {LIFE} s; '
              f'killed {options.kills} times, Redis {options.redis_kills} times; counters {counted}')
    finally:
        daemon.process.send_signal(signal.SIGTERM)
        try:
            code = daemon.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            code = 'no end within 10 s'
        if code != 0:
            failures.append(f'SIGTERM ended with {code}')
        simulator.kill()
    for failure in failures[:40]:
        print('FAILED:', failure)
    if failures:
        print(f'{len(failures)} failures; kept for a look: {folder}')
        sys.exit(1)
    shutil.rmtree(folder, ignore_errors=True)
    print('nothing lost, nothing twice')


if __name__ == '__main__':
    main()
