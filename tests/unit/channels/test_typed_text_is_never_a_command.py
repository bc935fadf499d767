"""Whatever a client types is plain text: no command of Rasa's, no control characters."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from footnote.channels.incoming import plain_text

#: Text with many slashes and blanks, as somebody would write who tries to get a command through.
crafty_text = st.text(st.sampled_from("/\\ \t\n\r\x00\x1c\u00a0\u2028\u200b{}\"'abc1@")) | st.text()


@given(crafty_text)
@settings(deadline=None)
@example("/restart")
@example("/ /restart")
@example('\\/ \x00 /intent{"slot": "value"}')
def test_text_never_starts_with_a_slash(text: str) -> None:
    # Rasa strips blanks itself before it looks for a slash.
    assert not plain_text(text).strip().startswith("/")


@given(crafty_text)
@settings(deadline=None)
def test_text_has_no_control_characters_but_line_ends(text: str) -> None:
    assert all(
        character == "\n" or unicodedata.category(character) != "Cc"
        for character in plain_text(text)
    )


@given(crafty_text)
@settings(deadline=None)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert plain_text(plain_text(text)) == plain_text(text)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("why do my feet pop?", "why do my feet pop?"),
        ("  is it 1/2 hour or an hour?\n", "is it 1/2 hour or an hour?"),
        ("First line.\nSecond line.", "First line.\nSecond line."),
        ('{"text": "<b>hi</b>"}', '{"text": "<b>hi</b>"}'),
        ("/restart", "restart"),
        ("a\tb\x07c", "a b c"),
        ("\u00bfpor qu\u00e9? \N{FOOT}", "\u00bfpor qu\u00e9? \N{FOOT}"),
        (" / \\ \n", ""),
        ("", ""),
    ],
)
def test_words_are_kept(typed: str, kept: str) -> None:
    assert plain_text(typed) == kept
