"""Findings in a message: patterns over its words, ConText for the sense they are used in.

Patterns are regular expressions whose matches become spans of a spaCy document: the token patterns
of spaCy's entity ruler have no look-around, which telling idioms from reports needs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import spacy
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from footnote.knowledge.wording import WordGroups, normalised
from footnote.language.clinical.attributes import AttributeReader
from footnote.language.clinical.context import ContextReader
from footnote.language.clinical.pattern_index import PatternIndex
from footnote.triage.findings import Finding, Status

SPAN_GROUP = "findings"


class PlainTokenizer:
    """Splits a normalised message at spaces and punctuation, and nowhere else.

    spaCy's own cuts "cant" and "im" in two, by rules that normalised text does not need.
    """

    _TOKEN = re.compile(r"\d+[.,:]\d+|\w+|[^\w\s]")

    def __init__(self, vocab: Vocab) -> None:
        self._vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Return the tokens of a text."""
        matches = list(self._TOKEN.finditer(text))
        return Doc(
            self._vocab,
            words=[match.group() for match in matches],
            spaces=[text[match.end() : match.end() + 1] == " " for match in matches],
        )


class FindingRecogniser:
    """Reads the findings of a message."""

    def __init__(self, lexicon: Mapping[str, Any], context: Mapping[str, Any]) -> None:
        """Compile the patterns.

        Args:
            lexicon: `knowledge/findings.yml`: `words`, `findings`, `attributes`.
            context: `knowledge/context.yml`.

        Raises:
            ValueError: a pattern cannot be used.
        """
        groups = WordGroups(lexicon["words"])
        self._nlp = spacy.blank("en")
        self._nlp.tokenizer = PlainTokenizer(self._nlp.vocab)
        self._nlp.add_pipe("sentencizer")
        self._patterns = PatternIndex(
            {name: groups.each(entry["patterns"]) for name, entry in lexicon["findings"].items()}
        )
        self.conditions = frozenset(
            name for name, entry in lexicon["findings"].items() if entry["condition"]
        )
        self._context = ContextReader(context, groups, self.conditions, SPAN_GROUP)
        self.steadfast = self._context.steadfast
        self._attributes = AttributeReader(lexicon["attributes"], groups)
        self._heals = frozenset(context["heals"])
        self.read("my foot is numb")  # the first message pays for what the libraries prepare once

    def read(self, text: str, reporting: bool = False) -> tuple[Finding, ...]:
        """Return the findings of a message, one of a type, in the order in which they stand.

        Args:
            text: the message, best with its typing errors mended.
            reporting: whether the client reported something before.
        """
        plain = normalised(text)
        if not plain:
            return ()
        mentions = [
            (match.start(), match.end(), name) for name, match in self._patterns.matches(plain)
        ]
        if not mentions:
            return ()
        doc = self._nlp(plain)
        spans = [
            doc.char_span(start, end, label=name, alignment_mode="expand")
            for start, end, name in sorted(mentions)
        ]
        doc.spans[SPAN_GROUP] = [span for span in spans if span is not None]
        found: dict[str, Finding] = {}
        for span, status, controlled in self._context.statuses(doc, reporting):
            finding = self._finding(span, plain, status, controlled)
            before = found.get(finding.type)
            if before is None or _WEIGHT[finding.status] > _WEIGHT[before.status]:
                found[finding.type] = finding
        return tuple(found.values())

    def attributes(self, text: str) -> dict[str, str | float]:
        """Return what a message says without naming a finding, such as "since yesterday"."""
        plain = normalised(text)
        return self._attributes.read(plain, 0, len(plain))

    def is_figurative(self, text: str) -> bool:
        """Return whether a message uses a figure of speech or another sense of its words."""
        return self._context.is_figurative(normalised(text))

    def _finding(self, span: Span, plain: str, status: Status, controlled: bool) -> Finding:
        kind = span.label_.lower()
        if _WEIGHT[status] == 0 or status is Status.DENIED:
            return Finding(kind, status, span.text)
        sentence = span.sent
        start = span.start_char - sentence.start_char
        said = self._attributes.read(sentence.text, start, start + len(span.text))
        healed = said.get("healed") == "yes" and kind in self._heals
        if len(sentence) < len(span.doc):
            # Another sentence may say what this one leaves open ("... It started yesterday.").
            said = self._attributes.read(plain, span.start_char, span.end_char) | said
        if controlled:
            said["controlled"] = "yes"
        if healed:
            status = Status.PAST
        return Finding(kind, status, span.text, **said)  # type: ignore[arg-type]


#: Where a message speaks of a type twice, the mention with the higher weight counts.
_WEIGHT = {
    Status.FIGURATIVE: 0,
    Status.GENERAL: 0,
    Status.HYPOTHETICAL: 0,
    Status.DENIED: 1,
    Status.PAST: 2,
    Status.PRESENT: 3,
}
