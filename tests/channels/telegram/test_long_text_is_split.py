"""Text of any length reaches Telegram: in messages it accepts, and without a lost word."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from footnote.channels.telegram.formatting import MAX_MESSAGE_LENGTH, Span, Style, length, pieces
from tests.channels.telegram.strict_html import read_html

# Few letters, so that marks, tags, blanks and characters of two code units come often.
LETTERS = st.sampled_from([*"ab<>&\"'.!?[]1 \n\t\u2026", ". ", " [1]", "\n\n", "\U0001f9b6"])
SPANS = st.lists(
    st.builds(
        Span,
        st.lists(LETTERS | st.characters(exclude_categories=["Cs", "Cc"]), max_size=80).map(
            "".join
        ),
        st.sampled_from(Style),
    ),
    max_size=6,
)
LIMITS = st.integers(min_value=2, max_value=90)


def without_blanks(text: str) -> str:
    return "".join(text.split())


@given(SPANS, LIMITS)
def test_no_message_is_longer_than_the_limit(spans: list[Span], limit: int) -> None:
    assert all(0 < length(piece.plain) <= limit for piece in pieces(spans, limit))


@given(SPANS, LIMITS)
def test_nothing_but_blanks_gets_lost(spans: list[Span], limit: int) -> None:
    text = "".join(span.text for span in spans)

    together = "".join(piece.plain for piece in pieces(spans, limit))

    assert without_blanks(together) == without_blanks(text)


@given(SPANS, LIMITS)
def test_every_message_is_sound_html_that_reads_as_its_plain_text(
    spans: list[Span], limit: int
) -> None:
    for piece in pieces(spans, limit):
        assert read_html(piece.html) == piece.plain


@given(SPANS, LIMITS)
def test_no_message_is_blank(spans: list[Span], limit: int) -> None:
    assert all(piece.plain.strip() for piece in pieces(spans, limit))


def test_a_short_text_stays_one_message() -> None:
    (piece,) = pieces([Span("Yes", Style.BOLD), Span(" & no.")])
    assert piece.html == "<b>Yes</b> &amp; no."
    assert piece.plain == "Yes & no."


def test_a_text_is_cut_after_a_sentence_and_its_footnote_mark() -> None:
    cut = pieces([Span("It is so. [1] It was not. [2] Then comes more of it.")], 34)
    assert [piece.plain for piece in cut] == [
        "It is so. [1] It was not. [2]",
        "Then comes more of it.",
    ]


def test_a_text_is_cut_between_paragraphs_rather_than_sentences() -> None:
    cut = pieces([Span("First one. It goes on.\n\nSecond one. It ends.")], 36)
    assert [piece.plain for piece in cut] == ["First one. It goes on.", "Second one. It ends."]


def test_a_style_goes_on_after_a_cut() -> None:
    cut = pieces([Span("One sentence. Another one.", Style.ITALIC)], 15)
    assert [piece.html for piece in cut] == ["<i>One sentence.</i>", "<i>Another one.</i>"]


def test_characters_of_two_code_units_count_twice() -> None:
    cut = pieces([Span("\U0001f9b6" * MAX_MESSAGE_LENGTH)])
    assert [length(piece.plain) for piece in cut] == [MAX_MESSAGE_LENGTH] * 2
