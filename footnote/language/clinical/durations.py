"""How long ago, or for how long: time expressions of a message in hours."""

from __future__ import annotations

import re
from datetime import datetime

import parsedatetime
from text_to_num import alpha2digit

HOURS_PER_DAY = 24.0

_UNITS = r"(?:min(?:ute)?s?|h(?:ou)?rs?|days?|nights?|weeks?|wks?|months?|years?|yrs?|fortnights?)"
_DAYS = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tues?|weds?|thurs?|thu|fri|sat|sun)"
#: What parsedatetime does not know, in words it does.
_REWRITTEN = (
    (re.compile(r"\ba fortnights?\b|\bfortnights?\b"), "2 weeks"),
    (re.compile(r"\b(?:a )?(?:couple|cpl)(?: of)? "), "2 "),
    (re.compile(r"\b(?:a )?few |\bsome (?=days|weeks|hours|months)|\bseveral "), "3 "),
    (re.compile(r"\bhalf (?:an? )?hour\b"), "30 minutes"),
    (re.compile(r"\bhalf (?:a |the )?(?:day|night)\b"), "12 hours"),
    (re.compile(rf"\b(\d+) and (?:a )?(?:half|1/2) (?={_UNITS}\b)"), r"\1.5 "),
    (re.compile(r"\b(?:a|an|one) (?=minute|hour|day|week|month|year|night)"), "1 "),
    (re.compile(r"\ball (?=day|night|week|morning)"), "1 "),
    (re.compile(r"\b(\d+)(?: ?(?:or|to|-) ?)(\d+)(?= )"), r"\2"),
    (re.compile(r"\b(\d+)(?:st|nd|rd|th) (day|week|month)\b"), r"\1 \2s"),
    (re.compile(r"\b(\d+) ?(?:d|dys)\b"), r"\1 days"),
    (re.compile(r"\b(\d+) ?(?:h|hr|hrs)\b"), r"\1 hours"),
    (re.compile(r"\b(\d+) nights?\b"), r"\1 days"),
    (re.compile(r"\bday (\d+)\b"), r"\1 days"),
    (re.compile(r"\bweds\b"), "wednesday"),
    (re.compile(r"\b(?:yday|yest|yesty|yst|yesterdays)\b"), "yesterday"),
    (re.compile(r"\b(\d+) wks?\b"), r"\1 weeks"),
    (re.compile(r"\b(\d+) yrs?\b"), r"\1 years"),
    (re.compile(r"\bday before yesterday\b"), "2 days ago"),
    (re.compile(rf"\b(?:the )?(?:week|{_DAYS}) before last\b"), "14 days ago"),
    (re.compile(r"\b(?:the )?month before last\b"), "60 days ago"),
    (re.compile(r"\b(?:last night|yesterday (?:evening|night))\b"), "14 hours ago"),
    (
        re.compile(r"\bsince (?:lunch(?:time|eon)?|noon|midday|breakfast|dinner|teatime)\b"),
        "5 hours ago",
    ),
    (re.compile(r"\bovernight\b"), "8 hours ago"),
    (re.compile(r"\byesterday(?: morning)?\b"), "1 day ago"),
    (re.compile(r"\b(?:the )?(?:other day|weekend)\b"), "3 days ago"),
    (re.compile(r"\blast weekend\b"), "4 days ago"),
    (re.compile(r"\blast weeks?\b"), "7 days ago"),
    (re.compile(r"\blast month\b"), "30 days ago"),
    (re.compile(r"\blast year\b"), "365 days ago"),
    (re.compile(r"\b(?:days and days|days on end|for days|(?<!\d )days now)\b"), "for 3 days"),
    (re.compile(r"\b(?:for weeks|(?<!\d )weeks now|(?<!\d )weeks ago)\b"), "for 21 days"),
    (re.compile(r"\b(?:for months|(?<!\d )months now|(?<!\d )months ago)\b"), "for 90 days"),
    (
        re.compile(
            r"\b(?:for (?:many )?years|(?<!\d )years now|(?<!\d )years ago|since childhood)\b"
        ),
        "for 3 years",
    ),
    (
        re.compile(r"\b(?:for hours|(?<!\d )hours now|(?<!\d )hours ago|(?<!\d )hours later)\b"),
        "for 3 hours",
    ),
    (re.compile(r"\b(?:this morning|this afternoon|tonight|today|this evening)\b"), "6 hours ago"),
    (
        re.compile(r"\b(?:just now|just happened|a moment ago|moments ago|seconds?)\b"),
        "1 minute ago",
    ),
)
_SPAN = re.compile(
    rf"\b\d+(?:\.\d+)? ?{_UNITS}(?: ago)?\b|\b(?:since|last|on|from) (?:last )?{_DAYS}\b"
)
#: No time that something lasts: how old somebody is, what was or will be booked.
_MINUTES_OR_HOURS = r"(?:\d+|an?|half an?|1) ?(?:min(?:ute)?s?|hours?|hrs?)"
_OTHER_TIMES = re.compile(
    r"\b\d+ ?(?:years?|yrs?) ?(?:old|of age)\b|"
    rf"\b{_MINUTES_OR_HOURS}(?: long)? (?:\w+ )?(?:massages?|sessions?|treatments?|one|1|rub|"
    r"slots?|reflexology|appointments?|thai|swedish|deep|foot|pedicure|package|drive|walk)\b|"
    rf"\b(?:how much|price|costs?|charge|pay|book)(?: \w+){{0,4}} {_MINUTES_OR_HOURS}\b|"
    rf"\b(?:appointments?|appt|session|massage|flight|wedding|race|trip|holiday|visit|slot|coming|"
    rf"back) (?:is |are )?in \d+ ?{_UNITS}\b|"
    r"\b(?:due|booked|booking|book|coming(?: in)?|see you|flight|next|this coming|free|open|race|"
    r"wedding|fly|flying|leaving|(?:have|got|ive) an? (?:appointment|appt|slot)|"
    r"my (?:appointment|appt|slot) is)"
    rf"(?: (?!since|and|but)\w+){{0,3}} (?:on |for |this |next )?{_DAYS}s?\b"
)
#: A span said like this is how long it lasts; others may tell when something else was.
_SHORT_OF = re.compile(r"(?:less than|under|below|not even|not quite|nearly|almost|within) $")
_LASTING = re.compile(
    r"(?:for|since|over|past|last|been|its|now|lasting|lasts|about|almost|nearly) $"
)


def _calendar() -> parsedatetime.Calendar:
    constants = parsedatetime.Constants("en_US", usePyICU=False)
    constants.DOWParseStyle = -1  # "Tuesday" is the one that was
    return parsedatetime.Calendar(constants, version=parsedatetime.VERSION_CONTEXT_STYLE)


_CALENDAR = _calendar()


def digits(text: str) -> str:
    """Return a text with its number words as digits: "two days" becomes "2 days"."""
    converted: str = alpha2digit(text, "en", threshold=0)
    return converted


def hours_said(text: str, now: datetime | None = None) -> float | None:
    """Return how long something lasts or how long ago it began, as far as a text says.

    Args:
        text: a message or a part of it, normalised.
        now: what "yesterday" is counted from; the present where it is not given.

    Returns:
        Hours; the longest where a text says several that belong together. None where it says none.
    """
    text = _OTHER_TIMES.sub(" ", digits(text))
    for pattern, plain in _REWRITTEN:
        text = pattern.sub(plain, text)
    now = now or datetime.now()
    lasting: list[float] = []
    other: list[float] = []
    for match in _SPAN.finditer(text):
        hours = _hours(match.group(), now)
        if hours is None:
            continue
        before = match.string[: match.start()]
        if _SHORT_OF.search(before):
            hours *= 0.9
        (lasting if _LASTING.search(before) else other).append(hours)
    return max(lasting or other, default=None)


def _hours(span: str, now: datetime) -> float | None:
    span = re.sub(r"^(?:since|on|from|last) (?:last )?", "", span)
    moment, context = _CALENDAR.parseDT(span, sourceTime=now)
    if not context.hasDateOrTime:
        return None
    hours: float = round(abs((moment - now).total_seconds()) / 3600, 2)
    return hours
