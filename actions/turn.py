"""What every action shares: the turn to read, the content to answer from, the reply to send."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Dict, List, Text, Tuple

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from footnote.knowledge.content import Content
from footnote.reply.composing import Reply
from footnote.reply.plain_text import render
from footnote.reply.verdicts import envelope_of, utter_ask
from footnote.settings import current_settings
from footnote.store.database import open_database
from footnote.store.knowledge_store import KnowledgeReader


@lru_cache(maxsize=1)
def _reader() -> KnowledgeReader:
    return KnowledgeReader(open_database(current_settings().database_url))


def served_content() -> Content:
    """Return the content served now.

    Raises:
        ContentMissing: nothing was loaded.
    """
    return _reader().content()


def turn_of(tracker: Tracker) -> Dict[str, Any]:
    """Return what the language components decided about the latest message."""
    turn: Dict[str, Any] = tracker.latest_message.get("turn") or {}
    return turn


def known_topics(turn: Dict[str, Any], key: str, content: Content) -> Tuple[str, ...]:
    """Return topic ids of a turn that the content still has.

    Args:
        turn: of the latest message.
        key: `topics` or `candidates`.
        content: what is served now; a topic may have gone since the model was trained.
    """
    return tuple(topic_id for topic_id in turn.get(key) or () if topic_id in content.topics)


def send(
    reply: Reply, turn: Dict[Text, Any], dispatcher: CollectingDispatcher, asking: bool = True
) -> List[Dict[Text, Any]]:
    """Utter every bubble of a reply, the open question of a report, then the envelope.

    Args:
        reply: what answers the message.
        turn: of the latest message; empty where there is none.
        dispatcher: collects what is uttered.
        asking: whether to put the open question; the verdict's bubble may have done so.

    Returns:
        No events: the conversation's state is in the turn and its slot.
    """
    for bubble in reply.bubbles:
        buttons = [{"title": question, "payload": question} for question in bubble.buttons]
        # Channels with a look of their own show `bubble`, the others `text`.
        dispatcher.utter_message(text=render(bubble), buttons=buttons, bubble=bubble.as_dict())
    if asking and turn.get("asks"):
        dispatcher.utter_message(response=utter_ask(turn["asks"]), beside_answer=True)
    envelope = reply.envelope.as_dict()
    dispatcher.utter_message(json_message=envelope_of(turn, envelope) if turn else envelope)
    return []
