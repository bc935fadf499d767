"""What a request of Slack's means for us. Most mean nothing: edits, joins, what bots say."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, Dict, Mapping, Optional, Text

from footnote.channels.slack.mrkdwn import typed_text
from footnote.channels.slack.places import Place

Payload = Mapping[Text, Any]

#: Prefixes of `action_id`: what a button does.
ASK = "footnote_ask"
VOTE = "footnote_vote"
WHY = "footnote_why"
ANSWER_HERE = "footnote_answer_here"
ANSWER_DIRECTLY = "footnote_answer_directly"
FORGET = "footnote_forget"
#: `callback_id` of the dialog for reasons, and ids of its input.
REASON_DIALOG = "footnote_reason"
REASON_BLOCK, REASON_INPUT = "reason", "text"
HELPFUL, NOT_HELPFUL = "up", "down"

FILE_SHARE = "file_share"
#: Subtypes of messages that a client typed: none, with a file, in a thread, and with /me.
_TYPED = (None, FILE_SHARE, "thread_broadcast", "me_message")
_FORGET_ME = re.compile(r"(?:please\s+)?forget\s+me\W*", re.IGNORECASE)


@dataclass(frozen=True)
class Event:
    """Something that a client did.

    Attributes:
        id: tells an event apart that is sent twice.
        place: where, and who.
    """

    id: Text
    place: Place


@dataclass(frozen=True)
class Said(Event):
    """A client wrote something.

    Attributes:
        text: as typed, without Slack's markup; may be empty.
        with_file: whether a file came with it.
    """

    text: Text
    with_file: bool = False


@dataclass(frozen=True)
class Tapped(Event):
    """A client tapped a question.

    Attributes:
        text: the question.
        owner: id of the user to whom it was offered.
    """

    text: Text
    owner: Text


@dataclass(frozen=True)
class Vote:
    """Which answer a vote is about.

    Attributes:
        message: timestamp of the answer's message.
        choice: id of what it answered.
    """

    message: Text
    choice: Text


@dataclass(frozen=True)
class Voted(Event):
    """A client tapped a thumb."""

    vote: Vote
    helpful: bool


@dataclass(frozen=True)
class WantsToSayWhy(Event):
    """A client who voted wants to give a reason.

    Attributes:
        vote: on what.
        trigger: lets a dialog be opened, for three seconds.
    """

    vote: Vote
    trigger: Text


@dataclass(frozen=True)
class SaidWhy(Event):
    """A client gave a reason for a thumb down."""

    vote: Vote
    reason: Text


@dataclass(frozen=True)
class ChoseWhere(Event):
    """A client chose where to read a reply that was held back.

    Attributes:
        message: timestamp of the hint.
        choice: id of the reply.
        here: in the thread, or else in a direct message.
    """

    message: Text
    choice: Text
    here: bool


@dataclass(frozen=True)
class WantsForgetting(Event):
    """A client wants all deleted.

    Attributes:
        response_url: where to answer; empty for where it was typed.
    """

    response_url: Text = ""


@dataclass(frozen=True)
class OpenedHome(Event):
    """A client opened the app's Home tab."""


def happened(body: Payload) -> Optional[Event]:
    """Return what a request of the Events API means, None where there is nothing to do.

    Args:
        body: of the request.

    Raises:
        KeyError, TypeError, ValueError: it is not of the form that Slack documents.
    """
    event = body["event"]
    if event["type"] == "app_home_opened":
        place = Place(body["team_id"], event["channel"], event["user"])
        return OpenedHome(body["event_id"], place) if event["tab"] == "home" else None
    if event["type"] not in ("message", "app_mention") or event.get("subtype") not in _TYPED:
        return None
    direct = event["channel"].startswith("D")
    # In a direct message Slack may send a mention beside the message. A channel's messages come
    # only if somebody subscribed to them; what does not mention the bot is not meant for it.
    if direct is not (event["type"] == "message"):
        return None
    bot = next((known["user_id"] for known in body.get("authorizations") or ()), "")
    if event.get("bot_id") or not event.get("user") or event["user"] == bot:
        return None
    thread = event.get("thread_ts") if direct else event.get("thread_ts") or event["ts"]
    place = Place(body["team_id"], event["channel"], event["user"], thread)
    text = typed_text(event.get("text") or "", bot)
    if _FORGET_ME.fullmatch(text):
        return WantsForgetting(body["event_id"], place)
    with_file = event.get("subtype") == FILE_SHARE or bool(event.get("files"))
    return Said(body["event_id"], place, text, with_file)


def tapped(body: Payload) -> Optional[Event]:
    """Return what a tap on a button means, None where it is none of ours.

    Args:
        body: of a `block_actions` request.

    Raises:
        KeyError, TypeError, ValueError: it is not of the form that Slack documents.
    """
    action = body["actions"][0]
    name, value = action["action_id"].partition(":")[0], action.get("value") or ""
    event_id = body["trigger_id"]
    if name == FORGET:
        return WantsForgetting(event_id, Place(_team(body), "", body["user"]["id"]))
    if name == WHY:
        place, vote = _from_metadata(body, value)
        return WantsToSayWhy(event_id, place, vote, body["trigger_id"])
    message = body.get("message") or {}
    place = Place(_team(body), body["channel"]["id"], body["user"]["id"], message.get("thread_ts"))
    if name == ASK:
        return Tapped(event_id, place, value, action["block_id"].split(":")[1])
    if name == VOTE:
        thumb, _, choice = value.partition(":")
        return Voted(event_id, place, Vote(message["ts"], choice), thumb == HELPFUL)
    if name in (ANSWER_HERE, ANSWER_DIRECTLY):
        return ChoseWhere(event_id, place, message["ts"], value, name == ANSWER_HERE)
    return None


def submitted(body: Payload) -> Optional[Event]:
    """Return what a filled-in dialog means, None where it is none of ours.

    Args:
        body: of a `view_submission` request.

    Raises:
        KeyError, TypeError, ValueError: it is not of the form that Slack documents.
    """
    view = body["view"]
    if view["callback_id"] != REASON_DIALOG:
        return None
    place, vote = _from_metadata(body, view["private_metadata"])
    reason = view["state"]["values"][REASON_BLOCK][REASON_INPUT]["value"] or ""
    # Each dialog that is opened has an id of its own, and is sent once.
    return SaidWhy(view["id"], place, vote, reason)


def commanded(body: Payload) -> Event:
    """Return what the slash command means.

    Args:
        body: of the request.

    Raises:
        KeyError: it is not of the form that Slack documents.
    """
    place = Place(body["team_id"], body["channel_id"], body["user_id"])
    return WantsForgetting(body["trigger_id"], place, body["response_url"])


def vote_metadata(place: Place, vote: Vote) -> Text:
    """Return where and on what a vote was, as a button or a dialog carries it."""
    return json.dumps([place.channel, place.thread, vote.message, vote.choice])


def _from_metadata(body: Payload, metadata: Text) -> tuple[Place, Vote]:
    channel, thread, message, choice = json.loads(metadata)
    return Place(_team(body), channel, body["user"]["id"], thread), Vote(message, choice)


def _team(body: Payload) -> Text:
    # Where an app is installed for an organisation, only the user's workspace is named.
    team: Dict[Text, Any] = body.get("team") or {}
    return team.get("id") or body["user"]["team_id"]
