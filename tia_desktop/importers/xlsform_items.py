"""Turns what pyxform read into our form, and lists what we do not support."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tia_desktop.domain.errors import InputError
from tia_desktop.domain.forms import (
    AS_TEXT,
    CHOICE_KINDS,
    LEFT_OUT,
    MAX_DEPTH,
    MAX_ITEMS,
    SILENT_KINDS,
    Choice,
    Form,
    Item,
    Loss,
    Question,
    Section,
    Words,
)
from tia_desktop.domain.text import clean_text

_DEFAULT = "default"  # pyxform's name for the language of a column that names none

# What the controls and types of pyxform's own table of question types mean to us.
_BY_BIND = {
    "int": "integer",
    "decimal": "decimal",
    "date": "date",
    "time": "time",
    "dateTime": "datetime",
    "geopoint": "geopoint",
    "string": "text",
}
_BY_TAG = {
    "select1": "select_one",
    "select": "select_multiple",
    "odk:rank": "rank",
    "range": "range",
    "trigger": "acknowledge",
}
_UNSUPPORTED: tuple[tuple[str, str, str], ...] = (
    ("audio", "a sound recording", LEFT_OUT),
    ("video", "a film", LEFT_OUT),
    ("background-audio", "a sound recording in the background", LEFT_OUT),
    ("file", "a file", LEFT_OUT),
    ("osm", "a question on OpenStreetMap", LEFT_OUT),
    ("geotrace", "a line on a map", LEFT_OUT),
    ("geoshape", "an area on a map", LEFT_OUT),
    ("start-geopoint", "the place where the form was opened", LEFT_OUT),
    ("background-geopoint", "a place that is noted in the background", LEFT_OUT),
    ("audit", "a record of how the form was filled in", LEFT_OUT),
    ("csv-external", "a table in a file beside the form", LEFT_OUT),
    ("xml-external", "a table in a file beside the form", LEFT_OUT),
    ("entity", "entities, which a server keeps", LEFT_OUT),
    ("barcode", "a barcode", AS_TEXT),
    ("select one external", "choices in a table of their own", AS_TEXT),
)
_SETTINGS = {
    "public_key": "answers that are encrypted for a server. Protect the inspection with a passphrase instead",
    "submission_url": "a server that the answers are sent to",
    "instance_name": "a name for each set of answers that is put together from them",
}
_MEDIA = {"image": "a picture", "big-image": "a picture", "audio": "a sound", "video": "a film"}


class FormBuilder:
    """Builds a form from pyxform's dictionary; `losses` says what was left out."""

    def __init__(self, raw: Mapping[str, Any]) -> None:
        from pyxform.question_type_dictionary import QUESTION_TYPE_DICT

        self._raw, self._types = raw, QUESTION_TYPE_DICT
        self._default = str(raw.get("default_language") or _DEFAULT)
        self._languages = dict[str, None]()
        self._lists = dict[str, tuple[Choice, ...]]()
        self._count = 0
        self.losses = list[Loss]()

    def form(self) -> Form:
        """Return the form.

        Raises:
            InputError: it is too long or too deep.
        """
        raw = self._raw
        self._lists = {str(n): self._choices(str(n), rows) for n, rows in (raw.get("choices") or {}).items()}
        items = tuple(self._items(raw.get("children") or (), ""))
        for setting, what in _SETTINGS.items():
            if raw.get(setting):
                self.losses.append(Loss("", what, LEFT_OUT, setting))
        return Form(
            id=_text(raw.get("id_string")),
            title=_text(raw.get("title")),
            version=_text(raw.get("version")),
            languages=tuple(sorted(self._languages)),
            default_language="" if self._default == _DEFAULT else self._default,
            items=items,
            lists=self._lists,
        )

    def _choices(self, name: str, rows: Any) -> tuple[Choice, ...]:
        found = list[Choice]()
        for row in rows:
            columns = {str(k): v for k, v in row.items() if k not in ("name", "label", "media", "__row")}
            cells = tuple((name, _text(value)) for name, value in columns.items() if isinstance(value, str))
            found.append(Choice(_text(row.get("name")), self._words(row.get("label")), cells))
            self._media(row, f"{name}: {_text(row.get('name'))}")
        return tuple(found)

    def _items(self, rows: Any, above: str) -> Iterator[Item]:
        if above.count("/") >= MAX_DEPTH:
            raise InputError(f"The form has more than {MAX_DEPTH} groups within one another. Use fewer.")
        for row in rows:
            self._count += 1
            if self._count > MAX_ITEMS:
                raise InputError(f"The form has more than {MAX_ITEMS:,} rows. Split it into several forms.")
            kind, name = str(row.get("type", "")), str(row.get("name", ""))
            if kind == "group" and name == "meta" and (row.get("control") or {}).get("bodyless"):
                self._entities(row)
                continue
            if kind in ("group", "repeat", "loop"):
                yield self._section(row, kind, above)
            else:
                question = self._question(row, kind, above)
                if question is not None:
                    yield question

    def _entities(self, meta: Mapping[str, Any]) -> None:
        if any(str(row.get("type")) == "entity" for row in meta.get("children") or ()):
            self.losses.append(Loss("", "entities, which a server keeps", LEFT_OUT, "entities"))

    def _section(self, row: Mapping[str, Any], kind: str, above: str) -> Section:
        path, control, bind = _path(above, row), row.get("control") or {}, row.get("bind") or {}
        rows = row.get("children") or ()
        if kind == "loop":
            rows = list(_columns(row))
        return Section(
            name=str(row["name"]),
            path=path,
            labels=self._words(row.get("label")),
            relevant=_text(bind.get("relevant")),
            appearance=_text(control.get("appearance")),
            repeats=kind == "repeat",
            count=_text(control.get("jr:count")),
            items=tuple(self._items(rows, path)),
        )

    def _question(self, row: Mapping[str, Any], kind: str, above: str) -> Question | None:
        path = _path(above, row)
        known = self._types.get(kind, {})
        bind = {**(known.get("bind") or {}), **(row.get("bind") or {})}
        ours = self._kind(row, kind, path)
        if ours is None:
            return None
        self._parts(row, path)
        labels, hints = self._words(row.get("label")), self._words(row.get("hint"))
        if ours not in SILENT_KINDS and not (labels or hints):  # its words were a picture, or are missing
            labels = (("", str(row["name"])),)
        return Question(
            name=str(row["name"]),
            path=path,
            kind=ours,
            labels=labels,
            hints=hints,
            required=_condition(bind.get("required")),
            required_words=self._words(bind.get("jr:requiredMsg")),
            relevant=_text(bind.get("relevant")),
            constraint=_text(bind.get("constraint")),
            constraint_words=self._words(bind.get("jr:constraintMsg")),
            calculation=_text(bind.get("calculate")),
            choices=_text(row.get("itemset")) if ours in CHOICE_KINDS else "",
            choice_filter=_text(row.get("choice_filter")) if ours != "text" else "",
            appearance=_text((row.get("control") or {}).get("appearance")),
            read_only=_condition(bind.get("readonly")) if ours != "note" else "",
            default=_text(row.get("default")),
            parameters=_parameters(row.get("parameters")),
            meta=_text(bind.get("jr:preloadParams") or bind.get("jr:preload")) if ours == "meta" else "",
        )

    def _kind(self, row: Mapping[str, Any], kind: str, path: str) -> str | None:
        """Return our kind of question; None when it is left out."""
        for name, what, result in _UNSUPPORTED:
            if kind in (name, f"q {name}", f"add {name} prompt"):
                return self._lost(path, what, result)
        known = self._types.get(kind)
        if known is None:
            return self._lost(path, f"a kind of question that is not known here ({kind})", LEFT_OUT)
        control, bind = known.get("control") or {}, known.get("bind") or {}
        if "jr:preload" in bind or kind == "hidden":
            return "meta"
        if not control:
            return "calculate"
        tag, asked = str(control.get("tag")), str(bind.get("type", "string"))
        if tag == "upload":
            picture = control.get("mediatype") == "image/*"
            return "image" if picture else self._lost(path, "a file", LEFT_OUT)
        if tag in ("select1", "select", "odk:rank") and row.get("itemset") not in self._lists:
            what = f"choices that come from “{_text(row.get('itemset'))}”, which is not in the form itself"
            return self._lost(path, what, AS_TEXT)
        if tag == "input" and bind.get("readonly"):
            return "note"
        return (
            _BY_TAG.get(tag)
            or _BY_BIND.get(asked)
            or self._lost(path, f"a kind of answer ({asked})", AS_TEXT)
        )

    def _lost(self, path: str, what: str, result: str) -> str | None:
        self.losses.append(Loss(path, what, result))
        return "text" if result == AS_TEXT else None

    def _parts(self, row: Mapping[str, Any], path: str) -> None:
        """List what a question has beside what we take."""
        self._media(row, path)
        bind, control = row.get("bind") or {}, row.get("control") or {}
        if row.get("trigger"):
            what = "a calculation that waits for another answer. It is worked out at once"
            self.losses.append(Loss(path, what, LEFT_OUT, "trigger"))
        if dict(_parameters(row.get("parameters"))).get("randomize") == "true":
            self.losses.append(Loss(path, "choices in a random order", LEFT_OUT, "randomize"))
        if any(str(key).startswith("entities:") for key in bind):
            self.losses.append(Loss(path, "entities, which a server keeps", LEFT_OUT, "entities"))
        if (set(bind) | set(control)) - _KNOWN_PARTS - {k for k in bind if ":" in str(k)} or row.get(
            "instance"
        ):
            self.losses.append(
                Loss(path, "attributes that are meant for another program", LEFT_OUT, "attributes")
            )

    def _media(self, row: Mapping[str, Any], where: str) -> None:
        for kind in row.get("media") or {}:
            what = f"{_MEDIA.get(str(kind), 'a file')} beside the words"
            self.losses.append(Loss(where, what, LEFT_OUT, "media"))

    def _words(self, given: Any) -> Words:
        """Return a text by language; the language of a column that names none is ""."""
        if not given:
            return ()
        if not isinstance(given, Mapping):
            return (("", _text(given)),)
        found = tuple(
            sorted(("" if k == _DEFAULT else str(k), _text(v)) for k, v in given.items() if _text(v))
        )
        self._languages |= {language: None for language, _ in found if language}
        return found


_KNOWN_PARTS = {
    *("type", "required", "relevant", "constraint", "calculate", "readonly"),
    *("appearance", "rows", "start", "end", "step", "autoplay", "query", "tag", "mediatype", "bodyless"),
}


def _text(value: Any) -> str:
    return "" if value is None else clean_text(str(value)).strip()


def _path(above: str, row: Mapping[str, Any]) -> str:
    return f"{above}/{row['name']}" if above else str(row["name"])


def _condition(value: Any) -> str:
    """A condition that may be written as a word: yes, no, TRUE."""
    text = _text(value)
    if text.casefold() in ("yes", "true", "true()"):
        return "true()"
    return "" if text.casefold() in ("no", "false", "false()") else text


def _parameters(given: Any) -> tuple[tuple[str, str], ...]:
    return tuple((str(k), _text(v)) for k, v in given.items()) if isinstance(given, Mapping) else ()


def _columns(loop: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Write a loop out: a group for each of its columns, with its name and words in the questions."""
    for column in loop.get("columns") or ():
        if column.get("name") != "none":
            children = [_filled(child, column) for child in loop.get("children") or ()]
            yield {
                "type": "group",
                "name": column["name"],
                "label": column.get("label"),
                "children": children,
            }


def _filled(value: Any, column: Mapping[str, Any], language: str = "") -> Any:
    """Put the name and the words of a column in the place of ``%(name)s`` and ``%(label)s``."""
    if isinstance(value, Mapping):
        return {k: _filled(v, column, str(k)) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_filled(one, column, language) for one in value]
    if not isinstance(value, str) or "%(" not in value:
        return value
    label = column.get("label")
    if isinstance(label, Mapping):
        label = label.get(language) or next(iter(label.values()), "")
    return value.replace("%(name)s", str(column["name"])).replace("%(label)s", str(label or ""))
