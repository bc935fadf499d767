"""What a message asks about, or is about, besides what it reports."""

from __future__ import annotations

from footnote.language.asked import ANSWER_FROM, CLEAR_FROM, QuestionReader
from footnote.language.cues import asks_something
from footnote.language.messages import Segment, Segmentation

#: A question beside a report is answered from this probability of being within scope on.
BESIDE_REPORT_WITHIN_SCOPE_FROM = 0.5


class BesideReport:
    """Finds the topics of messages that report something."""

    def __init__(self, questions: QuestionReader) -> None:
        """Take what reads segments as questions."""
        self._questions = questions

    def asked(self, message: Segmentation) -> tuple[str, ...]:
        """Return the topics that a message asks about.

        A question may stand in a sentence of its own, or be all of the message: "it hurt when my
        foot popped, what does that mean?"

        Args:
            message: with readings.
        """
        several = self._questions.several(message)
        if several:
            return several
        asking = [part for part in (message.parts or message.sentences) if asks(part)]
        known = self._questions.question(message.whole).ranking
        for part in asking:
            question = self._questions.question(part)
            if question.is_clear(CLEAR_FROM, CLEAR_FROM) and question.topic in known:
                return question.ranking[:1]
        if not asks(message.whole):
            return ()
        for part in (message.whole, *asking):
            question = self._questions.question(part)
            if question.is_clear(ANSWER_FROM, BESIDE_REPORT_WITHIN_SCOPE_FROM):
                return question.ranking[:1]
        return ()

    def spoken_of(self, segment: Segment) -> tuple[str, ...]:
        """Return the topic that a segment is clearly about, also where it asks nothing.

        Who reports something harmless is helped by what is known of it.
        """
        question = self._questions.question(segment)
        return question.ranking[:1] if question.is_clear(CLEAR_FROM, CLEAR_FROM) else ()


def asks(segment: Segment) -> bool:
    """Return whether a segment asks something, as typed or with its typing errors mended."""
    return asks_something(segment.text) or asks_something(segment.corrected)
