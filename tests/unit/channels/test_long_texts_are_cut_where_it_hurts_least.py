"""Chat services limit a message's length: texts are cut at good places, and nothing is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from footnote.channels.splitting import parts

SENTENCE = "Rub the heel slowly, then the arch, and stop when it hurts. [1] "


def _cut(text: str, limit: int) -> list[str]:
    return [text[start:end] for start, end in parts(text, limit, lambda _: 1)]


@given(st.text(alphabet="ab .[1]\n\u2026"), st.integers(min_value=1, max_value=30))
def test_nothing_but_blanks_at_the_cuts_is_lost(text: str, limit: int) -> None:
    found = _cut(text, limit)

    assert all(0 < len(part) <= limit for part in found)
    assert "".join("".join(found).split()) == "".join(text.split())


def test_a_paragraphs_end_is_the_best_place() -> None:
    text = f"{SENTENCE * 2}\n\n{SENTENCE * 2}"

    assert _cut(text, len(text) - 20) == [SENTENCE * 2, SENTENCE * 2]


def test_a_footnote_mark_stays_with_its_sentence() -> None:
    first, second = _cut(SENTENCE * 2, len(SENTENCE) + 20)

    assert first.endswith("[1]")
    assert second.startswith("Rub")


def test_what_counts_for_more_is_cut_sooner() -> None:
    found = parts("&&&&", 10, lambda character: 5 if character == "&" else 1)

    assert found == [(0, 2), (2, 4)]
