"""Colours are named in ui/tokens.py and nowhere else, so that dark and high contrast reach every pixel."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.helpers.project import PACKAGE, python_files

HEX = re.compile(r"#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b")
FUNCTIONAL = re.compile(r"\b(?:rgb|rgba|hsl|hsla)\s*\(\s*\d")
NAMED = {"white", "black", "red", "green", "blue", "yellow", "gray", "darkGray", "lightGray"}


def docstrings(tree: ast.Module) -> set[int]:
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    return {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, owners) and node.body and isinstance(node.body[0], ast.Expr)
    }


def is_colour_call(node: ast.AST) -> bool:
    """Tell whether this is `QColor(1, 2, 3)`, `QColor("red")` or `Qt.GlobalColor.red`."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "QColor":
        return any(isinstance(argument, ast.Constant) for argument in node.args)
    return isinstance(node, ast.Attribute) and node.attr in NAMED and "GlobalColor" in ast.unparse(node.value)


def colour_literals(source: str) -> Iterator[int]:
    """Give the line of every colour literal, docstrings apart."""
    tree = ast.parse(source)
    explained = docstrings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in explained:
            if HEX.search(node.value) or FUNCTIONAL.search(node.value):
                yield node.lineno
        elif is_colour_call(node):
            yield getattr(node, "lineno", 0)


def test_only_the_tokens_name_colours() -> None:
    tokens = PACKAGE / "ui" / "tokens.py"
    found = [
        f"{path.relative_to(PACKAGE)}:{line}"
        for path in python_files(PACKAGE / "ui")
        if path != tokens
        for line in colour_literals(path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    "source",
    [
        "x = '#1a2b3c'",
        "style = 'color: #fff;'",
        "style = f'background: rgba(0, 0, 0, {a})'",
        "c = QColor(1, 2, 3)",
        "c = QColor('red')",
        "c = Qt.GlobalColor.red",
    ],
)
def test_colour_literals_are_found(source: str) -> None:
    assert list(colour_literals(source))


@pytest.mark.parametrize(
    "source", ["c = QColor(theme.ink)", "'''see #123456'''", "t = 'check #12'", "c = QColor()"]
)
def test_other_text_is_left_alone(source: str) -> None:
    assert list(colour_literals(source)) == []
