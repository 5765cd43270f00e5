"""The `tia` command itself: options that every command has, exit codes, and errors in one sentence."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import click

from tia_desktop import __version__
from tia_desktop.cli import talk as talking
from tia_desktop.cli.talk import Talk
from tia_desktop.domain.errors import (
    DamagedFileError,
    LockedFileError,
    StorageError,
    TiaError,
    WrongKeyError,
)

FOUND, WRONG, BROKEN, OURS, STOPPED = 1, 2, 3, 70, 130

EXIT_CODES = (
    "Exit codes: 0 done; 1 the check or the verification found something; 2 wrong use or input; "
    "3 the file is damaged, locked or cannot be written; 70 a fault of the program; 130 stopped with Ctrl-C."
)

FILE = click.argument("file", type=click.Path(dir_okay=False, readable=False, path_type=Path), metavar="FILE")


def _say_json(context: click.Context, _option: click.Parameter, value: bool) -> None:
    if value:
        context.ensure_object(Talk).json = True


def _say_author(context: click.Context, _option: click.Parameter, value: str | None) -> None:
    if value:
        context.ensure_object(Talk).author = value


def json_option() -> click.Option:
    """`--json`, before or after the command."""
    return click.Option(
        ["--json"], is_flag=True, expose_value=False, callback=_say_json, help="Print one JSON document."
    )


def author_option() -> click.Option:
    """`--author`, before or after the command."""
    return click.Option(
        ["--author"],
        metavar="NAME",
        expose_value=False,
        callback=_say_author,
        help="Who works: the name in new notes and in the history (or TIA_AUTHOR).",
    )


class TiaCommand(click.Command):
    """A command with `--json` and `--author`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params += [author_option(), json_option()]

    def invoke(self, ctx: click.Context) -> Any:
        """Run with words that can be kept: bytes of an argument that are no UTF-8 are visibly replaced."""
        ctx.params = {name: _words(value) for name, value in ctx.params.items()}
        return super().invoke(ctx)


def _words(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return tuple(map(_words, value)) if isinstance(value, tuple) else value


class TiaGroup(click.Group):
    """The whole command line. Its `main` is where every run ends."""

    command_class = TiaCommand

    def main(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Run a command and exit with its code; no failure shows a traceback."""
        talking.speak_plainly()
        kwargs["standalone_mode"] = False
        code = _guarded(lambda: super(TiaGroup, self).main(*args, **kwargs))
        sys.exit(_guarded(talking.flush) or code)


def _guarded(action: Callable[[], Any]) -> int:
    """Run something and return an exit code, with a sentence on stderr when it failed."""
    try:
        result = action()
    except click.exceptions.NoArgsIsHelpError as error:
        return _failed(error.format_message(), WRONG)
    except click.UsageError as error:
        path = error.ctx.command_path if error.ctx else "tia"
        return _failed(f"{error.format_message().rstrip('.')}. “{path} --help” explains.", WRONG)
    except click.ClickException as error:
        return _failed(error.format_message(), WRONG)
    except SystemExit:  # without its standalone mode, click ends like this only when nobody reads its help
        return 0
    except (click.Abort, KeyboardInterrupt):
        return _failed("Stopped.", STOPPED)
    except (DamagedFileError, LockedFileError, WrongKeyError, StorageError) as error:
        return _failed(error.sentence, BROKEN)
    except TiaError as error:
        return _failed(error.sentence, WRONG)
    except OSError as error:
        name = f" with “{Path(str(error.filename)).name}”" if error.filename else ""
        return _failed(f"The system refused to work{name}: {error.strerror or type(error).__name__}.", BROKEN)
    except Exception as error:  # noqa: BLE001 - nobody should ever see a traceback here
        return _failed(_our_fault(error), OURS)
    return result if isinstance(result, int) else 0


def _failed(sentence: str, code: int) -> int:
    Talk().warn(sentence)
    return code


def _our_fault(error: Exception) -> str:
    """Type and place only: a message could hold somebody's words."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "an unknown place"
    return (
        f"Something went wrong inside the program ({type(error).__name__} at {place}). "
        "What was saved before is safe; please report this line."
    )


@click.group(
    cls=TiaGroup,
    epilog=EXIT_CODES,
    params=[author_option(), json_option()],
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="TIA Desktop")
@click.pass_context
def tia(context: click.Context) -> None:
    """Inspect a social landlord without a window: for the terminal and for scripts."""
    context.ensure_object(Talk)


@tia.group(cls=click.Group)
def pack() -> None:
    """Work on framework packs."""


pack.command_class = TiaCommand

talk_to = click.make_pass_decorator(Talk)
