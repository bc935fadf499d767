"""What clients type arrives as they meant it; what is sent arrives as it is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footnote.channels.slack.mrkdwn import escape, typed_text

BOT = "U0BOT"


@given(st.text(alphabet="ab&<>;lgtamp@!#| ").map(str.strip))
def test_escaping_goes_both_ways(text: str) -> None:
    assert typed_text(escape(text), BOT) == text


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("<@U0BOT> are you open?", "are you open?"),
        ("<@U0BOT|footnote>: are you open?", "are you open?"),
        ("are you open <@U0BOT>", "are you open"),
        ("<@U2ANNA> has numb feet", "somebody has numb feet"),
        ("<@U2ANNA|anna> has numb feet", "somebody has numb feet"),
        ("<@U0BOT> <@U2ANNA> has numb feet", "somebody has numb feet"),
        ("see <#C1|general>", "see #general"),
        ("<!here> are you open?", "are you open?"),
        ("<!subteam^S1|@nurses> may know", "@nurses may know"),
        ("read <https://a.example/b|this page>", "read this page"),
        ("read <https://a.example/b?c&amp;d>", "read https://a.example/b?c&d"),
        ("mail <mailto:a@b.example|a@b.example>", "mail a@b.example"),
        ("pain &lt; 3 &amp; swelling &gt; 1", "pain < 3 & swelling > 1"),
        ("I wrote &amp;lt; there", "I wrote &lt; there"),
        ("half \ud83d a face", "half ? a face"),
        ("   ", ""),
    ],
)
def test_markup_becomes_plain_words(sent: str, read: str) -> None:
    assert typed_text(sent, BOT) == read


def test_where_the_bots_id_is_not_known_a_mention_at_the_beginning_is_its_name() -> None:
    assert typed_text("<@U0BOT> are you open?", "") == "are you open?"
