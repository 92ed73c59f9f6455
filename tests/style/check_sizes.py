#!/usr/bin/env python3
"""Small by habit: sources of at most 500 lines, headers of at most 300, functions of at most 50.

Refuses what is larger; names what is larger than the habit (300, 120, 25) with --verbose.
usage: check_sizes.py [--verbose] FILE…
"""
import pathlib, re, sys

STRINGS = re.compile(r'R"(\w*)\((?:.|\n)*?\)\1"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'')
COMMENTS = re.compile(r'//[^\n]*|/\*(?:.|\n)*?\*/')
NOT_A_FUNCTION = re.compile(r'\b(?:namespace|class|struct|union|enum|extern)\b[^;{}()]*$|=\s*$|\breturn\s*$')
HAS_PARAMETERS = re.compile(r'\)\s*(?:const|noexcept|override|final|mutable|try|&{1,2}|requires\s[^;]*|->[\w:<>,\s&*]+|:\s[^;]*)*\s*$')
# A brace after a member's name in a constructor's list builds the member; the body comes after it.
MEMBER = re.compile(r'\)\s*(?:noexcept\s*)?(?:try\s*)?:\s[^;]*[\w>]$')


def blank(match):
    return re.sub(r'[^\n]', ' ', match.group())


def functions(text):
    """Yield (first line, last line) of each outermost function body."""
    text = COMMENTS.sub(blank, STRINGS.sub(blank, text))
    text = re.sub(r'^\s*#[^\n]*(?:\\\n[^\n]*)*', blank, text, flags=re.M)
    stack, inside = [], None
    begin = 0
    for at, c in enumerate(text):
        if c == '{':
            head = text[begin:at]
            is_member = inside is None and bool(MEMBER.search(head))
            is_function = inside is None and not is_member and HAS_PARAMETERS.search(head) \
                and not NOT_A_FUNCTION.search(head)
            if is_function:
                inside = len(stack)
            stack.append((at, begin if is_member else None))
            begin = at + 1
        elif c == '}':
            if not stack:
                return
            opened, begun = stack.pop()
            if inside is not None and len(stack) == inside:
                yield text.count('\n', 0, opened) + 1, text.count('\n', 0, at) + 1
                inside = None
            begin = at + 1 if begun is None else begun
        elif c == ';':
            begin = at + 1


def check(name, text, verbose=False):
    """Complaints about one file."""
    header = name.endswith('.hpp')
    lines = text.count('\n')
    refused, habit = (300, 120) if header else (500, 300)
    if lines > refused:
        yield f'{name}: {lines} lines; at most {refused}'
    elif verbose and lines > habit:
        print(f'note: {name}: {lines} lines; the habit is {habit}')
    is_test = name.startswith('tests/') or '/tests/' in name
    for first, last in functions(text):
        size = last - first - 1
        if size > 50 and not is_test:
            yield f'{name}:{first}: a function of {size} lines; at most 50'
        elif verbose and size > 25 and not is_test:
            print(f'note: {name}:{first}: a function of {size} lines; the habit is 25')


def main():
    arguments = sys.argv[1:]
    verbose = '--verbose' in arguments
    bad = 0
    for name in arguments:
        if name.startswith('--'):
            continue
        for complaint in check(name, pathlib.Path(name).read_text(), verbose):
            bad += 1
            print(complaint)
    sys.exit(bool(bad))


if __name__ == '__main__':
    main()
