"""What staff read of a client's words names nobody: neither by name nor by number or address."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footnote.privacy.redaction import redacted

NAMED = [
    ("my name is anna smith and my foot hurts", "my name is [name] and my foot hurts"),
    ("My name is John Doe, please help", "My name is [name], please help"),
    ("my name is юлия and i feel dizzy", "my name is [name] and i feel dizzy"),
    ("I'm Anna, my calf is hot", "I'm [name], my calf is hot"),
    ("I'm Wojtek Kowalczyk and I have diabetes", "I'm [name] and I have diabetes"),
    ("this is Grace from yesterday", "this is [name] from yesterday"),
    ("it's me, jessica, from the morning", "it's me, [name], from the morning"),
    ("call me Will if you like", "call me [name] if you like"),
    ("please cancel my 5pm, name is Priya", "please cancel my 5pm, name is [name]"),
    ("Dr. Lee said it is fine", "Dr. [name] said it is fine"),
    ("dr patel gave me a cream", "dr [name] gave me a cream"),
    ("Mr O'Brien's foot is swollen", "Mr [name]'s foot is swollen"),
    ("Mrs. Chen-Rodriguez, 5pm", "Mrs. [name], 5pm"),
    ("my husband Raj has gout", "my husband [name] has gout"),
    ("my daughter Yuki has Morton's neuroma", "my daughter [name] has Morton's neuroma"),
    ("The masseuse Lin pressed too hard", "The masseuse [name] pressed too hard"),
    ("I had Svetlana last time", "I had [name] last time"),
    ("Can Rosa do my massage in May?", "Can [name] do my massage in May?"),
    ("I saw Grace and Mark last week", "I saw [name] and [name] last week"),
    ("Juan Pérez García told me to come", "[name] told me to come"),
    ("Anne-Marie hurt my heel", "[name] hurt my heel"),
    ("Thanks, Maria", "Thanks, [name]"),
    ("ok see you then\nregards, Tom Baker", "ok see you then\nregards, [name]"),
    ("my arch is sore - Sam", "my arch is sore - [name]"),
    ("Hello Sarah! Is the spa open?", "Hello [name]! Is the spa open?"),
    ("HELP MY CALF IS HOT I'M JOHN SMITH", "HELP MY CALF IS HOT I'M [name]"),
    ("Anna Smith", "[name]"),
    ("ask @anna_smith about it", "ask [name] about it"),
]
BY_FORM = [
    ("my number is 503-555-0142 thanks", "my number is [number] thanks"),
    ("call me on (503) 555-0142 ext. 12", "call me on [number]"),
    ("+44 20 7946 0958 or 0049 30 123456", "[number] or [number]"),
    ("whatsapp: 555 0142", "whatsapp: [number]"),
    ("five oh three five five five zero one four two", "[number]"),
    ("card 4111 1111 1111 1111 please", "card [number] please"),
    ("call 33 3.3.33 3 or 3.3.33 3333", "call [number] or [number]"),
    ("my ssn is 123-45-6789", "my ssn is [number]"),
    ("DE89 3704 0044 0532 0130 00", "[number]"),
    ("passport AB1234567, booking number 4711X", "passport [number], booking number [number]"),
    ("write to anna.smith+spa@mail.example.co.uk!", "write to [mail]!"),
    ("anna at example dot com", "[mail]"),
    ("see https://example.com/x?y=1 and www.foo.example", "see [link] and [link]"),
    ("I am on facebook.com/anna.smith", "I am on [link]"),
    ("born 12 March 1984, flat feet", "born [date], flat feet"),
    ("dob: 03/12/1984", "dob: [date]"),
    ("my birthday is May 5th", "my birthday is [date]"),
    ("I was born in 1984", "I was born in [date]"),
    ("I live at 12 Harbor Street, Portland, OR 97201 and limp", "I live at [address] and limp"),
    ("we are at 12 harbor st apt 4b", "we are at [address]"),
    ("I live at Rosewood Court and my foot hurts", "I live at [address] and my foot hurts"),
    ("SW1A 1AA, Hauptstraße 12, PO Box 123", "[address], [address], [address]"),
]
#: None of them makes a date or a range of years.
DIGITS = st.lists(st.sampled_from("3456789"), min_size=7, max_size=15)
SEPARATORS = st.sampled_from(["", " ", "-", ".", " - ", ") "])
ODD = [
    "a",
    "1 ",
    "1-",
    "a.",
    "a@",
    "@",
    "(1",
    "1.1.11 ",
    "1 1.1.1",
    "one ",
    "A1",
    "a at ",
    "born on ",
    "5 a st ",
    "Dr A ",
]


@pytest.mark.parametrize(("text", "kept"), [*NAMED, *BY_FORM])
def test_it_is_replaced_by_a_word_and_the_rest_stays(text: str, kept: str) -> None:
    assert redacted(text) == kept


@given(DIGITS, st.lists(SEPARATORS, min_size=15, max_size=15))
def test_no_long_number_stays_however_it_is_written(digits: list[str], gaps: list[str]) -> None:
    written = "".join(digit + gap for digit, gap in zip(digits, gaps)).rstrip(" -.)")

    assert not re.search(r"\d", redacted(f"my foot hurts {written} a lot"))


@given(
    st.from_regex(r"[a-z0-9]{1,8}([._+-][a-z0-9]{1,8})?@[a-z0-9]{2,9}\.[a-z]{2,5}", fullmatch=True)
)
def test_no_mail_address_stays(mail: str) -> None:
    assert redacted(f"write to {mail} about my heel") == "write to [mail] about my heel"


@given(st.text(max_size=300))
def test_it_is_found_after_any_text(text: str) -> None:
    assert "ann@mail.example" not in redacted(f"{text} ann@mail.example")


@pytest.mark.parametrize("part", ODD)
def test_a_text_of_any_length_is_soon_done(part: str) -> None:
    redacted("the lists of names are read now")
    started = time.perf_counter()

    redacted((part * 20_000)[:20_000])

    assert time.perf_counter() - started < 2.0
