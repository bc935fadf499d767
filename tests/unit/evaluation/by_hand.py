"""Results written by hand, in a world of three topics."""

from __future__ import annotations

from footnote.evaluation.results import LabelKinds, Result, SetResults, Understood

KINDS = LabelKinds(
    areas={"prices": "house", "hours": "house", "gout": "boundary"},
    in_scope=frozenset({"prices", "hours"}),
    chat=frozenset({"greet", "thanks"}),
    phrasings=frozenset({"what does it cost?"}),
)


def result(
    expected: str,
    *,
    topics: str = "",
    intent: str = "",
    candidates: str = "",
    rules: str = "",
    confidence: float = 0.9,
    milliseconds: float = 1.0,
    text: str = "a message",
    before: str = "",
) -> Result:
    """Make a result; ids are given in one string each, separated by spaces."""
    named = tuple(topics.split())
    return Result(
        text,
        tuple(expected.split()),
        Understood(
            intent or (named[0] if named else "out_of_scope_far"),
            confidence,
            named,
            tuple(candidates.split()),
            tuple(rules.split()),
            milliseconds,
            urgency="doctor" if rules else "none",
        ),
        before,
    )


def set_results(**parts: tuple[Result, ...]) -> SetResults:
    """Make a set of single messages with the given parts, the others empty."""
    empty: dict[str, tuple[Result, ...]] = dict.fromkeys(
        ("topics", "two_questions", "small_talk", "far", "near"), ()
    )
    return SetResults(name="by hand", conversations=(), **{**empty, **parts})
