#!/usr/bin/env python3
"""Every style check can fail: each is shown something bad, and something good."""
import pathlib, subprocess, sys, tempfile, unittest

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE))
import check_sizes, check_words


def run(check, *arguments):
    done = subprocess.run([sys.executable, HERE / check, *map(str, arguments)], capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


class Layers(unittest.TestCase):
    def verdict(self, include, rules='core:\nnet: core\n'):
        with tempfile.TemporaryDirectory() as folder:
            lib = pathlib.Path(folder)
            (lib / 'core').mkdir()
            (lib / 'net').mkdir()
            (lib / 'LAYERS').write_text(rules)
            (lib / 'core/a.cpp').write_text(include)
            (lib / 'net/b.cpp').write_text('#include "core/a.hpp"\n')
            return run('check_layers.py', lib, lib / 'LAYERS')

    def test_an_arrow_upwards_is_refused(self):
        code, said = self.verdict('#include "net/stream.hpp"\n')
        self.assertEqual(code, 1)
        self.assertIn('core may not include net', said)

    def test_arrows_downwards_pass(self):
        self.assertEqual(self.verdict('#include "core/b.hpp"\n#include <vector>\n')[0], 0)

    def test_a_cycle_cannot_be_written_down(self):
        self.assertNotEqual(self.verdict('', 'core: net\nnet: core\n')[0], 0)


class CoAwait(unittest.TestCase):
    def verdict(self, statement):
        with tempfile.NamedTemporaryFile('w', suffix='.cpp') as file:
            file.write(f'Task<void> f() {{\n    {statement}\n}}\n')
            file.flush()
            return run('check_co_await.py', file.name)[0]

    def test_what_the_compiler_gets_wrong_is_refused(self):
        for bad in ('co_await connect({host, port}, 2s);', 'co_await f([p] { return p; });',
                    'auto x = co_await (a ? b() : c());', 'REQUIRE(co_await f());'):
            self.assertEqual(self.verdict(bad), 1, bad)

    def test_one_wait_into_a_name_passes(self):
        for good in ('auto const x = co_await f(a, b);', 'co_await clock.sleep(nap);', 'if (!x) co_return x.error();'):
            self.assertEqual(self.verdict(good), 0, good)


class Sizes(unittest.TestCase):
    def verdict(self, name, text):
        return list(check_sizes.check(name, text))

    def test_long_files_are_refused(self):
        self.assertTrue(self.verdict('lib/a.cpp', '\n' * 501))
        self.assertTrue(self.verdict('lib/a.hpp', '\n' * 301))
        self.assertFalse(self.verdict('lib/a.cpp', '\n' * 500))

    def test_long_functions_are_refused(self):
        body = '    f();\n'
        long_one = 'namespace a {\nint g(int x) const {\n' + body * 51 + '}\n}\n'
        self.assertTrue(self.verdict('lib/a.cpp', long_one))
        self.assertFalse(self.verdict('lib/a.cpp', long_one.replace(body * 51, body * 50)))

    def test_every_way_to_write_a_head_is_seen(self):
        for head in ('A::A(int x) : x_{x}, y_{B{1}} {', 'A::A(int x) : x_(x) {', 'int A::g() && {', 'void g() try {',
                     'template <class T>\nvoid g(T x) requires Small<T> {', 'auto g() -> std::vector<int> {'):
            self.assertTrue(self.verdict('lib/a.cpp', head + '\n' + '    f();\n' * 51 + '}\n'), head)
            self.assertFalse(self.verdict('lib/a.cpp', head + '\n' + '    f();\n' * 50 + '}\n'), head)

    def test_tables_and_classes_are_no_functions(self):
        self.assertFalse(self.verdict('lib/a.cpp', 'constexpr int rows[] = {\n' + '    1,\n' * 60 + '};\n'))
        self.assertFalse(self.verdict('lib/a.cpp', 'class A {\n' + '    int b();\n' * 60 + '};\n'))

    def test_braces_in_texts_do_not_count(self):
        self.assertFalse(self.verdict('lib/a.cpp', 'void f() {\n    g("{{{");\n    h(R"x({\n' + '{\n' * 60 + ')x");\n}\n')[1:])


class Words(unittest.TestCase):
    def verdict(self, name, line):
        return list(check_words.check(name, line))

    def test_each_rule_can_fail(self):
        for name, line in (('lib/app/a.cpp', 'auto t = std::chrono::system_clock::now();'),
                           ('tests/unit/a.cpp', 'std::this_thread::sleep_for(1s);'),
                           ('lib/app/a.cpp', 'auto t = time(nullptr);'),
                           ('lib/net/a.cpp', '#include <boost/asio.hpp>'),
                           ('lib/store/a.cpp', '#include <boost/asio/post.hpp>'),
                           ('lib/net/a.hpp', '#include <boost/asio/post.hpp>'),
                           ('README.md', 'see /home/' + 'li/replywatch'),
                           ('lib/app/a.cpp', '// TO' + 'DO: later')):
            self.assertTrue(self.verdict(name, line), line)

    def test_where_it_belongs_it_passes(self):
        self.assertFalse(self.verdict('lib/net/real_clock.cpp', 'std::chrono::system_clock::now()'))
        self.assertFalse(self.verdict('lib/net/dial.cpp', '#include <boost/asio/ip/tcp.hpp>'))
        self.assertFalse(self.verdict('lib/net/task.hpp', '#include <boost/asio/awaitable.hpp>'))


if __name__ == '__main__':
    unittest.main()
