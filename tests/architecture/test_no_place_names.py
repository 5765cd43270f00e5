"""No file tells where it was written: no folder, host or registry of anybody's machine."""

import configparser
import os
import re
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.helpers.project import ROOT, project_files

HOME_FOLDER = re.compile(
    r"(?<![\w.])(?:/home/|/Users/|[A-Z]:\\Users\\)(?!(?:you|user|name|ann)\b)[A-Za-z][\w.-]*|/roo[t]/[\w.]"
)
COMMON_FOLDERS = ("/home", "/opt", "/srv", "/tmp", "/usr", "/var")
BINARY = {".gif", ".ico", ".jpg", ".otf", ".pdf", ".png", ".tia", ".ttf", ".woff2"}


def registries() -> Iterator[str]:
    """Name the hosts that this machine's package installer was told to use."""
    named = [value for key, value in os.environ.items() if key.endswith(("INDEX_URL", "DEFAULT_INDEX"))]
    for path in (Path("/etc/pip.conf"), Path.home() / ".config/pip/pip.conf", Path.home() / ".pip/pip.conf"):
        config = configparser.ConfigParser(interpolation=None)
        config.read(path)
        named += [
            value for section in config.values() for key, value in section.items() if "index-url" in key
        ]
    for host in (urlsplit(url).hostname for value in named for url in value.split()):
        if host and host not in {"pypi.org", "localhost"}:
            yield host


def place_names() -> list[str]:
    """List what only this machine knows about itself."""
    folders = {ROOT, ROOT.parent, Path.home()} - {Path("/"), *map(Path, COMMON_FOLDERS)}
    host = socket.gethostname()
    return [f"{folder}/" for folder in sorted(folders)] + [*registries()] + ([host] if len(host) > 8 else [])


def leaks(text: str, names: list[str]) -> list[str]:
    """List the places that a text names."""
    named = [name for name in names if re.search(rf"(?<![\w.]){re.escape(name)}", text)]
    return named + HOME_FOLDER.findall(text)


def test_no_file_names_the_machine_it_was_made_on() -> None:
    names = place_names()
    found = {}
    for path in project_files():
        if path.suffix.lower() not in BINARY and (
            leak := leaks(path.read_text(encoding="utf-8", errors="replace"), names)
        ):
            found[str(path.relative_to(ROOT))] = leak
    assert found == {}


@pytest.mark.parametrize("folder", ["home", "Users"])
def test_a_home_folder_is_found(folder: str) -> None:
    assert leaks(f"open /{folder}/somebody/notes.csv", [])
    assert not leaks("see https://example.org/home/page", [])


def test_the_lock_files_name_no_host() -> None:
    for lock in ROOT.glob("*.lock"):
        assert "://" not in lock.read_text(encoding="utf-8")
