"""Reads one filled-in form as XML, as ODK Collect saves it and servers give it back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tia_desktop.domain.errors import InputError
from tia_desktop.domain.submissions import Submission
from tia_desktop.domain.text import clean_text

MOST_BYTES = 16 * 1024 * 1024
_MOST_DEPTH = 60
_MOST_NODES = 200_000


@dataclass(slots=True)
class _Node:
    name: str
    children: list[_Node] = field(default_factory=list)
    text: str = ""


def read_xml(content: bytes, source: str, folder: str = "") -> Submission | None:
    """Return the answers in an XML file; None when it is a form and not answers.

    Raises:
        InputError: it is no XML, hostile, or encrypted.
    """
    root, attributes = _parsed(content, source)
    if root.name in ("html", "xform") or not root.children:
        return None
    if attributes.get("encrypted") == "yes":
        raise InputError(
            f"“{source}” is encrypted. Decrypt the answers first, with ODK Briefcase or on the server, "
            "and export them again."
        )
    answers = dict[str, str]()
    _collect(root, "", answers)
    name = answers.get("meta/instanceID") or attributes.get("instanceID", "")
    return Submission(
        id=name,
        source=source,
        form_id=attributes.get("id", "") or root.name,
        version=attributes.get("version", ""),
        submitted=attributes.get("submissionDate", ""),
        answers={path: text for path, text in answers.items() if not path.startswith(("meta/", "formhub/"))},
        folder=folder,
    )


def _parsed(content: bytes, source: str) -> tuple[_Node, dict[str, str]]:
    """Read XML without following anything it names, and with an end to depth and length."""
    from xml.etree.ElementTree import ParseError, XMLPullParser  # not at the start of the program

    plain = content.replace(b"\0", b"")
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise InputError(f"“{source}” declares entities, as no such file does. It was not read any further.")
    parser: Any = XMLPullParser(("start", "end"))
    stack, count = [_Node("")], 0
    attributes = dict[str, str]()
    try:
        for start in range(0, len(content), 65536):
            parser.feed(content[start : start + 65536])
            for event, element in parser.read_events():
                name = str(element.tag).rpartition("}")[2]
                if event == "end":
                    stack.pop().text = (element.text or "") if len(element) == 0 else ""
                    continue
                count += 1
                if len(stack) > _MOST_DEPTH or count > _MOST_NODES:
                    raise InputError(f"“{source}” is too long or nested too deeply to be answers to a form.")
                attributes = attributes or {k.rpartition("}")[2]: v for k, v in element.attrib.items()}
                stack[-1].children.append(node := _Node(name))
                stack.append(node)
        parser.close()
    except (ParseError, ValueError, LookupError) as error:
        raise InputError(f"“{source}” is no XML that can be read. Export the answers again.") from error
    if len(stack) != 1 or len(stack[0].children) != 1:
        raise InputError(f"“{source}” is cut short. Export the answers again.")
    return stack[0].children[0], attributes


def _collect(node: _Node, above: str, answers: dict[str, str]) -> None:
    """Write the answers below a node under their paths; what is there several times gets numbers."""
    names = [child.name for child in node.children]
    seen = dict[str, int]()
    for child in node.children:
        seen[child.name] = seen.get(child.name, 0) + 1
        number = f"[{seen[child.name]}]" if names.count(child.name) > 1 else ""
        path = f"{above}/{child.name}{number}".lstrip("/")
        if child.children:
            _collect(child, path, answers)
        elif text := clean_text(child.text).strip():
            answers[path] = text
