"""The README names every command, and every command it names exists."""

import re
from collections.abc import Iterator

import click

from tests.helpers.project import ROOT


def commands(group: click.Group, prefix: str = "tia") -> Iterator[str]:
    for name, command in group.commands.items():
        if command.hidden:
            continue
        if isinstance(command, click.Group):
            yield from commands(command, f"{prefix} {name}")
        else:
            yield f"{prefix} {name}"


def command_line() -> click.Group:
    """Find the group that stands for `tia` itself."""
    from tia_desktop import cli

    groups = [value for value in vars(cli).values() if isinstance(value, click.Group)]
    assert groups, "tia_desktop.cli offers no click group"
    return max(groups, key=lambda group: len(group.commands))


def readme() -> str:
    return (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_readme_names_every_command() -> None:
    text = readme()
    known = list(commands(command_line()))
    assert known
    assert [name for name in known if not re.search(rf"\b{re.escape(name)}\b", text)] == []


def test_every_command_the_readme_names_exists() -> None:
    known = set(commands(command_line()))
    first_words = {name.split()[1] for name in known}
    named = set(re.findall(r"(?:^|`|\./run )tia ([a-z][a-z-]*)", readme(), flags=re.MULTILINE))
    assert named
    assert named - first_words == set()


def test_every_command_explains_itself() -> None:
    def undocumented(group: click.Group, prefix: str = "tia") -> Iterator[str]:
        for name, command in group.commands.items():
            if not command.help:
                yield f"{prefix} {name}"
            if isinstance(command, click.Group):
                yield from undocumented(command, f"{prefix} {name}")

    assert list(undocumented(command_line())) == []
