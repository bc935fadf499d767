"""Messages that name symptoms without reporting one: "your prices made me choke on my coffee".

Rules for the words around a symptom know the common ways to say that nothing is the matter, and
people always find others. Where the classifier of meaning is next to sure that a message reports
nothing, its symptoms are taken to be spoken of in general. How sure it must be rises with what is
at stake; docs/engineer.md has the figures behind the bounds.
"""

from __future__ import annotations

from footnote.language.messages import Segmentation
from footnote.language.signals import HARMLESS
from footnote.triage.levels import Urgency

#: What would be concluded from the words alone, to the probability that nothing is reported.
SURE_FROM = {
    Urgency.NONE: 0.92,
    Urgency.WATCH: 0.92,
    Urgency.DOCTOR: 0.92,
    Urgency.URGENT: 0.955,
    Urgency.EMERGENCY: 0.975,
}
#: Shorter messages mean little, so they must be surer still; the shortest mean too little: "feet
#: hurt".
MIN_WORDS = 4
FEW_WORDS = 8
SURE_OF_FEW_WORDS_FROM = 0.99
#: No sentence may speak against it: a symptom may stand in passing beside much harmless talk.
SENTENCE_SURE_FROM = 0.7
#: A message that is less likely than this to report nothing surely reports something.
SURELY_REPORTS_BELOW = 0.05


def surely_reports(message: Segmentation) -> bool:
    """Return whether a message surely reports something, also where it is worded as a question."""
    whole = message.whole.signals
    return whole is not None and whole[HARMLESS] < SURELY_REPORTS_BELOW


def only_mentions(message: Segmentation, urgency: Urgency) -> bool:
    """Return whether a message surely reports nothing, whatever it names.

    Args:
        message: with the signals of `ReportSignals`; without them nothing is sure.
        urgency: what its words alone would call for at most.
    """
    whole = message.whole.signals
    words = len(message.whole.text.split())
    if whole is None or words < MIN_WORDS:
        return False
    bound = SURE_FROM[urgency] if words >= FEW_WORDS else SURE_OF_FEW_WORDS_FROM
    if whole[HARMLESS] < bound:
        return False
    return all(
        sentence.signals is not None and sentence.signals[HARMLESS] >= SENTENCE_SURE_FROM
        for sentence in message.sentences
    )
