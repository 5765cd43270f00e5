"""Evaluates a form a second time and another way: pyxform's XForm, over lxml's XPath engine.

Nothing of ours takes part: the binds are those that pyxform wrote, the paths are real XPath over a real XML
instance, and relevance and calculations are settled by going round until nothing changes any more.
"""

import copy
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from lxml import etree

XF = "{http://www.w3.org/2002/xforms}"
JR = "{http://openrosa.org/javarosa}"
Element = Any


def string(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, etree._Element):
        return "".join(value.itertext())
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        if math.isnan(value):
            return "NaN"
        if math.isinf(value):
            return "Infinity" if value > 0 else "-Infinity"
        return str(int(value)) if value == int(value) else repr(value)
    return str(value)


def _number(value: Any) -> float:
    if isinstance(value, float | int):
        return float(value)
    text = string(value).strip()
    return float(text) if re.fullmatch(r"-?(\d+\.?\d*|\.\d+)", text) else math.nan


def boolean(value: Any) -> bool:
    if isinstance(value, list):
        return any(string([one]) for one in value)
    return bool(value) and not (isinstance(value, float) and math.isnan(value))


def _half_up(value: Any, digits: Any = 0.0) -> float:
    number, scale = _number(value), 10.0 ** _number(digits)
    return number if math.isnan(number) else math.floor(number * scale + 0.5) / scale


def _maths(function: Callable[[float], float]) -> Callable[..., float]:
    def run(_: Any, value: Any) -> float:
        try:
            return function(_number(value))
        except ValueError:
            return math.nan

    return run


def functions(origin: Callable[[], Element], tables: Mapping[str, Element], now: datetime) -> dict[Any, Any]:
    """The functions of the ODK XForms specification that XPath 1.0 does not have."""
    plain: dict[str, Any] = {
        "selected": lambda _, a, b: string(b).strip() in string(a).split(),
        "count-selected": lambda _, a: float(len(string(a).split())),
        "selected-at": lambda _, a, n: dict(enumerate(string(a).split())).get(int(_number(n)), ""),
        "if": lambda _, c, a, b: a if boolean(c) else b,
        "coalesce": lambda _, a, b: string(a) or string(b),
        "regex": lambda _, a, p: re.fullmatch(string(p), string(a), re.ASCII) is not None,
        "odk-round": lambda _, *a: _half_up(*a),
        "int": lambda _, a: float(math.trunc(_number(a))) if math.isfinite(_number(a)) else _number(a),
        "pow": lambda _, a, b: _number(a) ** _number(b),
        "today": lambda _: now.date().isoformat(),
        "now": lambda _: now.isoformat(timespec="milliseconds"),
        "once": lambda _, a: string([origin()]) or string(a),
        "current": lambda _: [origin()],
        "instance": lambda _, name: [tables[string(name)]],
        **{name: _maths(getattr(math, name)) for name in ("sqrt", "sin", "cos", "tan", "atan", "exp")},
    }
    return {(None, name): run for name, run in plain.items()}


@dataclass
class Oracle:
    """A form filled in with answers. `keys` are ours: ``room[2]/damp``."""

    xform: str
    answers: Mapping[str, str]
    entries: Mapping[str, int]
    now: datetime
    settles: bool = True
    relevant: dict[str, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        tree = etree.fromstring(self.xform.encode())
        model = tree.find(f".//{XF}model")
        instances = model.findall(f"{XF}instance")
        self.data = self._plain(instances[0][0])
        self.tables = {i.get("id"): self._table(i) for i in instances[1:] if i.get("id")}
        self.binds = {b.get("nodeset"): b for b in model.iter(f"{XF}bind")}
        self.body = tree.find("{http://www.w3.org/1999/xhtml}body")
        self.counts = {r.get("nodeset"): r.get(JR + "count") for r in self.body.iter(f"{XF}repeat")}
        self._origin: Element = self.data
        self._compiled: dict[str, Any] = {}
        self._repeat(self.data, "/" + self.data.tag, "")
        self.nodes = dict(self._walk(self.data, "/" + self.data.tag, ""))
        self.data.extend(self.tables.values())  # "/data/..." means the answers, also in a filter of choices
        for key, (_, node) in self.nodes.items():
            if len(node) == 0 and key in self.answers:
                node.text = self.answers[key]
        if self.settles:
            self._settle()

    def _plain(self, element: Element) -> Element:
        element = copy.deepcopy(element)
        for one in element.iter(etree.Element):
            one.tag = etree.QName(one).localname
        for one in list(element.iter()):
            if one is not element and any("template" in name for name in one.attrib):
                one.getparent().remove(one)
        return element

    def _table(self, instance: Element) -> Element:
        table = etree.Element("instance")
        table.extend(self._plain(child) for child in instance)
        return table

    def _repeat(self, node: Element, path: str, key: str) -> None:
        """Give every repeat as many entries as we were told."""
        for child in list(node):
            inside, name = f"{path}/{child.tag}", f"{key}/{child.tag}".lstrip("/")
            if inside not in self.counts:
                self._repeat(child, inside, name)
                continue
            place = node.index(child)
            node.remove(child)
            for number in range(self.entries.get(name, 1)):
                one = copy.deepcopy(child)
                node.insert(place + number, one)
                self._repeat(one, inside, f"{name}[{number + 1}]")

    def _walk(self, node: Element, path: str, key: str) -> Any:
        numbers: dict[str, int] = {}
        for child in node:
            inside, name = f"{path}/{child.tag}", f"{key}/{child.tag}".lstrip("/")
            if inside in self.counts:
                numbers[child.tag] = numbers.get(child.tag, 0) + 1
                name += f"[{numbers[child.tag]}]"
            yield name, (inside, child)
            yield from self._walk(child, inside, name)

    def evaluate(self, expression: str, node: Element) -> Any:
        self._origin = node
        if expression not in self._compiled:
            extensions = functions(lambda: self._origin, self.tables, self.now)
            own = re.sub(r"\bround\(", "odk-round(", expression)  # XPath's own round takes no digits
            self._compiled[expression] = etree.XPath(own, extensions=extensions)
        return self._compiled[expression](node)

    def bound(self, path: str, name: str) -> str:
        bind = self.binds.get(path)
        return (bind.get(name) or "") if bind is not None else ""

    def _settle(self) -> None:
        stored = {key: node.text or "" for key, (_, node) in self.nodes.items() if len(node) == 0}
        self.relevant = dict.fromkeys(self.nodes, True)
        for _ in range(len(self.nodes) + 2):
            before = (dict(self.relevant), {k: n.text for k, (_, n) in self.nodes.items()})
            for key, (path, node) in self.nodes.items():
                parent = key.rpartition("/")[0]
                condition = self.bound(path, "relevant")
                own = boolean(self._try(condition, node, True)) if condition else True
                self.relevant[key] = self.relevant.get(parent, True) and own
                if len(node):
                    continue
                value = stored[key]
                if calculation := self.bound(path, "calculate"):
                    given = self._try(calculation, node, "")
                    value = "" if isinstance(given, float) and math.isnan(given) else string(given)
                node.text = value if self.relevant[key] else None
            if before == (self.relevant, {k: n.text for k, (_, n) in self.nodes.items()}):
                return
        raise AssertionError("the form does not come to rest")

    def _try(self, expression: str, node: Element, fallback: Any) -> Any:
        try:
            return self.evaluate(expression, node)
        except etree.XPathError:
            return fallback

    def text(self, key: str) -> str:
        return self.nodes[key][1].text or ""

    def holds(self, key: str, name: str, *, fallback: bool) -> bool:
        """Whether a condition of a question (constraint, required) holds."""
        path, node = self.nodes[key]
        condition = self.bound(path, name)
        return boolean(self._try(condition, node, fallback)) if condition else fallback

    def choices(self, key: str) -> list[str] | None:
        """Return the names of the choices that are left, or None when it has no list."""
        path, node = self.nodes[key]
        for itemset in self.body.iter(f"{XF}itemset"):
            if itemset.getparent().get("ref") == path:
                nodeset = re.sub(r"^randomize\((.*)\)$", r"\1", itemset.get("nodeset"))
                everything = self.evaluate(nodeset.partition("[")[0], node)
                left = self._try(nodeset, node, everything)  # a filter that nobody can read filters nothing
                return [one.findtext("name") for one in left]
        return None
