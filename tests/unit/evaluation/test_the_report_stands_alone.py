from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from footnote.evaluation.figures import Figures, figures_of
from footnote.evaluation.page import Provenance, render, write_report
from tests.unit.evaluation.by_hand import KINDS, result, set_results

HOSTILE = "<script>alert('feet')</script> & \"more\""
PROVENANCE = Provenance("footnote-0123.tar.gz", "4567", "1 May 2026 12:00 UTC")
VOID = {"meta", "br", "link", "img", "input", "hr"}


class Elements(HTMLParser):
    """Collects the elements of a page, and fails where one is not closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self._open: list[str] = []
        self.feed(page)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes += attrs
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes += attrs

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag


@pytest.fixture
def figures() -> Figures:
    first = set_results(
        topics=(
            result("prices", topics="prices"),
            result("prices", topics="hours", text=HOSTILE, confidence=0.87),
        ),
        far=(result("", topics="hours"),),
        small_talk=(result("greet", intent="greet"),),
    )
    turns = (result("hours", topics="hours"), result("hours", topics="prices", before=HOSTILE))
    return figures_of(
        (
            replace(first, name="first"),
            replace(first, name="second", conversations=(turns,)),
        ),
        KINDS,
    )


def test_the_page_loads_nothing_and_runs_nothing(figures: Figures) -> None:
    page = render(figures, PROVENANCE)
    elements = Elements(page)

    assert not elements.names & {"script", "link", "img", "iframe", "object", "image", "use"}
    assert not [name for name, _ in elements.attributes if name == "src" or name.startswith("on")]
    assert all(
        value.startswith("#") for name, value in elements.attributes if name == "href" and value
    )
    assert "url(" not in page
    assert "@import" not in page


def test_a_message_is_shown_as_typed_and_never_as_markup(figures: Figures) -> None:
    page = render(figures, PROVENANCE)

    assert "<script" not in page
    assert "&lt;script&gt;alert" in page


def test_each_figure_stands_beside_its_target_and_says_whether_it_is_met(figures: Figures) -> None:
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", render(figures, PROVENANCE)))

    assert "Topic right first time target ≥ 96 % ≥ 96 % 50.0 % 1 of 2 ✗ missed" in text
    assert "Far out of scope, answered as if in scope target ≤ 1 % ≤ 1 % 100.0 % 1 of 1" in text
    assert "Small talk, and asking for a person target ≥ 97 % ≥ 97 % 100.0 % 1 of 1 ✓ met" in text


def test_a_faultless_set_without_answers_makes_a_page_too() -> None:
    figures = figures_of((set_results(small_talk=(result("greet", intent="greet"),)),), KINDS)

    assert "1 of 1 targets met" in render(figures, PROVENANCE)


def test_the_figures_are_written_beside_the_page(figures: Figures, tmp_path: Path) -> None:
    page = write_report(tmp_path / "new" / "report", figures, PROVENANCE)

    assert page.read_text(encoding="utf-8") == render(figures, PROVENANCE)
    written = json.loads((page.parent / "figures.json").read_text(encoding="utf-8"))
    assert written["model"] == "footnote-0123.tar.gz"
    assert [each["name"] for each in written["sets"]] == ["first", "second"]
    assert written["together"]["measures"][0] == {
        "key": "right_first_time",
        "label": "Topic right first time",
        "hits": 2,
        "n": 4,
        "share": 0.5,
        "target": {"percent": 96, "at_most": False},
        "met": False,
    }
    assert written["misses"][0]["result"]["understood"]["topics"] == ["hours"]
