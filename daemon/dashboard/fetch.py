#!/usr/bin/env python3
"""Puts the packages of package-lock.json under DIR/node_modules, as `npm ci` would, without npm or node.

Each tarball is checked against the lock file's integrity. Packages of other machines, and those given by
--without, are left out. The registry is that of the lock file, or npm_config_registry (a mirror, say).
"""
import argparse
import base64
import hashlib
import io
import json
import os
import pathlib
import platform
import shutil
import sys
import tarfile
import urllib.request

MACHINES = {"x86_64": "x64", "aarch64": "arm64"}


def belongs_here(package):
    machine = MACHINES.get(platform.machine(), platform.machine())
    return "linux" in package.get("os", ["linux"]) and machine in package.get("cpu", [machine])


def download(address):
    mirror = os.environ.get("npm_config_registry", "").rstrip("/")
    if mirror:
        address = address.replace("https://registry.npmjs.org", mirror, 1)
    with urllib.request.urlopen(address, timeout=60) as answer:
        return answer.read()


def check(data, integrity, name):
    method, digest = integrity.split("-", 1)
    if base64.b64encode(hashlib.new(method, data).digest()).decode() != digest:
        sys.exit(f"{name}: what came is not what package-lock.json names ({integrity})")


def unpack(data, into):
    """Every file of the tarball without its first folder; nothing may lead out of `into`."""
    if into.exists():
        shutil.rmtree(into)
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        for member in tar:
            parts = pathlib.PurePosixPath(member.name).parts[1:]
            if not member.isfile() or not parts or ".." in parts:
                continue
            path = into.joinpath(*parts)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(tar.extractfile(member).read())
            path.chmod(0o755 if member.mode & 0o100 else 0o644)


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("lock", type=pathlib.Path)
    options.add_argument("dir", type=pathlib.Path)
    options.add_argument("--without", action="append", default=[])
    wanted = options.parse_args()
    packages = json.loads(wanted.lock.read_text())["packages"]
    for place, package in packages.items():
        name = place.removeprefix("node_modules/")
        if not place or name in wanted.without or not belongs_here(package):
            continue
        into = wanted.dir / place
        mark = into / ".integrity"
        if mark.exists() and mark.read_text() == package["integrity"]:
            continue
        try:
            data = download(package["resolved"])
        except OSError as trouble:
            sys.exit(f"{name}: {package['resolved']}: {trouble}")
        check(data, package["integrity"], name)
        unpack(data, into)
        mark.write_text(package["integrity"])


main()
