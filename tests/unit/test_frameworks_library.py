"""Packs that ship with the program: found, loaded, frozen, valid."""

import json
import os
from pathlib import Path

import jsonschema
import pytest

from tests.helpers.project import run_python
from tia_desktop import frameworks, paths
from tia_desktop.domain.errors import InputError, TiaError
from tia_desktop.frameworks.schema_check import SCHEMA

SHIPPED = [entry.id for entry in frameworks.catalogue()]


def test_the_catalogue_knows_the_2003_pack() -> None:
    entry = next(e for e in frameworks.catalogue() if e.id == "almo-2003")
    assert (entry.version, entry.publisher) == ("1.3.0", "Audit Commission (Housing Inspectorate)")


@pytest.mark.parametrize("pack_id", SHIPPED)
def test_a_shipped_pack_has_no_problems(pack_id: str) -> None:
    pack, raw = frameworks.load(pack_id)
    assert pack.id == pack_id
    assert frameworks.problems(raw) == []


@pytest.mark.parametrize("pack_id", SHIPPED)
def test_a_shipped_pack_passes_an_independent_validator(pack_id: str) -> None:
    schema = json.loads((paths.schemas_dir() / SCHEMA).read_bytes())
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$id"] == "urn:tia-desktop:framework-pack:1"
    validator = jsonschema.Draft202012Validator(schema)
    assert list(validator.iter_errors(json.loads(frameworks.load(pack_id)[1]))) == []


def test_an_unknown_pack_is_refused_with_the_choices() -> None:
    with pytest.raises(InputError, match="almo-2003"):
        frameworks.load("../../etc/passwd")


def test_the_frozen_bytes_give_the_same_pack_again() -> None:
    pack, raw = frameworks.load("almo-2003")
    again = frameworks.parse(raw)
    assert again.content_hash == pack.content_hash
    assert again.templates == pack.templates


def test_the_content_hash_does_not_mind_spaces_and_order_but_every_word() -> None:
    pack, raw = frameworks.load("almo-2003")
    data = json.loads(raw)
    turned = dict(reversed(data.items()))
    for same in (json.dumps(turned), json.dumps(data, indent=7, ensure_ascii=True)):
        assert frameworks.parse(same.encode()).content_hash == pack.content_hash
    data["rules"][0]["text"] += "!"
    assert frameworks.parse(json.dumps(data).encode()).content_hash != pack.content_hash


def test_three_and_three_point_nought_are_the_same_number() -> None:
    pack, raw = frameworks.load("almo-2003")
    again = frameworks.parse(raw.replace(b'"minutes_per_item": 3,', b'"minutes_per_item": 3.0,'))
    assert again.content_hash == pack.content_hash
    assert isinstance(again.template("rc07").minutes_per_item, int)


def test_a_pack_from_elsewhere_is_checked_in_full() -> None:
    data = json.loads(frameworks.load("almo-2003")[1])
    data["id"], data["key_questions"][0]["judgement"] = "my-pack", "j7"
    with pytest.raises(frameworks.PackError, match="no judgement “j7”") as caught:
        frameworks.parse(json.dumps(data).encode())
    assert isinstance(caught.value, TiaError)
    assert len(caught.value.problems) == 1


def test_loading_a_shipped_pack_imports_no_validator() -> None:
    code = (
        "import sys; from tia_desktop import frameworks; pack, raw = frameworks.load('almo-2003'); "
        "frameworks.parse(raw); print('jsonschema_rs' in sys.modules, 'orjson' in sys.modules)"
    )
    assert run_python(code).stdout.split() == ["False", "False"]


def test_prompts_and_reference_are_built_only_when_asked_for() -> None:
    pack, _ = frameworks.load("almo-2003")
    assert not {"prompts", "prompt_groups", "reference"} & set(vars(pack))
    assert len(pack.prompts) == 232
    assert pack.prompts is pack.prompts


def test_a_pack_of_ones_own_is_loaded_from_its_file(tmp_path: Path) -> None:
    data = json.loads(frameworks.load("almo-2003")[1])
    data["id"] = "my-pack"
    path = tmp_path / "mine.JSON"
    path.write_text(json.dumps(data), encoding="utf-8")
    pack, raw = frameworks.load(str(path))
    assert (pack.id, raw) == ("my-pack", path.read_bytes())


def test_what_is_no_pack_file_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "folder.json").mkdir()
    (tmp_path / "large.json").write_bytes(b" " * 5_000_001)
    (tmp_path / "other.json").write_bytes(b"{}")
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.json")
    for name, words in (
        ("nothing.json", "no framework pack “nothing.json”"),
        ("folder.json", "no framework pack “folder.json”"),
        ("pipe.json", "no framework pack “pipe.json”"),
        ("large.json", "larger than 5 MB"),
        ("other.json", "is missing"),
    ):
        with pytest.raises(InputError, match=words):
            frameworks.load(str(tmp_path / name))
