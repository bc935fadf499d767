"""What can be told by its form: mail and street addresses, links, dates, numbers.

Every repetition is bounded, so that no text, however long or odd, takes long.
"""

from __future__ import annotations

import re

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
#: Of a day or a month.
_SMALL = r"(?:0?[1-9]|[12]\d|3[01])"
_STREET = (
    r"(?:street|st|avenue|ave|road|rd|boulevard|blvd|drive|dr|lane|ln|court|ct|place|pl|square|sq"
    r"|terrace|way|highway|hwy|parkway|pkwy|crescent|close|alley|trail|circle|gardens|mews)\b\.?"
)
#: Words that no street is called by: with them, "2 weeks on my way" is no address.
_NO_STREET = (
    r"(?:am|pm|times?|(?:second|minute|min|hour|hr|day|night|week|month|year|yr|session|visit|mile"
    r"|km|cm|mm|kg|lb|mg|ml|inch|percent|foot|step|person|toe|finger|massage|stone)s?"
    r"|inches|feet|people|big|small|more|less|other|different|a|an|the|in|on|at|to|of|off|from|by"
    r"|for|with|and|or|but|my|your|our|his|her|their|its|it|i|is|are|was|that|this|no|not|so|too"
    r"|per|out|up|down|some|any|all|every|each)\b"
)
_STATE = (
    r"(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]"
    r"|T[NX]|UT|V[AT]|W[AIVY])"
)
_DOMAIN = r"(?:[\w-]{1,63}\.){1,4}"
#: None of them is a word, so that a missing blank after a full stop makes no link.
_TOP_LEVEL = r"(?:com|org|net|edu|gov|info|biz|app|dev|io|uk|ie|ca|au|nz|eu|de|fr|nl|ch)"
_DIGIT = r"(?:zero|oh|nought|one|two|three|four|five|six|seven|eight|nine)"
_DIGIT_WORD = rf"(?:(?:double|triple)[\s-])?{_DIGIT}"
#: What may stand between two digits of a number.
_GAP = r"[ \t().–-]{0,3}"
#: A day in digits only.
_PLAIN_DATE = (
    rf"(?<![\w.-])(?:\d{{4}}[./-]{_SMALL}[./-]{_SMALL}|{_SMALL}[./-]{_SMALL}[./-]\d{{4}}"
    rf"|{_SMALL}[./]{_SMALL}[./]\d{{2}})(?![\w-])"
)


_CASE_MATTERS = re.RegexFlag(0)


def _rule(
    word: str, pattern: str, flags: re.RegexFlag = re.IGNORECASE
) -> tuple[re.Pattern[str], str]:
    """Return a pattern and what replaces it; a group `cue` in the pattern stays."""
    compiled = re.compile(pattern, flags)
    return compiled, rf"\g<cue>{word}" if "cue" in compiled.groupindex else word


#: In their order: an address must not be taken apart by the rule for numbers.
_RULES = (
    _rule("[mail]", rf"(?<![\w.+%-])[\w.+%-]{{1,64}}@{_DOMAIN}[\w-]{{2,24}}"),
    _rule(
        "[mail]",
        r"(?<![\w.+%-])[\w.+%-]{1,64}\s?[(\[]?\bat\b[)\]]?\s?[\w-]{1,63}"
        r"(?:\s?[(\[]?\bdot\b[)\]]?\s?|\.)(?:com|org|net|edu|co\.uk|co dot uk|uk|de|fr|io)\b",
    ),
    _rule("[link]", r"\b(?:https?://|www\.)[^\s<>]{1,2000}"),
    _rule("[link]", rf"(?<![\w.@-]){_DOMAIN}[a-z]{{2,10}}/[^\s<>]{{1,2000}}"),
    _rule("[link]", rf"(?<![\w.@-]){_DOMAIN}{_TOP_LEVEL}(?![\w-])", _CASE_MATTERS),
    _rule("[name]", r"(?<![\w@.])@\w{2,64}"),
    # A long number in which something looks like a date: were that replaced first, the digits
    # around it might be too few to be known for a number.
    _rule(
        "[number]",
        rf"(?<!\d)\+?\(?(?=\d(?:{_GAP}\d){{6}})"
        rf"(?:{_PLAIN_DATE}(?={_GAP}\d)|(?:\d{_GAP}){{1,40}}?{_PLAIN_DATE})(?:{_GAP}\d){{0,200}}",
    ),
    _rule(
        "[date]",
        r"(?P<cue>\b(?:born|d\.?o\.?b\b\.?|date of birth|birth ?date|birthday|b-?day)"
        r"(?:\W{1,3}(?:is|was|on|in|the|my|of)\b){0,3}\W{0,3})(?!\d{1,3}\s(?:day|week|month|year))"
        rf"(?:(?:{_MONTH}|(?:19|20)\d\d\b|{_DAY}\b)[\s,./'-]{{0,3}}(?:of\s)?){{1,4}}(?<![\s,])",
    ),
    _rule("[date]", rf"\b{_DAY}(?:\s+of)?[\s.-]{{1,2}}{_MONTH}[,\s.'-]{{1,3}}\d{{2,4}}\b"),
    _rule("[date]", rf"\b{_MONTH}\s{{0,2}}{_DAY}[,\s]{{1,3}}\d{{4}}\b"),
    _rule("[date]", _PLAIN_DATE),
    _rule(
        "[address]",
        rf"\b\d{{1,5}}[a-z]?,?\s(?:[nsew]\.?\s)?(?:(?!{_NO_STREET})[\w'’.-]{{1,30}}\s){{1,4}}?{_STREET}"
        r"(?:,?\s(?:apt|apartment|unit|suite|ste|flat)\.?\s#?\w{1,6}\b|,?\s#\w{1,6})?"
        rf"(?:,?\s[A-Z][\w.'-]{{1,30}}(?:\s[A-Z][\w.'-]{{1,30}}){{0,2}},?\s{_STATE}\b)?"
        r"(?:,?\s\d{5}(?:-\d{4})?\b)?",
    ),
    _rule(
        "[address]",
        r"\b[\w-]{2,40}(?:straße|strasse|str\.|weg|gasse|allee|platz|straat|laan)\s\d{1,4}[a-z]?\b",
    ),
    _rule("[address]", r"\bp\.?\s?o\.?\s?box\s#?\d{1,8}"),
    _rule(
        "[address]",
        rf"\b(?:[A-Z][a-z]{{1,30}},?\s)?{_STATE},?\s\d{{5}}(?:-\d{{4}})?\b",
        _CASE_MATTERS,
    ),
    _rule("[address]", r"(?P<cue>\b(?:zip|post|postal)\s?(?:code)?(?:\sis)?[\s:]{1,2})\d{4,6}\b"),
    _rule("[address]", r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[ABD-HJLNP-UW-Z]{2}\b", _CASE_MATTERS),
    _rule(
        "[address]",
        r"(?P<cue>\b(?i:(?:live|lives|living|staying|reside) (?:at|on|in|near)|address is)\s)"
        r"(?:\d{1,5}\s)?[A-Z][\w'’.-]{1,30}(?:,?\s[A-Z\d][\w'’.-]{0,30}){0,5}",
        _CASE_MATTERS,
    ),
    _rule("[number]", r"\b(?=[A-Z\d]{0,8}[A-Z])[A-Z]{0,4}\d{5,12}[A-Z]{0,2}\b", _CASE_MATTERS),
    _rule(
        "[number]", r"\b[A-Z]{2}\d{2}(?:\s?[A-Z\d]{4}){3,8}(?:\s?[A-Z\d]{1,3})?\b", _CASE_MATTERS
    ),
    _rule(
        "[number]",
        r"(?<!\d)(?!(?:19|20)\d\d\s?[–-]\s?(?:19|20)\d\d\b)"
        rf"\+?\(?\d(?:{_GAP}\d){{6,200}}"
        r"(?:,?\s?(?:ext|extension|x)\.?\s?\d{1,6}\b)?",
    ),
    _rule(
        "[number]",
        r"(?P<cue>\b(?:tel|telephone|phone|mobile|cell|whatsapp|fax"
        r"|(?:call|text|ring|reach) me (?:at|on))"
        r"(?: (?:number|no))?\.?(?: is)?[\s:#]{1,3})\+?\(?\d(?:[ \t().-]{0,3}\d){2,40}",
    ),
    _rule(
        "[number]",
        r"(?P<cue>\b(?:booking|order|reservation|appointment|member(?:ship)?|policy|insurance"
        r"|confirmation|reference|passport|licen[cs]e|account|card|voucher|ssn|social security)"
        r"(?: (?:number|no|id|code|ref))?\.?(?: is)?[\s:#]{1,3})(?=[\w-]{0,20}\d{2})[\w-]{3,24}",
    ),
    _rule("[number]", rf"\b(?:{_DIGIT_WORD}[\s,.-]{{1,3}}){{5,20}}{_DIGIT_WORD}\b"),
)


def without_patterns(text: str) -> str:
    """Return a text with mail, links, dates of a day, addresses and numbers replaced by words.

    Args:
        text: a client's words.
    """
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text
