#!/usr/bin/env python3
"""Makes C++ of files: `pack.py OUT.cpp FILE…` gives their gzipped bytes to rw::dashboard::files()."""
import gzip
import pathlib
import sys

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".json": "application/json",
}
PLACES = {"index.html": ["/", "/index.html"], "openapi.json": ["/api/v1/openapi.json"]}


def literal(data):
    """As a string literal in pieces: a compiler reads it many times faster than a list of numbers."""
    lines = []
    for at in range(0, len(data), 60):
        lines.append('    "' + "".join(f"\\{byte:03o}" for byte in data[at : at + 60]) + '"')
    return "\n".join(lines)


def main():
    out, *files = map(pathlib.Path, sys.argv[1:])
    text = ['#include "dashboard/dashboard.hpp"', "", "namespace rw::dashboard {", "", "std::vector<web::File> files() {"]
    text.append("    using namespace std::string_view_literals;")
    text.append("    return {")
    for file in files:
        data = gzip.compress(file.read_bytes(), 9, mtime=0)
        for path in PLACES.get(file.name, [f"/{file.name}"]):
            text.append(f'        {{"{path}", "{TYPES[file.suffix]}",\n{literal(data)}sv}},')
    text += ["    };", "}", "", "}  // namespace rw::dashboard", ""]
    out.write_text("\n".join(text))


main()
