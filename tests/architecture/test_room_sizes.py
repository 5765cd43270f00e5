"""No room grows too large to live in: see "Sizes" in CONTRIBUTING.md."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.helpers.project import PACKAGE, python_files

MODULE_LINES = 400
FUNCTION_LINES = 40
PUBLIC_METHODS = 20

Function = ast.FunctionDef | ast.AsyncFunctionDef


def function_lines(function: Function) -> int:
    """Count from `def` to the end, leaving out the docstring: explaining is never punished."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    if ast.get_docstring(function, clean=False) is not None:
        docstring = function.body[0]
        lines -= (docstring.end_lineno or docstring.lineno) - docstring.lineno + 1
    return lines


def too_large(name: str, source: str) -> Iterator[str]:
    """Say what in this module is larger than it may be."""
    if (count := len(source.splitlines())) > MODULE_LINES:
        yield f"{name}: {count} lines, at most {MODULE_LINES}"
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, Function) and (count := function_lines(node)) > FUNCTION_LINES:
            yield f"{name}:{node.lineno} {node.name}: {count} lines, at most {FUNCTION_LINES}"
        if isinstance(node, ast.ClassDef):
            public = [n for n in node.body if isinstance(n, Function) and not n.name.startswith("_")]
            if len(public) > PUBLIC_METHODS:
                yield f"{name}:{node.lineno} {node.name}: {len(public)} public methods, not {PUBLIC_METHODS}"


def of(path: Path) -> list[str]:
    return list(too_large(path.relative_to(PACKAGE).as_posix(), path.read_text(encoding="utf-8")))


def test_modules_classes_and_functions_stay_small() -> None:
    assert [problem for path in python_files() for problem in of(path)] == []


def test_what_is_too_large_is_found() -> None:
    long_function = "def f():\n" + "    x = 1\n" * FUNCTION_LINES
    wide_class = "class C:\n" + "".join(f"    def m{n}(self): ...\n" for n in range(PUBLIC_METHODS + 1))
    long_module = "x = 1\n" * (MODULE_LINES + 1)
    for source in (long_function, wide_class, long_module):
        assert len(list(too_large("planted", source))) == 1


def test_a_docstring_does_not_count() -> None:
    documented = 'def f():\n    """One.\n' + "\n" * 60 + '    """\n' + "    x = 1\n" * (FUNCTION_LINES - 1)
    assert list(too_large("planted", documented)) == []
