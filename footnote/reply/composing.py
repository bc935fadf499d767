"""Composing a reply from stored content. Every sentence stands here or in the knowledge base."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from footnote.knowledge.content import Content, ServedTopic
from footnote.knowledge.model import SPA_SOURCE_ID, Evidence, Kind
from footnote.reply.bubble import Bubble, BubbleSource
from footnote.reply.envelope import Contact, Envelope, EnvelopeSource, ReplyKind, weakest

MAX_BUTTONS = 3
SUGGESTIONS_OUT_OF_SCOPE = 2

#: What a reader is told of each evidence level.
EVIDENCE_WORDS = {
    Evidence.SUPPORTED: "How sure is this? Well supported.",
    Evidence.GUIDANCE: "How sure is this? Practical advice from the sources.",
    Evidence.LIMITED: "How sure is this? Not proven: the evidence is early or limited.",
    Evidence.CONTESTED: "How sure is this? Contested: it is claimed, but disputed.",
    Evidence.DEBUNKED: "How sure is this? Debunked: the sources reject this claim.",
}


@dataclass(frozen=True)
class Reply:
    """All bubbles of a turn and its envelope."""

    bubbles: tuple[Bubble, ...]
    envelope: Envelope


def _topic_sources(topic: ServedTopic, content: Content) -> tuple[EnvelopeSource, ...]:
    if topic.citations:
        return tuple(EnvelopeSource(c.source_id, c.title, c.section) for c in topic.citations)
    if topic.kind is Kind.ANSWER:
        return (EnvelopeSource(SPA_SOURCE_ID, content.spa["name"], topic.question),)
    return ()


def _topic_bubble(topic: ServedTopic, content: Content) -> Bubble:
    if topic.citations:
        sources = tuple(
            BubbleSource(c.source_id, c.title, c.section, c.number) for c in topic.citations
        )
    elif topic.kind is Kind.ANSWER:
        sources = (BubbleSource(SPA_SOURCE_ID, content.spa["name"]),)
    else:
        sources = ()
    note = EVIDENCE_WORDS[topic.evidence] if topic.evidence else ""
    return Bubble(topic.answer, topic.more, note, sources)


def answers(topic_ids: Sequence[str], content: Content) -> Reply:
    """Answer one or more questions, a bubble each, in order.

    Args:
        topic_ids: ids of topics that the content has; at least one.
        content: what is served now.
    """
    topics = [content.topics[topic_id] for topic_id in topic_ids]
    related = [other for topic in topics for other in topic.related if other not in topic_ids]
    buttons = tuple(content.topics[other].question for other in dict.fromkeys(related))
    bubbles = [_topic_bubble(topic, content) for topic in topics]
    bubbles[-1] = replace(bubbles[-1], buttons=buttons[:MAX_BUTTONS])
    sources = [source for topic in topics for source in _topic_sources(topic, content)]
    covered = any(topic.kind is Kind.ANSWER for topic in topics)
    return Reply(
        tuple(bubbles),
        Envelope(
            kind=ReplyKind.ANSWER if covered else ReplyKind.UNKNOWN,
            topics=tuple(topic_ids),
            sources=tuple(dict.fromkeys(sources)),
            evidence=weakest(topic.evidence for topic in topics),
            kb_version=content.version,
        ),
    )


def clarify(candidates: Sequence[str], content: Content) -> Reply:
    """Ask which of a few questions was meant.

    Args:
        candidates: topic ids, best first; at most three are offered.
        content: what is served now.
    """
    offered = tuple(candidates[:MAX_BUTTONS])
    questions = tuple(content.topics[topic_id].question for topic_id in offered)
    listed = "\n".join(f"{number}. {text}" for number, text in enumerate(questions, start=1))
    text = f"I am not sure what you mean. Is it one of these?\n{listed}"
    return Reply(
        (Bubble(text, buttons=questions),),
        Envelope(ReplyKind.CLARIFY, topics=offered, kb_version=content.version),
    )


def out_of_scope(suggestions: Sequence[str], content: Content) -> Reply:
    """Say that this is not covered, suggest what is, and show the way to a person.

    Args:
        suggestions: topic ids nearest to the message, best first; at most two are offered.
        content: what is served now.
    """
    offered = tuple(
        content.topics[topic_id].question for topic_id in suggestions[:SUGGESTIONS_OUT_OF_SCOPE]
    )
    text = (
        "I cannot help with that: my sources are about foot massage and this spa only. "
        f"A person at {content.spa['name']} will gladly help you on {content.spa['phone']}."
    )
    return Reply(
        (Bubble(text, buttons=offered),),
        Envelope(ReplyKind.UNKNOWN, kb_version=content.version),
    )


def unclear_follow_up(content: Content) -> Reply:
    """Ask for a whole question where a short one leans on nothing."""
    text = (
        "I am not sure what you are asking about. Please put it in a whole question, "
        'for instance "Why do my feet pop during a massage?"'
    )
    return Reply((Bubble(text),), Envelope(ReplyKind.CLARIFY, kb_version=content.version))


def handoff(content: Content) -> Reply:
    """Show how to reach a person at the spa, and when."""
    spa = content.spa
    text = (
        f"Of course. You reach a person at {spa['name']} on {spa['phone']} or at {spa['email']}. "
        f"We are open {spa['hours']}."
    )
    contact = Contact(spa["name"], spa["phone"])
    return Reply(
        (Bubble(text, contact=contact),),
        Envelope(
            ReplyKind.HANDOFF,
            contact=contact,
            kb_version=content.version,
        ),
    )
