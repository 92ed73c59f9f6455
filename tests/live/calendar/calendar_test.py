#!/usr/bin/env python3
"""`replywatch calendar` as people and scripts use it: offline, from any directory, in words and as JSON.

usage: calendar_test.py BUILD_DIR
"""
import json, pathlib, subprocess, sys, tempfile, unittest

BUILD = pathlib.Path(sys.argv.pop(1)).resolve()

CONFIG = '''
[calendar]
holidays = ["cn"]
hours = { mon = ["09:00-12:00", "13:00-22:00"], tue = ["09:00-18:00"], sat = ["22:00-02:00"] }
[[account]]
name = "yunzhi"
uid = "1904178193"
token_files = ["a.token"]
calendar = { timezone = "America/New_York", holiday_hours = [], hours = { fri = ["09:00-17:00"], sun = ["01:00-04:00"] } }
[[account]]
name = "shiguang"
uid = "1904178194"
token_files = ["a.token"]
calendar = { holidays = [] }
'''


class Calendar(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.room = pathlib.Path(folder.name)
        (self.room / 'a.token').write_text('synthetic\n')
        self.config = self.room / 'c.toml'
        self.config.write_text(CONFIG)

    def ask(self, *arguments):
        done = subprocess.run([BUILD / 'daemon/replywatch/replywatch', 'calendar', *map(str, arguments)], capture_output=True,
                              text=True, cwd='/')
        return done.returncode, done.stdout, done.stderr

    def asked(self, *arguments):
        code, out, _ = self.ask(*arguments, '--json')
        return code, json.loads(out)

    def test_a_saturday_that_is_made_up_for(self):
        code, out, said = self.ask('check', '2026-10-10', '--config', self.config)
        self.assertEqual((code, said), (0, ''))
        self.assertIn('2026-10-10: Saturday, make-up workday for 国庆节, open 09:00-12:00 13:00-22:00\n', out)
        self.assertIn('国办发明电〔2025〕7号', out)

    def test_without_a_configuration_china_and_the_default_hours_are_meant(self):
        for date, working, kind, hours in (('2026-10-10', True, 'makeup_workday', ['09:00-22:00']),
                                           ('2026-10-01', False, 'holiday', ['10:00-18:00']),
                                           ('2026-10-12', True, 'workday', ['09:00-22:00']),
                                           ('2026-10-11', False, 'weekend', ['09:00-22:00']),
                                           ('2025-02-04', False, 'holiday', ['10:00-18:00'])):
            code, day = self.asked('check', date)
            self.assertEqual(code, 0)
            self.assertEqual((day['date'], day['working'], day['kind'], day['hours']), (date, working, kind, hours))
            self.assertIs(day['covered'], True)
            self.assertIn('国务院', day['source'])

    def test_a_moment_is_open_or_says_when_it_opens(self):
        _, out, _ = self.ask('check', '2026-10-10T23:30', '--config', self.config)
        self.assertIn('2026-10-10 23:30 Asia/Shanghai: closed, opens next 2026-10-12 09:00', out)
        _, out, _ = self.ask('check', '2026-10-12T11:00', '--config', self.config)
        self.assertIn('open until 2026-10-12 12:00, opens next 2026-10-12 13:00', out)
        _, moment = self.asked('check', '2026-10-10T23:30')
        self.assertEqual((moment['open'], moment['opens_at'], moment['closes_at']),
                         (False, '2026-10-11T01:00:00.000Z', None))
        _, moment = self.asked('check', '2026-10-10T23:30:00Z')  # the next morning in Shanghai
        self.assertEqual((moment['date'], moment['open']), ('2026-10-11', False))

    def test_a_block_past_midnight_belongs_to_the_day_before(self):
        _, out, _ = self.ask('check', '2026-10-18T01:30', '--config', self.config)
        self.assertIn('Sunday, weekend, closed', out)
        self.assertIn('open until 2026-10-18 02:00', out)

    def test_an_account_has_its_own_clocks(self):
        _, day = self.asked('check', '2026-10-02', '--config', self.config, '--account', 'yunzhi')
        self.assertEqual((day['timezone'], day['kind'], day['hours'], day['working']), ('America/New_York', 'holiday', [], False))
        _, moment = self.asked('check', '2026-03-08T01:30', '--config', self.config, '--account', 'yunzhi')
        self.assertEqual(moment['closes_at'], '2026-03-08T08:00:00.000Z')
        code, _, said = self.ask('check', '2026-03-08T02:30', '--config', self.config, '--account', 'yunzhi')
        self.assertEqual(code, 0)
        self.assertIn('jump over 2026-03-08T02:30', said)

    def test_a_year_that_nobody_knows_is_told(self):
        code, out, said = self.ask('check', '2031-01-01')
        self.assertEqual(code, 1)
        self.assertIn('2031: no file of holidays covers this year', said)
        code, day = self.asked('check', '2031-01-01')
        self.assertEqual((code, day['covered'], day['working'], day['source']), (1, False, True, None))
        code, out, said = self.ask('list', '2031')
        self.assertEqual(code, 1)
        self.assertIn('no file of holidays covers this year', said)

    def test_a_provisional_year_is_told(self):
        code, _, said = self.ask('check', '2027-01-01')
        self.assertEqual(code, 0)
        self.assertIn('2027: the notice with make-up workdays is not in this file yet', said)
        code, year = self.asked('list', '2027')
        self.assertEqual(code, 1)
        self.assertIn('not in this file yet', year['provisional'])

    def test_who_wants_no_holidays_misses_none(self):
        code, out, said = self.ask('check', '2026-10-01', '--config', self.config, '--account', 'shiguang')
        self.assertEqual((code, said), (0, ''))
        self.assertIn('Thursday, workday', out)

    def test_a_year_is_listed_with_its_source(self):
        code, out, said = self.ask('list', '2026')
        self.assertEqual((code, said), (0, ''))
        self.assertEqual(sum(line.startswith('2026-') for line in out.splitlines()), 39)
        self.assertIn('国办发明电〔2025〕7号', out)
        code, year = self.asked('list', '2026')
        self.assertEqual((code, year['covered'], year['provisional'], len(year['days'])), (0, True, None, 39))
        self.assertIn({'2026-10-10', '国庆节'}, [{day['date'], day['name']} for day in year['days']])

    def test_a_wrong_question_says_what_was_expected(self):
        for question, expected in ((('check', '2026-02-30'), '2026-10-10'), (('check', 'tomorrow'), '2026-10-10'),
                                   (('check', '2026-10-10T25:00'), '2026-10-10T23:30'), (('list', 'MMXXVI'), '2026'),
                                   (('list', '26'), '2026'), (('check', '2026-10-10', '--account', 'x'), '--config'),
                                   (('check', '2026-10-10', '--config', self.config, '--account', 'x'), 'yunzhi, shiguang'),
                                   (('check', '2026-10-10', '--config', '/nonexistent'), 'cannot read'), (('check',), 'date')):
            code, out, said = self.ask(*question)
            self.assertEqual((code, out), (2, ''), question)
            self.assertIn(expected, said)

    def test_check_config_tells_of_what_is_lacking(self):
        self.config.write_text(CONFIG.replace('["cn"]', '["days.csv"]'))
        (self.room / 'days.csv').write_text('# source: synthetic\n# year: 2019\n2019-10-01,off\n')
        done = subprocess.run([BUILD / 'daemon/replywatch/replywatch', 'check-config', self.config], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0)
        self.assertIn('no file of holidays covers this year', done.stderr)


if __name__ == '__main__':
    unittest.main()
