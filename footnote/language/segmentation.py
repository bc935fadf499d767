"""Cutting a message into the questions it asks.

A client may ask two things at once ("what time do you open and can I park there?"), or wrap one
question in a story. Sentences that are no questions stay with the question they lead up to.
"""

from __future__ import annotations

import re

#: Parts shorter than this many words are no question by themselves.
MIN_WORDS = 2
MAX_PARTS = 4
MAX_SENTENCES = 6
#: Messages without punctuation are cut only from this length on, at so many places at most.
MIN_WORDS_TO_SPLIT = 4
MAX_SPLITS = 6

_STARTER = (
    r"(?:what|whats|what's|why|how|hows|how's|when|where|wheres|where's|which|who|whom|whose|is|isn't|"
    r"are|aren't|do|don't|does|doesn't|did|can|can't|could|should|shouldn't|shall|will|won't|"
    r"would|may|might|has|have|any|whether|if i|wat|wen|wht|r u|r there|need i|must i|am i|"
    r"tell me|i'?d like to|i would like to|i want to|i also|also|if (?:yes|so|not)|"
    r"(?:at|in|for|from|until|to|with|on|by) (?:what|which|how|when|whom))"
)
_SENTENCE_END = re.compile(r"(?<=[.?!;])\s+|\n+|(?<=[?!])(?=\w)")
_JOINT = re.compile(
    r"(?:\s*,\s*|(?<!\byou)(?<!\bi)(?<!\bit)(?<!\bwe)(?<!\bthey)\s+)"
    r"(?:and also|and then|and btw|and|also|plus|oh and|btw|by the way|n|&|\+|"
    r"another thing|second(?:ly)?|then|but|or else)[\s,:]+"
    rf"(?={_STARTER}\b)|\s*,\s*(?={_STARTER}\b)|\s+-+\s+|\s*/\s+",
    re.IGNORECASE,
)
#: A word for joining, or none at all, between two questions without punctuation.
_BARE_JOINT = re.compile(r"\s+(?:(?:and|also|plus|n|&|\+|btw|oh|ps)\s+)*", re.IGNORECASE)
#: Two things asked about with one verb: "can I come with a fracture, or with an open sore?".
_SHARING_JOINT = re.compile(
    r"\s*[,;]?\s+(?:and also|and then|or else|as well as|and|or|n|&|\+|plus)\s+"
    r"(?:also\s+|then\s+)?",
    re.IGNORECASE,
)
#: What the second thing takes over ends with one of these, where it brings no such word itself.
_CARRIES_ON = re.compile(
    r"^(.*\b(?:with|for|against|about|of|on|to|from|in|at|is|are|have|has|get|do|does|need|take|"
    r"tell|explain|know|the|your|ur|my|a|an))\s+\S",
    re.IGNORECASE | re.DOTALL,
)
MIN_WORDS_TO_SHARE = 2
MAX_WORDS_SHARING = 8
MAX_SHARED_SPLITS = 2
_ASKING = "what|whats|what's|why|how|hows|how's|where|wheres|where's|when|whens|which|who|whos|wat"
_VERB = (
    "is|are|r|was|were|do|does|did|can|could|should|shall|will|would|may|might|must|has|have|am|"
    "isn't|aren't|don't|doesn't|can't|couldn't|shouldn't|won't|wouldn't|isnt|arent|dont|doesnt|cant"
)
_SUBJECT = (
    "it|its|that|this|these|those|they|there|i|you|u|we|he|she|my|your|ur|the|a|an|any|anyone|anybody|"
    "someone|somebody|people|one|more|massage|foot|feet|deep|hot|cold|rubbing|his|her|our|everyone"
)
#: A question begins: an asking word that asks, or a verb before its subject.
_BEGINS = re.compile(
    rf"(?:(?:what|whats|what's|wat|why|how|hows|how's)\b|"
    rf"(?:where|when|which|who|whens|whos|wheres|where's)\s+(?:\w+\s+)?(?:{_VERB}|else|to|looks?)\b|"
    rf"(?:where|wheres|where's)\b|"
    rf"(?:{_VERB})\s+(?:{_SUBJECT})\b|"
    r"(?:if (?:not|so|yes)|i also|also|any)\b)",
    re.IGNORECASE,
)
#: What comes so soon after an asking word still belongs to it: "how often should I".
_STILL_ASKING = re.compile(
    rf"\b(?:{_ASKING})(?:\s+\S+){{0,2}}$|\b(?:and|or|if|whether|that|than|which|who|where)$",
    re.IGNORECASE,
)
#: Nothing new begins after a word that is left hanging.
_ENDS_OPEN = re.compile(
    r"\b(?:know|tell me|wonder\w*|explain|about|of|on|in|for|to|from|at|with|if|whether|than|"
    r"like|as|see|say|ask|understand|is|are|the|a|my|your|sure|question|also|i|you|he|she|we|they|"
    r"does|do|can|could|would|will|should|take|rubbing)$",
    re.IGNORECASE,
)
#: "Cost?" behind another question.
_ONE_WORD_QUESTION = re.compile(r"\w{3,}\s*\?+")
_SOMEBODY = re.compile(
    r"^\W*(?:(?:hi|hello|hey|so|well|ok|okay|and|but|actually)\W+)*(?:i|i'?m|i'?ve|my|we|our|he|she|his|"
    r"her|they|their|it|it'?s|the|there|mum'?s?|mom'?s?|dad'?s?|not|no)\b",
    re.IGNORECASE,
)
_OPENERS = r"(?:and|so|but|or|also|plus|btw|ps|oh|ok|okay|hi|hello|hey|please|pls)"
_QUESTION = re.compile(
    rf"\?|^\W*(?:{_OPENERS}\W+)*{_STARTER}\b|"
    r"\b(?:wonder\w*|like to know|want to know|tell me|any idea|curious|do you know|explain|define|"
    r"not sure (?:if|whether)|what about|how about|question|yes/no|yes or no|y/n|"
    r"i'd like to|id like to|i would like to|i want to|i need to|"
    r"(?:can|could|may|should|do|does|did|am|is|are|will|would) "
    r"(?:i|you|u|it|that|this|these|those|there|they|she|he|we|my|your|the|a|an|any|massage|foot|feet)|"
    r"(?:can|could|should|do|does|did|will|would) \w+ing)\b",
    re.IGNORECASE,
)


#: "Meanwhile what is the rate for six?" asks; "two days, is that bad?" tells first.
_ASKS_FIRST = re.compile(
    rf"^\W*(?:(?:{_OPENERS}|meanwhile|by the way)\W+){{0,2}}"
    rf"(?:{_ASKING}|(?:{_VERB})\s+(?:{_SUBJECT}))\b",
    re.IGNORECASE,
)


def looks_like_question(text: str) -> bool:
    """Return whether a sentence asks something, by its mark, its first word or its wording."""
    return bool(_QUESTION.search(text))


def asks_first(text: str) -> bool:
    """Return whether a sentence begins as a question, perhaps after a word or two."""
    return _ASKS_FIRST.match(text) is not None


def questions(text: str) -> list[str]:
    """Cut a message at sentence ends and clear joints.

    Args:
        text: the message as typed.

    Returns:
        One string per question, each with the statements that belong to it. A message with one
        question or none comes back whole, as the only element.
    """
    groups: list[str] = []
    lead: list[str] = []
    for piece in _pieces(text):
        if looks_like_question(piece):
            groups.append(" ".join([*lead, piece]))
            lead = []
        else:
            lead.append(piece)
    if not groups or len(groups) > MAX_PARTS:
        return [text]
    if lead:
        groups[-1] = " ".join([groups[-1], *lead])
    return groups if len(groups) > 1 else [text]


def sentences(text: str) -> list[str]:
    """Return the sentences of a message, cut at clear joints too, where it has several.

    Args:
        text: the message as typed.

    Returns:
        At most `MAX_SENTENCES`; nothing where there is only one.
    """
    found = _pieces(text)[:MAX_SENTENCES]
    return found if len(found) > 1 else []


def _pieces(text: str) -> list[str]:
    return [
        piece.strip()
        for sentence in _SENTENCE_END.split(text)
        for piece in _JOINT.split(sentence)
        if len(piece.split()) >= MIN_WORDS or _ONE_WORD_QUESTION.fullmatch(piece.strip())
    ]


def bare_splits(text: str) -> list[tuple[str, str]]:
    """Return the ways to cut a message without punctuation in two, where a question may begin.

    Args:
        text: a message that `questions` left whole.

    Returns:
        Pairs of a left and a right part, at most `MAX_SPLITS`.
    """
    if len(text.split()) < MIN_WORDS_TO_SPLIT:
        return []
    pairs = [
        (text[: joint.start()].strip(" ,"), text[joint.end() :].strip())
        for joint in _BARE_JOINT.finditer(text)
        if joint.group().strip() or _may_begin(text[: joint.start()], text[joint.end() :])
    ]
    return [
        (left, right)
        for left, right in pairs
        if min(len(left.split()), len(right.split())) >= MIN_WORDS and not _tells_of_somebody(left)
    ][:MAX_SPLITS]


def shared_splits(text: str) -> list[tuple[str, str]]:
    """Return the ways to cut a question that asks about two things with one verb.

    Args:
        text: a message that `questions` left whole.

    Returns:
        Pairs of a left and a right part, at most `MAX_SHARED_SPLITS`; the right one begins with
        what it shares: "can I come with a fracture" and "can I come with an open sore".
    """
    if not looks_like_question(text):
        return []
    pairs = []
    for joint in _SHARING_JOINT.finditer(text):
        left, right = text[: joint.start()].strip(" ,"), text[joint.end() :].strip()
        if not right or _BEGINS.match(right) or len(right.split()) > MAX_WORDS_SHARING:
            continue
        if _tells_of_somebody(left) or _SENTENCE_END.search(right):
            continue
        shared = _shared(left, right)
        if shared is not None:
            pairs.append((left, f"{shared} {right}"))
    return pairs[:MAX_SHARED_SPLITS]


def _shared(left: str, right: str) -> str | None:
    """Return the beginning of a left part that belongs to the right one as well."""
    words = left.split()
    first = right.split()[0].casefold()
    again = [i for i, word in enumerate(words) if word.casefold() == first]
    if again:
        shared = " ".join(words[: again[-1]])
    else:
        carries_on = _CARRIES_ON.match(left)
        shared = carries_on.group(1) if carries_on else ""
    return shared if len(shared.split()) >= MIN_WORDS_TO_SHARE else None


def _tells_of_somebody(left: str) -> bool:
    """Return whether a part only tells: it is the setting of a question and asks nothing."""
    return _SOMEBODY.match(left) is not None and not looks_like_question(left)


def _may_begin(left: str, right: str) -> bool:
    """Return whether a question may begin here although nothing joins it to what stands before."""
    begins = _BEGINS.match(right)
    if begins is None or _ENDS_OPEN.search(left):
        return False
    by_verb = re.match(rf"(?:{_VERB})\b", right, re.IGNORECASE)
    return by_verb is None or _STILL_ASKING.search(left) is None
