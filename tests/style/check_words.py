#!/usr/bin/env python3
"""Words that may stand in some files only.

Time is asked for in the real clock, Asio and Beast are spoken in `net`, nothing sleeps, and no file knows where
somebody keeps his checkout.
usage: check_words.py ROOT FILE… (names relative to ROOT)
"""
import pathlib, re, sys

# (what must not be said, where it may be said all the same, why)
RULES = [
    (re.compile(r'\bsystem_clock::now\b'), re.compile(r'^lib/net/real_clock\.cpp$'), 'wall time comes from net::Clock'),
    (re.compile(r'\b(?:sleep_for|sleep_until|usleep|nanosleep)\b'), re.compile(r'^$'), 'nothing sleeps'),
    (re.compile(r'\btime\s*\(\s*(?:nullptr|NULL|0)\s*\)|\bgettimeofday\b'), re.compile(r'^$'), 'wall time comes from net::Clock'),
    (re.compile(r'#\s*include\s*<boost/(?:asio|beast)(?:\.hpp)?>'), re.compile(r'^$'), 'never the whole of Asio or Beast'),
    (re.compile(r'#\s*include\s*<boost/(?:asio|beast)/'), re.compile(r'^lib/net/[^/]+$|^tests/support/manual_clock\.cpp$'), 'Asio and Beast live in net'),
    (re.compile(r'(?<![\w.])/(?:work|home|root)/\w'), re.compile(r'^$'), 'a path of somebody\'s machine'),
    (re.compile(r'\b(?:TODO|FIXME|XXX)\b'), re.compile(r'^$'), 'left open'),
]
# Headers that others include must not bring Asio along, but for these.
ASIO_HEADERS = re.compile(r'^lib/net/(?:task|socket|tied)\.hpp$')


def check(name, text):
    if name.startswith('tests/style/'):
        return
    if '\0' in text:  # no text: a model's bytes may look like anything
        return
    for number, line in enumerate(text.splitlines(), 1):
        for words, allowed, why in RULES:
            if words.search(line) and not allowed.search(name):
                yield f'{name}:{number}: {why}'
        if name.endswith('.hpp') and re.search(r'<boost/(?:asio|beast)/', line) and not ASIO_HEADERS.search(name):
            yield f'{name}:{number}: a header that brings Asio along'


def main():
    root = pathlib.Path(sys.argv[1])
    bad = 0
    for name in sys.argv[2:]:
        for complaint in check(name, (root / name).read_text(errors='replace')):
            bad += 1
            print(complaint)
    sys.exit(bool(bad))


if __name__ == '__main__':
    main()
