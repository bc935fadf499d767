"""The index of patterns leaves out no match that trying every pattern would find."""

from __future__ import annotations

import re

import pytest
import yaml

from footnote.knowledge.wording import WordGroups, normalised
from footnote.language.clinical.pattern_index import PatternIndex, needed_strings
from tests.conftest import ROOT


def _messages() -> list[str]:
    texts = []
    for name in ("reports_grave.yml", "reports_milder.yml", "harmless.yml"):
        for intent in yaml.safe_load((ROOT / "data" / "nlu" / name).read_text())["nlu"]:
            texts += [line[2:] for line in intent["examples"].splitlines()]
    return [normalised(text) for text in texts[::10]]


def test_our_findings_are_the_same_as_with_every_pattern_tried() -> None:
    lexicon = yaml.safe_load((ROOT / "knowledge" / "findings.yml").read_text())
    groups = WordGroups(lexicon["words"])
    patterns = {name: entry["patterns"] for name, entry in lexicon["findings"].items()}
    every = {name: re.compile(groups.joined(ours)) for name, ours in patterns.items()}
    index = PatternIndex({name: groups.each(ours) for name, ours in patterns.items()})
    found = 0
    for text in _messages():
        expected = [
            (name, match.span())
            for name, expression in every.items()
            for match in expression.finditer(text)
        ]
        assert [(name, match.span()) for name, match in index.matches(text)] == expected, text
        found += len(expected)
    assert found > 200


@pytest.mark.parametrize(
    ("expression", "needed"),
    [
        ("numb(?:ness|ing)?", {"numb", "numbness", "numbing"}),
        (r"\bcant (?:\w+ ){0,2}feel\b", {"cant "}),
        ("a?b+cd", {"cd"}),
        ("[aä]ch(?:e|ing)", {"ache", "aching", "äche", "äching"}),
        (r"(?<!of )(?:toe|foot) \d", {"toe ", "foot "}),
        (r"[a-z]+", None),
        (r"swollen|\w+", None),
        ("(?i)numb", None),
        ("(?i:numb)", None),
        ("(?:swollen)?", None),
    ],
)
def test_what_a_text_must_hold(expression: str, needed: set[str] | None) -> None:
    assert needed_strings(expression) == needed
