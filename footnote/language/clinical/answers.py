"""What a client answers to a question about a report."""

from __future__ import annotations

import re
from collections.abc import Mapping

from footnote.knowledge.wording import normalised
from footnote.language.clinical.durations import digits
from footnote.triage.policy import UNSURE

#: A longer message is no answer of one number or one word.
MAX_WORDS_OF_BARE_ANSWER = 12

_UNSURE = re.compile(
    r"\b(?:"
    r"(?:not|un) ?(?:\w+ )?(?:sure|certain)|idk|dunno|no (?:idea|clue|comment)|who knows|forgot\w*|"
    r"(?:dont|do not|didnt|cant|cannot|couldnt|hard to|difficult to) (?:really )?"
    r"(?:know|remember|recall|notice|note|keep track|pay attention|say|tell|judge|care)|"
    r"(?:dont|do not|wont|didnt) want to (?:try|say|put|rate|tell|answer|check|look|bother)|"
    r"never paid attention|rather not|prefer not|wont say|not (?:telling|saying)|none of your|"
    r"why (?:do|are|would|does|is|should|must) (?:you|u|that|i|it)|whats it to you|skip|"
    r"mind your own|nosy|private|no matter|(?:doesnt|does it) matter|never ?mind|maybe"
    r")\b"
)
_YES = re.compile(r"^\W*(?:yes|yeah|yep|yup|ya|sure|i can|ok|okay|of course|definitely|correct)\b")
_NO = re.compile(r"^\W*(?:no|nope|nah|not really|i cant|i cannot|cant|impossible|barely|hardly)\b")
_BARE_NUMBER = re.compile(r"\b(\d{1,2})(?:\.\d+)?\b")


def answer(attribute: str, text: str, said: Mapping[str, str | float]) -> str | float | None:
    """Return the answer that a message gives to an open question.

    Args:
        attribute: that the question asks for.
        text: the message.
        said: its attributes, as `FindingRecogniser.attributes` reads them.

    Returns:
        The attribute's value, `UNSURE` where the client does not know or refuses, None where the
        message is no answer.
    """
    plain = normalised(text)
    bare = len(plain.split()) <= MAX_WORDS_OF_BARE_ANSWER
    unsure = _UNSURE.search(plain) is not None
    value = said.get(attribute)
    if value is not None and not (unsure and isinstance(value, str)):
        return value
    if bare and attribute == "severity":
        numbers = [float(match.group(1)) for match in _BARE_NUMBER.finditer(digits(plain))]
        if numbers and max(numbers) <= 10:
            return max(numbers)
    if bare and attribute == "bears_weight":
        if _YES.search(plain):
            return "yes"
        if _NO.search(plain):
            return "no"
    return UNSURE if unsure else None
