#!/usr/bin/env python3
"""`replywatch` as people use it on the queue: what is asked of the daemon, what is said, and the exit codes.

usage: people_test.py BUILD_DIR

The daemon is a stand-in that keeps a queue in memory and answers as the API does.
"""
import datetime, http.server, json, pathlib, subprocess, sys, threading, unittest

BUILD = pathlib.Path(sys.argv.pop(1)).resolve()
UTC = datetime.timezone.utc


def talk(name, **more):
    return {'id': name, 'account': 'yunzhi', 'state': 'waiting', 'class': 'complaint', 'level': 'orange', 'labels': [],
            'risk': 1, 'fan': {'uid': '5100000001', 'name': '小***鱼', 'followers': 320, 'tier': 'normal'},
            'text': '退款三天了', 'url': 'https://weibo.com/1/A', 'waiting_since': '2026-11-26T02:00:00.000Z',
            'due_at': '2026-11-26T03:00:00.000Z', 'waited_s': 60, 'observed': True, 'messages': 1, 'prods': 0,
            'claimed_by': None, 'claimed_until': None, 'paused_until': None, 'promises': [], 'replies': [],
            'timeline': [], **more}


class Daemon:
    """Whoever is in `faster` has just been claimed by wang, though the queue does not show it yet."""

    def __init__(self, talks, faster=(), page=50):
        self.talks, self.faster, self.page, self.asked = talks, set(faster), page, []
        daemon = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def log_message(self, *_):
                pass

            def answer(self, status, body):
                text = json.dumps(body).encode()
                self.send_response(status)
                self.send_header('Content-Type', 'application/json')
                self.send_header('Content-Length', str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            def do_GET(self):
                daemon.asked.append(('GET', self.path, None))
                begin = int(self.path.split('cursor=')[1].split('&')[0]) if 'cursor=' in self.path else 0
                end = begin + daemon.page
                cursor = str(end) if end < len(daemon.talks) else None
                self.answer(200, {'items': daemon.talks[begin:end], 'next_cursor': cursor})

            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers['Content-Length'])))
                daemon.asked.append(('POST', self.path, body))
                name, what = self.path.split('/')[-2:]
                found = [one for one in daemon.talks if one['id'] == name]
                if not found:
                    self.answer(404, {'detail': 'there is no conversation ' + name})
                elif name in daemon.faster:
                    self.answer(409, {'detail': 'wang has claimed it already'})
                else:
                    more = {'claim': {'claimed_by': 'li', 'claimed_until': '2099-01-01T04:00:00.000Z'},
                            'pause': {'paused_until': body.get('until')}}.get(what, {})
                    self.answer(200, {**found[0], **more})

        self.server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def posted(self):
        return [(path.removeprefix('/api/v1/conversations/'), body) for method, path, body in self.asked if method == 'POST']


class People(unittest.TestCase):
    def serve(self, *arguments, **settings):
        self.daemon = Daemon(*arguments, **settings)
        self.addCleanup(self.daemon.close)

    def run_it(self, *arguments):
        port = self.daemon.server.server_address[1]
        done = subprocess.run([BUILD / 'daemon/replywatch/replywatch', *arguments], capture_output=True, text=True,
                              env={'REPLYWATCH_URL': f'http://127.0.0.1:{port}', 'REPLYWATCH_TOKEN': 'synthetic', 'HOME': '/nonexistent'})
        return done.returncode, done.stdout, done.stderr

    def test_each_deed_asks_for_what_it_means(self):
        self.serve([talk('8f3k')])
        for arguments, path, body in (
                (('claim', '8f3k'), 'claim', {}), (('release', '8f3k'), 'release', {}),
                (('assign', '8f3k', '--to', 'wang'), 'assign', {'to': 'wang'}),
                (('close', '8f3k', '--outcome', 'resolved'), 'close', {'outcome': 'resolved'}),
                (('reopen', '8f3k'), 'reopen', {}), (('resume', '8f3k'), 'resume', {}),
                (('cover', '8f3k', '--statement', 'https://weibo.com/1/A'), 'cover', {'statement': 'https://weibo.com/1/A'}),
                (('private', '8f3k'), 'private', {}),
                (('wrong', '8f3k', '--label', 'question'), 'wrong', {'label': 'question'}),
                (('pause', '8f3k', '--until', '2099-01-01T18:00:00+08:00', '--reason', '等仓库'), 'pause',
                 {'until': '2099-01-01T10:00:00.000Z', 'reason': '等仓库'})):
            with self.subTest(path):
                self.daemon.asked.clear()
                code, out, said = self.run_it(*arguments)
                self.assertEqual((code, said), (0, ''))
                self.assertIn('8f3k', out)
                self.assertEqual(self.daemon.posted(), [('8f3k/' + path, body)])
                code, out, _ = self.run_it(*arguments, '--json')
                shown = json.loads(out)
                self.assertEqual((shown['items'][0] if path == 'cover' else shown)['id'], '8f3k')

    def test_who_was_faster_is_named_and_it_could_not_be_done(self):
        self.serve([talk('8f3k')], faster=['8f3k'])
        for arguments in (('claim', '8f3k'), ('release', '8f3k'), ('assign', '8f3k', '--to', 'li'), ('private', '8f3k'),
                          ('pause', '8f3k', '--until', '2h', '--reason', 'x'), ('claim', '8f3k', '--json')):
            code, out, said = self.run_it(*arguments)
            self.assertEqual((code, out), (2, ''))
            self.assertIn('wang has claimed it already', said)

    def test_a_pause_counts_from_now(self):
        self.serve([talk('8f3k')])
        code, _, _ = self.run_it('pause', '8f3k', '--until', '2h', '--reason', '等仓库')
        self.assertEqual(code, 0)
        until = datetime.datetime.fromisoformat(self.daemon.posted()[0][1]['until'].replace('Z', '+00:00'))
        self.assertLess(abs(until - datetime.datetime.now(UTC) - datetime.timedelta(hours=2)), datetime.timedelta(minutes=1))
        code, _, said = self.run_it('pause', '8f3k', '--until', 'soon', '--reason', 'x')
        self.assertEqual(code, 2)
        self.assertIn('expected 2h, 30m, 1d, 18:00', said)
        self.assertEqual(len(self.daemon.posted()), 1)
        self.assertEqual(self.run_it('pause', '8f3k', '--until', '2h')[0], 2)  # why?

    def test_a_statement_goes_on_after_a_refusal_and_says_each(self):
        self.serve([talk('a'), talk('b'), talk('c')], faster=['b'])
        code, out, said = self.run_it('cover', 'a', 'b', 'nowhere', 'c', '--statement', 'S')
        self.assertEqual(code, 2)
        self.assertEqual([path for path, _ in self.daemon.posted()], ['a/cover', 'b/cover', 'nowhere/cover', 'c/cover'])
        self.assertEqual(len(out.splitlines()), 2)
        self.assertIn('b: wang has claimed it already', said)
        self.assertIn('nowhere: there is no conversation nowhere', said)
        code, out, _ = self.run_it('cover', 'a', 'b', '--statement', 'S', '--json')
        told = json.loads(out)
        self.assertEqual((code, [one['id'] for one in told['items']], told['refused']),
                         (2, ['a'], [{'id': 'b', 'detail': 'wang has claimed it already'}]))
        self.assertEqual(self.run_it('cover', 'a', 'c', '--statement', 'S')[0], 0)

    def test_next_is_the_first_that_is_free(self):
        self.serve([talk('held', claimed_by='wang'), talk('paused', paused_until='2099-01-01T00:00:00.000Z'), talk('free'),
                    talk('later')])
        code, out, said = self.run_it('next', '--account', 'yunzhi')
        self.assertEqual((code, said), (0, ''))
        self.assertEqual(self.daemon.posted(), [('free/claim', {})])
        self.assertIn('认领：li', out)
        self.assertIn('account=yunzhi', self.daemon.asked[0][1])
        self.assertEqual(json.loads(self.run_it('next', '--json')[1])['claimed_by'], 'li')

    def test_next_is_a_late_risk_then_who_has_waited_far_too_long_then_the_queue(self):
        self.serve([talk('noble', level='red'),
                    talk('patient', level='yellow', aged=True, due_at='2026-11-26T01:00:00.000Z'),
                    talk('older', level='yellow', aged=True, due_at='2026-11-26T00:00:00.000Z'),
                    talk('hurt', level='red', **{'class': 'safety'})], faster=('hurt', 'older', 'patient'))
        self.assertEqual(self.run_it('next')[0], 0)
        self.assertEqual([path for path, _ in self.daemon.posted()],
                         ['hurt/claim', 'older/claim', 'patient/claim', 'noble/claim'])

    def test_next_takes_the_following_one_when_somebody_was_faster(self):
        self.serve([talk('a'), talk('b'), talk('c')], faster=['a', 'b'], page=2)
        code, out, said = self.run_it('next')
        self.assertEqual(code, 0)
        self.assertEqual([path for path, _ in self.daemon.posted()], ['a/claim', 'b/claim', 'c/claim'])
        self.assertIn('wang has claimed it already', said)

    def test_next_gives_up_after_twenty_tries(self):
        names = [str(1000 + i) for i in range(30)]
        self.serve([talk(name) for name in names], faster=names)
        code, out, _ = self.run_it('next')
        self.assertEqual((code, out), (2, ''))
        self.assertEqual(len(self.daemon.posted()), 20)

    def test_nobody_waits(self):
        self.serve([talk('held', claimed_by='wang')])
        code, out, said = self.run_it('next')
        self.assertEqual((code, said), (1, ''))
        self.assertIn('没有等待认领的粉丝', out)
        self.assertEqual(self.run_it('next', '--lang', 'en')[1], 'nobody waits to be taken on\n')
        code, out, _ = self.run_it('next', '--json')
        self.assertEqual((code, json.loads(out)), (1, None))
        self.assertEqual(self.daemon.posted(), [])

    def test_the_queue_shows_who_holds_whom_and_what_stands_still(self):
        self.serve([talk('held', claimed_by='wang'), talk('paused', paused_until='2099-01-01T00:00:00.000Z'),
                    talk('maybe', probably_answered=True)])
        code, out, _ = self.run_it('queue')
        self.assertEqual(code, 0)
        lines = {line.split()[1]: line for line in out.splitlines()[1:]}
        self.assertIn('wang', lines['held'])
        self.assertIn('停到01-01 08:00', lines['paused'])
        self.assertIn('可能已答', lines['maybe'])
        self.assertIn('answered?', self.run_it('queue', '--lang', 'en')[1])

    def test_without_a_daemon_nothing_can_be_done(self):
        self.serve([])
        self.daemon.server.server_close()
        for arguments in (('next',), ('cover', 'a', 'b', '--statement', 'S'), ('claim', 'a')):
            code, _, said = self.run_it(*arguments)
            self.assertEqual(code, 2)
            self.assertIn('Does replywatchd run there?', said)


if __name__ == '__main__':
    unittest.main()
