"""What a client answers to a question about a report, and what corrects an answer."""

from __future__ import annotations

import re
from collections.abc import Mapping

from footnote.knowledge.wording import normalised
from footnote.language.clinical.durations import digits
from footnote.triage.policy import UNSURE

#: A longer message is no answer of one number.
MAX_WORDS_OF_BARE_ANSWER = 12
MAX_WORDS_OF_CORRECTION = 25
#: So few words around a number are about the number: "I'd say 8".
MAX_WORDS_OF_A_NUMBER = 4

_UNSURE = re.compile(
    r"\b(?:"
    # Somebody refuses, or does not care for the question.
    r"(?:refus\w+|wont|will not|unwilling) (?:\w+ ){0,2}(?:tell|say|rate|answer|check)|"
    r"(?:dont|do not|wont|not) (?:do|play|like|care for|believe in|good with|give) (?:\w+ ){0,2}"
    r"(?:numbers?|scales?|ratings?|scores?|games?|questions?)|"
    r"(?:dont|do not|wont|didnt) want to (?:try|say|put|rate|tell|answer|check|look|bother)|"
    r"between me and|(?:have|need) to (?:answer|tell|say)|"
    r"not going to (?:find out|try|say|tell|answer|check)|rather not|prefer not|wont say|"
    r"not (?:telling|saying|answering)|(?:dont|do not) wanna (?:say|tell|answer|rate)|"
    r"interrogat\w+|"
    r"none of your|mind your own|nosy|private|skip|never ?mind|no comment|"
    r"why (?:do|are|would|does|is|should|must) (?:you|u|that|i|it)|whats it to you|no matter|"
    r"(?:doesnt|does it) matter|"
    # Nobody knows.
    r"(?:not|un) ?(?:\w+ )?(?:sure|certain)|idk|dunno|no (?:idea|clue)|who knows|who can say|"
    r"(?:nobody|no one|noone|none of us|neither of us) (?:really )?(?:knows?|can|remembers?)|"
    r"forg[eo]t\w*|lost track|beats me|maybe|(?:not|havent|hasnt) (?:dared|tried|looked|checked)|"
    r"(?:dont|doesnt|do not|didnt|cant|cannot|couldnt|could not|hard to|difficult to|impossible to|"
    r"no way to) (?:really )?"
    r"(?:know|tell|remember|recall|notice|note|keep track|pay attention|say|judge|care|measure)|"
    r"never paid attention"
    r")\b"
)
_OPENING = r"^\W*(?:(?:oh|well|um|er|erm|hmm|ah|uh|dear|sorry|actually|honestly|lol|so)\W+)*"
_YES = re.compile(
    rf"{_OPENING}(?:yes|yeah|yep|yup|yea|ya|aye|sure|(?:i|he|she|they) can|ok|okay|of course|"
    r"(?:i |im |i am |he |hes |she |shes )?(?:stand|standing|walk|walking)s? on it|"
    r"(?:no )+(?:i|he|she|they) can\b(?!t)|"
    r"definitely|correct|no (?:problem|trouble)s?|without (?:any )?(?:problem|trouble)s?|easily)\b"
)
_NO = re.compile(
    rf"{_OPENING}(?:no(?!(?: no)* (?:i|he|she|they) can\b)|nope|nah|not really|"
    r"(?:(?:i|he|she|they) )?(?:cant|cannot)|impossible|"
    r"barely|hardly|not at all|only (?:with|on|when|if|limping|hopping))\b"
)
_CANNOT = re.compile(
    r"\b(?:cant|cannot|unable|not able|too (?:sore|painful)|hurts too|barely|can only|limp\w*|"
    r"only (?:with|when|if|on|by)|if (?:i|someone|somebody)|i fall|gives? way)\b"
)
#: A number of a scale: not of days, nor the end of the scale itself.
_RATING = re.compile(
    r"(?<!of )(?<!to )(?<!outta )(?<!\d )(?<![\d.])(\d{1,2}(?:\.\d+)?)(?!\d|\.\d)"
    r"(?! ?(?:days?|hours?|hrs?|weeks?|wks?|months?|mins?|minutes?|am|pm|oclock|years?)\b)"
)
_ASKS = re.compile(r"\?|^\W*(?:what|where|when|which|who|how|why|can|could|do|does|is|are|may)\b")
#: The question, said again before the answer: "the instep? a three".
_ECHO = re.compile(r"^[\w ]{1,30}\?+ (?=\w)")
#: "The one near the station" rates nothing.
_NO_NUMBER = re.compile(
    r"\b(?:the|this|that|which|no|any|some|every|each|left|right|other|another) one\b|\bone of\b"
)
#: "It is up to 9 now": no end of a scale.
_MOVED = re.compile(r"\b(?:up|gone|went|risen|rose|climbed|jumped|down|dropped) to (?=\d)")
#: Numbers that are taken back, not given.
_TAKEN_BACK = re.compile(r"\b(?:not|wrote|said|than|from|instead of|rather than)(?: an?)? $")
#: Says that what was said before was not right, or is so no longer.
_CORRECTS = re.compile(
    r"\b(?:sorry|meant|mean|wrong|mistake|mistook|slip(?:ped)?|typo|actually|correction|rather|"
    r"mixed|after all|tried again|no(?:t|w|pe)?|wait|hang on|checked|turns out|instead|worse|"
    r"better|shot up|went up|gone up|up to|down to|more like|since i wrote|by now)\b"
)
#: Takes a whole report back. "I cannot ignore it", "forget my appointment" and "nothing wrong with
#: my other foot" do not.
_RETRACTS = re.compile(
    r"^\W*(?:(?:please|pls|sorry|oh|ah|actually|just|ok|and) )*(?:disregard|ignore|forget) "
    r"(?:this|that|it|what i (?:said|wrote))\b(?! (?:no|not|is|cant|hurts|wont))|"
    r"\bfalse alarm\b(?! (?:or|maybe))|"
    r"\b(?:it|that) (?:was|is|turned out to be) (?:only |just )?"
    r"(?:ink|dirt|paint|dye|mud|makeup|marker|chocolate)\b|"
    r"\b(?:i|he|she|they|we) (?:was|were) (?:only |just )?(?:joking|kidding|pulling my leg)\b|"
    r"\bnothing(?:s| is| was)? wrong (?:after all|with (?:it|him|her|me)\b(?! foot| leg| other)|"
    r"with (?:his|her|my) \w+ (?:at all|after all))"
)
_POLITE = re.compile(r"\b(?:thank\w*|thanx|thx|ta|cheers|bye|goodbye|ciao)\b")
#: Says that it is over.
_RESOLVED = re.compile(
    r"\b(?:its|it is|it has|theyre|they are|all|everything(?:s| is)|feels?|swelling is|pain is) "
    r"(?:all |completely |totally |fully |already |now )*"
    r"(?:gone(?= (?:now|again|away|completely|already|thank|and)\b|$|[.,!])|back to normal|"
    r"cleared up|vanished|disappeared|stopped|normal again|fine again)"
)


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
    unsure = _UNSURE.search(plain) is not None
    if attribute == "severity":
        rated = _rating(plain)
        if rated is not None:
            return rated
    value = said.get(attribute)
    if value is not None and not (unsure and isinstance(value, str)):
        return value
    if attribute == "bears_weight" and not unsure:
        if _YES.search(plain) and not _CANNOT.search(plain):
            return "yes"
        if _NO.search(plain) or _CANNOT.search(plain):
            return "no"
    return UNSURE if unsure else None


def corrected_rating(text: str) -> float | None:
    """Return the rating that a message puts in place of one given before, None without one."""
    plain = normalised(text)
    words = len(plain.split())
    corrects_something = _CORRECTS.search(plain) and words <= MAX_WORDS_OF_CORRECTION
    if _ASKS.search(plain) or not (corrects_something or words <= MAX_WORDS_OF_A_NUMBER):
        return None
    given = [number for number, taken_back in _numbers(plain) if not taken_back]
    return given[-1] if given else None


def corrects(text: str) -> bool:
    """Return whether a message says that something told before was not right."""
    return _CORRECTS.search(normalised(text)) is not None


def retracts(text: str) -> bool:
    """Return whether a message takes back everything that was reported."""
    return _RETRACTS.search(normalised(text)) is not None


def is_polite(text: str) -> bool:
    """Return whether a message thanks or takes leave."""
    return _POLITE.search(normalised(text)) is not None


def is_over(text: str) -> bool:
    """Return whether a message says that what was reported is over."""
    return _RESOLVED.search(normalised(text)) is not None


def _rating(plain: str) -> float | None:
    plain = _ECHO.sub("", plain)
    if len(plain.split()) > MAX_WORDS_OF_BARE_ANSWER or _ASKS.search(plain):
        return None
    return max((number for number, _ in _numbers(plain)), default=None)


def _numbers(plain: str) -> list[tuple[float, bool]]:
    """Return the numbers of a scale from 0 to 10 in a text, and whether each is taken back."""
    text = _MOVED.sub("now ", digits(_NO_NUMBER.sub(" ", plain)))
    found = [
        (float(match.group(1)), _TAKEN_BACK.search(text[: match.start()]) is not None)
        for match in _RATING.finditer(text)
    ]
    return found if all(number <= 10 for number, _ in found) else []
