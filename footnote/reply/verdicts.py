"""What a client reads about a report: the verdict first, what to do, why, and whom to call.

The sentences are responses of domain.yml and questions of `knowledge/questions.yml`, spoken by
Rasa's own process; this module knows how they are named and how they are put together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from footnote.reply.bubble import BubbleSource
from footnote.triage.levels import Urgency

UTTER_EMERGENCY = "utter_emergency"
UTTER_CRISIS = "utter_crisis"
UTTER_VERDICT = "utter_verdict"
#: So many reasons are told; the others are named in the envelope.
MAX_REASONS = 2
MAX_WORDS_QUOTED = 3


def utter_ask(question: str) -> str:
    """Return the response that puts a question of triage."""
    return f"utter_ask_{question}"


def utter_urgency(urgency: str) -> str:
    """Return the response that says what to do at a level of urgency."""
    return f"{UTTER_VERDICT}_{urgency}"


def utter_clearance(clearance: str) -> str:
    """Return the response that says whether a massage is all right."""
    return f"utter_clearance_{clearance}"


def verdict_response(turn: Mapping[str, Any]) -> str | None:
    """Return the response that states a turn's verdict, None while there is only a question.

    Args:
        turn: what the language components decided, as JSON types.
    """
    if turn["asks"] is not None and turn["urgency"] == Urgency.WATCH.value:
        return None
    if turn["urgency"] != Urgency.NONE.value:
        return utter_urgency(turn["urgency"])
    return utter_clearance(turn["clearance"] or "ok")


@dataclass(frozen=True)
class Told:
    """What a verdict's response is filled with.

    Attributes:
        why: what the client wrote, and the reasons with their marks.
        next: what to do meanwhile.
        sources: named beneath, in the order of their marks.
    """

    why: str
    next: str
    sources: tuple[BubbleSource, ...]


def told(turn: Mapping[str, Any]) -> Told:
    """Return what a turn's verdict is explained with.

    Args:
        turn: what the language components decided, as JSON types.
    """
    urgent = turn["urgency"] == Urgency.URGENT.value
    reasons = turn["reasons"][: 1 if urgent else MAX_REASONS]
    said = list(dict.fromkeys(part for reason in reasons for part in reason["words"]))
    # "swollen" says nothing that "calf is swollen and hot" does not say.
    words = [part for part in said if not any(part != more and part in more for more in said)]
    quoted = ", ".join(f"\u201c{part}\u201d" for part in words[:MAX_WORDS_QUOTED])
    why = [f"You wrote: {quoted}."] if quoted else []
    named: list[Mapping[str, str]] = []
    for reason in reasons:
        source = reason["source"]
        if source is None:
            why.append(reason["why"])
            continue
        if source not in named:
            named.append(source)
        why.append(f"{reason['why']} [{named.index(source) + 1}]")
    return Told(
        " ".join(why),
        " ".join(reason["next"] for reason in reasons if reason["next"]),
        tuple(BubbleSource(**source, mark=number) for number, source in enumerate(named, start=1)),
    )


def sources_of(turn: Mapping[str, Any]) -> list[Mapping[str, str]]:
    """Return the sources that a turn's verdict rests on, each once."""
    found: list[Mapping[str, str]] = []
    for reason in turn["reasons"]:
        if reason["source"] is not None and reason["source"] not in found:
            found.append(reason["source"])
    return found


def envelope_of(turn: Mapping[str, Any], base: Mapping[str, Any]) -> dict[str, Any]:
    """Return an envelope with everything that a turn's verdict says.

    Args:
        turn: what the language components decided, as JSON types.
        base: the envelope so far, as JSON types.
    """
    return {
        **base,
        "urgency": turn["urgency"],
        "clearance": turn["clearance"],
        "rules": list(turn["rules"]),
        "asks": turn["asks"],
        "contact": turn["contact"] or base["contact"],
        "sources": _together(sources_of(turn), base["sources"]),
    }


def _together(
    first: Sequence[Mapping[str, str]], second: Sequence[Mapping[str, str]]
) -> list[Mapping[str, str]]:
    return [*first, *(source for source in second if source not in first)]
