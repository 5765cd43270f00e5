"""The report as PDF: read back with poppler where it is installed."""

import json
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.graphics import renderSVG

from tests.helpers.reports import empty, sample_report, straddling, with_notes, with_words, without_evidence
from tia_desktop.charts import style
from tia_desktop.charts.coverage_matrix import Box, Column, coverage_matrix
from tia_desktop.charts.judgement_grid import Axis, judgement_grid
from tia_desktop.exporters.pdf import write
from tia_desktop.exporters.pdf_text import CHUNK, RUN, chunks, day_of, escape, lacks_signs, minute_of
from tia_desktop.services.report_parts import InspectionReport


def quietly(done: int, total: int) -> None:
    pass


def poppler(tool: str, *arguments: str) -> str:
    found = shutil.which(tool)
    if found is None:
        pytest.skip(f"{tool} (poppler-utils) is not installed")
    done = subprocess.run([found, *arguments], capture_output=True, check=True, text=True, encoding="utf-8")
    assert done.stderr == ""
    return done.stdout


def text_of(report: InspectionReport, folder: Path) -> str:
    """Return the PDF's text on one line, as poppler reads it."""
    write(report, folder / "x.pdf", quietly)
    return " ".join(poppler("pdftotext", "-raw", str(folder / "x.pdf"), "-").split())


def without_page_lines(text: str) -> str:
    """Take out what stands on each page, so that words that go on over the page stand together."""
    around = (
        r" \S+ Homes \(sample\) · Sample Findings and judgements TIA Desktop \S+ · \w+ \w+ Page \d+ of \d+"
    )
    return re.sub(around, "", text)


def test_everything_is_in_it(tmp_path: Path) -> None:
    report = sample_report()
    text = text_of(report, tmp_path).replace("\u00a0", " ")
    assert report.inspection.landlord in text
    assert "This landlord and everybody in this report are invented." in text
    assert report.chain_head[:8] in text
    for judgement in report.judgements:
        assert judgement.reason in text
        assert all(f"{q.number}. {q.title}" in text for q in judgement.questions)
    assert [f.text for f in report.findings if f.text not in text] == []
    running = without_page_lines(text)
    lines = [line for note in report.notes for line in note.text.split("\n")]
    assert [line for line in lines if line not in running] == []
    assert [p.sentence for p in report.problems if p.sentence not in text] == []
    assert [i.spec.code for i in report.indicators if i.spec.code not in text] == []
    assert "Against it: E" in text
    assert "Our judgement" in text


def test_each_photo_is_named_with_what_it_shows_and_what_finds_it(tmp_path: Path) -> None:
    photo = ("stairs.jpg", "image/jpeg", "0123456789abcdef" * 4, "A broken rail <b>on</b> the second landing")
    paper = ("minutes.txt", "text/plain", "fedcba9876543210" * 4, "")
    report = sample_report()
    first, *rest = report.notes
    report = replace(report, notes=(replace(first, attachments=(photo, paper)), *rest))
    text = text_of(report, tmp_path).replace("\u00a0", " ")
    assert "Photo: A broken rail <b>on</b> the second landing · stairs.jpg · SHA-256 0123456789abcdef" in text
    assert "File: no caption yet · minutes.txt · SHA-256 fedcba9876543210" in text


def test_pages_say_where_they_are(tmp_path: Path) -> None:
    text = text_of(sample_report(), tmp_path)
    pages = int(re.findall(r"^Pages: +(\d+)$", poppler("pdfinfo", str(tmp_path / "x.pdf")), re.MULTILINE)[0])
    assert [f"Page {n} of {pages}" in text for n in range(2, pages + 1)] == [True] * (pages - 1)


def test_the_contents_lead_to_the_right_pages(tmp_path: Path) -> None:
    write(sample_report(), tmp_path / "x.pdf", quietly)
    pages = poppler("pdftotext", "-layout", str(tmp_path / "x.pdf"), "-").split("\f")
    listed = re.findall(r"^ *(\S.*?) {2,}(\d+)$", pages[1], re.MULTILINE)
    assert len(listed) >= 12
    for title, number in listed:
        assert title in pages[int(number) - 1]


def test_it_names_title_and_language_and_embeds_its_fonts(tmp_path: Path) -> None:
    write(sample_report(), tmp_path / "x.pdf", quietly)
    assert "Findings and judgements: Riverside Homes" in poppler("pdfinfo", str(tmp_path / "x.pdf"))
    data = (tmp_path / "x.pdf").read_bytes()
    assert b"/Lang" in data
    assert b"/Outlines" in data
    assert "DejaVuSansCondensed" in poppler("pdffonts", str(tmp_path / "x.pdf"))


def test_the_same_report_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write(sample_report(), tmp_path / name, quietly)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


@pytest.mark.parametrize("change", [empty, straddling, without_evidence])
def test_odd_inspections_export(change: Any, tmp_path: Path) -> None:
    assert "Contents" in text_of(change(sample_report()), tmp_path)


def test_what_was_counted_is_in_it(tmp_path: Path) -> None:
    report = sample_report()
    text = " ".join(text_of(report, tmp_path).replace("\u00a0", " ").split())
    (sample,) = report.numbers.samples
    assert sample.sample.content_sha256 in text
    assert f"{sample.results[0].hits} of {sample.results[0].looked_at}" in text
    assert all(shops.result.scenario.title in text for shops in report.numbers.shops)
    assert all(survey.survey.title in text for survey in report.numbers.surveys)


def test_a_story_with_many_standards_fits_on_pages(tmp_path: Path) -> None:
    report = sample_report()
    shops = next(s for s in report.numbers.shops if any(each.interval for each in s.result.standards))
    one = next(each for each in shops.result.standards if each.interval)
    many = tuple(replace(one, standard=replace(one.standard, title=f"Promise {n}")) for n in range(70))
    shops = replace(shops, result=replace(shops.result, standards=many))
    text = text_of(replace(report, numbers=replace(report.numbers, shops=(shops,))), tmp_path)
    assert all(text.count(f"Promise {n}") >= 2 for n in (0, 30, 69))


def test_hundreds_of_groups_fit_on_pages(tmp_path: Path) -> None:
    report = sample_report()
    (sample,) = report.numbers.samples
    result = sample.results[0]
    parts = tuple(replace(result.parts[0], name=f"Group {n}") for n in range(300))
    sample = replace(sample, results=(replace(result, parts=parts),))
    report = replace(report, numbers=replace(report.numbers, samples=(sample,)))
    text = text_of(report, tmp_path)
    assert all(f"Group {n}" in text for n in range(300))


@pytest.mark.parametrize(
    "words",
    [
        '<img src="/etc/passwd"/>',
        "<b>&amp; </para> &#65;",
        "a < b && c > d",
        "<bullet>x</bullet><a href='file:x'>",
    ],
)
def test_markup_is_shown_literally(words: str, tmp_path: Path) -> None:
    assert words in text_of(with_notes(sample_report(), [f"so: {words}"]), tmp_path)
    assert words in text_of(with_words(sample_report(), words), tmp_path)


def test_characters_that_nobody_can_show_are_marked(tmp_path: Path) -> None:
    report = with_notes(
        sample_report(), ["nul \x00 bell \x07 lone \ud800 end", "田中さん says café Ελλάδα Русский"]
    )
    text = text_of(report, tmp_path)
    assert "end" in text
    assert f"{style.MISSING * 4} says café Ελλάδα Русский" in text
    assert "a character that this typeface lacks" in text


def test_naughty_strings_export(shared_data: Path, tmp_path: Path) -> None:
    texts = json.loads((shared_data / "data" / "c6-blns" / "blns.json").read_text("utf-8"))
    text = text_of(with_notes(sample_report(), texts), tmp_path)
    plain = [t for t in texts if t.isascii() and t.isprintable() and len(t) < 80]
    assert len(plain) > 250
    lost = [
        t
        for t in plain
        if " ".join(t.split()) not in text and "".join(t.split()) not in "".join(text.split())
    ]
    assert lost == []


@pytest.mark.parametrize("words", ["x" * 200_000, "y " * 20_000, "\n" * 3_000, "é" * 5_000])
def test_long_texts_export(words: str, tmp_path: Path) -> None:
    write(with_notes(sample_report(), [words]), tmp_path / "x.pdf", quietly)
    assert (tmp_path / "x.pdf").read_bytes().startswith(b"%PDF")


def test_long_words_anywhere_export(tmp_path: Path) -> None:
    write(with_words(sample_report(), "long" * 1_000), tmp_path / "x.pdf", quietly)
    assert (tmp_path / "x.pdf").read_bytes().startswith(b"%PDF")


@given(st.text(max_size=6_000) | st.text(alphabet="ab \n", min_size=CHUNK, max_size=CHUNK * 3))
def test_chunks_lose_nothing_and_are_short(text: str) -> None:
    pieces = list(chunks(text))
    assert "".join(pieces).replace("\n", "") == text.replace("\n", "")
    assert max(map(len, pieces)) <= CHUNK + CHUNK // RUN
    assert all(len(run) <= RUN for piece in pieces for run in re.split("[ \n]", piece))


def test_words_for_dates() -> None:
    assert day_of("2025-11-02T10:15:00+00:00") == "2 November 2025"
    assert minute_of("2025-11-02T10:15:00+00:00") == "2 November 2025, 10:15"
    assert minute_of("2025-11-02") == "2 November 2025"
    assert minute_of("last summer") == "last summer"


def test_escape_is_the_only_markup() -> None:
    assert escape("<b>\n&") == "&lt;b&gt;<br/>&amp;"
    assert lacks_signs("田")
    assert not lacks_signs("café ★ ✓ Ωж")


def test_progress_ends_at_all_and_can_cancel(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    write(sample_report(), tmp_path / "a", lambda done, total: seen.append((done, total)))
    assert len(seen) > 3
    assert seen == sorted(seen)
    assert seen[-1][0] == seen[-1][1]

    def stop(done: int, total: int) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write(sample_report(), tmp_path / "b", stop)
    assert not (tmp_path / "b").exists()


def words_of(drawing: Any) -> list[str]:
    """Return the texts of a drawing, as the screen gets them."""
    return re.findall(r"<text[^>]*>\s*([^<]*?)\s*</text>", renderSVG.drawToString(drawing))


def test_the_grid_marks_one_box_only_when_both_are_judged() -> None:
    style.register_fonts()
    levels = [("Poor", 0), ("Fair", 1), ("Good", 2)]
    words = words_of(
        judgement_grid(Axis("Service", levels, 2), Axis("Prospects", [("Low", None), ("High", None)], 1))
    )
    assert words.count("Our judgement") == 1
    assert words.count("No star") == 2
    assert "★★" in words
    words = words_of(judgement_grid(Axis("Service", levels, None), Axis("Prospects", [("Low", None)], 0)))
    assert "Our judgement" not in words


def test_the_matrix_says_how_each_box_stands() -> None:
    style.register_fonts()
    columns = [Column("First", "1. Aims?"), Column("First", "2. Met?"), Column("Second", "3. Better?")]
    boxes = [Box(4, 2, 3, 1), Box(1, 3, 0, 0), Box(0, 2, 0, 0)]
    words = words_of(coverage_matrix(columns, [("Estate visits", boxes), ("None", [Box(0, 0, 0, 0)] * 3)]))
    assert words == [
        "1. Aims?",
        "2. Met?",
        "First",
        "3. Better?",
        "Second",
        "Estate visits",
        "✓ 4",
        "1 of 3",
        "0 of 2",
        "None",
        "–",
        "–",
        "–",
    ]
