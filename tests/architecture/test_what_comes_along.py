"""What an import brings with it: no Qt without a window, nothing slow at the window's start."""

from tests.helpers.project import PACKAGE, run_python

PRESENTERS = sorted(
    ".".join(("tia_desktop", *path.relative_to(PACKAGE).with_suffix("").parts))
    for path in PACKAGE.glob("ui/screens/*/presenter.py")
)

# Each costs 10 to 140 ms, or is only for work that not every start does.
SLOW = {
    "PIL",
    "asyncio",
    "charset_normalizer",
    "click",
    "concurrent",
    "email",
    "http",
    "icalendar",
    "jsonschema",
    "jsonschema_rs",
    "multiprocessing",
    "orjson",
    "pi_heif",
    "reportlab",
    "sqlite_utils",
    "ssl",
    "unittest",
    "urllib.request",
    "xml",
}

# What `python -m tia_desktop` imports on its way to the first painted window.
START = [
    "tia_desktop.__main__",
    "tia_desktop.bootstrap",
    "tia_desktop.ui.main_window",
    "tia_desktop.ui.shell",
]


def modules_after_importing(names: list[str]) -> set[str]:
    code = (
        "import importlib, sys\n"
        "for name in sys.argv[1:]: importlib.import_module(name)\n"
        "print(*sys.modules, sep='\\n')"
    )
    done = run_python(code, *names)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def families(modules: set[str], names: set[str]) -> set[str]:
    """Pick the names that are among the modules, themselves or as a parent."""
    return {name for name in names if any(m == name or m.startswith(name + ".") for m in modules)}


def test_the_command_line_and_every_presenter_need_no_qt() -> None:
    assert PRESENTERS
    loaded = modules_after_importing(["tia_desktop.cli", *PRESENTERS])
    assert families(loaded, {"PySide6", "shiboken6"}) == set()


def test_the_window_starts_without_slow_imports() -> None:
    loaded = modules_after_importing(START)
    assert "PySide6.QtWidgets" in loaded
    assert families(loaded, SLOW) == set()


def test_slow_imports_are_found() -> None:
    assert families(modules_after_importing(["reportlab.pdfgen"]), SLOW) >= {"reportlab"}
