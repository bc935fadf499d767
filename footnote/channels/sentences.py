"""What chat channels say themselves. Answers and verdicts come from the knowledge base."""

from __future__ import annotations

from typing import Optional, Text

VOTE_NOTED = "Thank you, noted."
VOTE_FAILED = "Sorry, that could not be noted. Please try again later."
MEDIA_NOT_SEEN = "I cannot look at photos or files. I go by what you wrote beside it."


def tapped(button: Text) -> Text:
    """Return what shows that a button was tapped, where the service itself shows nothing."""
    return f"You: {button}"


def text_only(emergency_number: Optional[Text]) -> Text:
    """Return the reply to a photo, a voice message and the like."""
    return (
        "I can read words only, so please write to me what you would like to know. "
        + _in_danger(emergency_number)
    )


def too_fast(emergency_number: Optional[Text]) -> Text:
    """Return the reply to more messages than the limit allows."""
    return (
        "That was more than I can read at once, and I left out your last message. Please wait a "
        "minute and write again. " + _in_danger(emergency_number)
    )


def out_of_order(emergency_number: Optional[Text]) -> Text:
    """Return the reply where not even the canned ones can be had."""
    return (
        "Something on our side does not work just now, and I am sorry. Please try again in a "
        "minute. " + _in_danger(emergency_number)
    )


def _in_danger(emergency_number: Optional[Text]) -> Text:
    number = emergency_number or "the emergency number"
    return f"If somebody is in danger, call {number} now."
