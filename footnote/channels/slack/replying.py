"""Replies at their place: in a direct message at once, in a channel with discretion."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Sequence, Text

from footnote.channels.records import Answered, Records
from footnote.channels.sentences import tapped
from footnote.channels.slack import views
from footnote.channels.slack.discretion import Held, OpenThreads, is_delicate
from footnote.channels.slack.mrkdwn import escape, mention
from footnote.channels.slack.places import Place
from footnote.channels.slack.rendering import Message, one_line, render
from footnote.channels.slack.sending import Sender
from footnote.channels.turns import TurnReply
from footnote.channels.voting import can_be_voted_on
from footnote.reply.bubble import Bubble


class Replies:
    """Shows replies; all methods that send raise one of `SENDING_ERRORS`."""

    def __init__(self, records: Records, sender: Sender) -> None:
        """Set up.

        Args:
            records: keep what buttons stand for.
            sender: sends.
        """
        self._records = records
        self._sender = sender
        self.open_threads = OpenThreads()

    async def reply(
        self, place: Place, text: Text, reply: TurnReply, *, button: bool = False
    ) -> None:
        """Show a turn's reply, or where others read along and it is delicate, a hint.

        Args:
            place: where the client wrote.
            text: what the client wrote.
            reply: of the turn.
            button: whether the text was a button's.
        """
        allowed = place.direct or place.conversation in self.open_threads
        if is_delicate(reply.envelope) and not allowed:
            held = Held.of(text, reply).as_text()
            choice = await self._records.keep(place.conversation, held)
            await self._sender.post(place, [views.hint(place.user, choice)])
            return
        shown = tapped(text) if button else ""
        await self.show(place, reply.bubbles, reply.envelope, beginning=shown)

    async def show(
        self,
        place: Place,
        bubbles: Sequence[Bubble],
        envelope: Optional[Dict[Text, Any]] = None,
        *,
        beginning: Text = "",
    ) -> None:
        """Show bubbles, whoever reads along.

        Args:
            place: where.
            bubbles: in order.
            envelope: of the turn, None outside of one.
            beginning: a line above the first, in small print.
        """
        above = one_line(beginning)
        if not place.direct:
            above = f"{mention(place.user)} {above}".rstrip()
        messages: List[Message] = []
        for bubble in bubbles:
            last = bubble is bubbles[-1]
            vote = await self._votable(place, envelope) if last and envelope else None
            messages += render(bubble, owner=place.user, above=above, vote=vote)
            above = ""
        await self._sender.post(place, messages)

    async def _votable(self, place: Place, envelope: Dict[Text, Any]) -> Optional[Text]:
        """Return an id of what a reply answers, None where nobody can vote on it."""
        if not can_be_voted_on(envelope):
            return None
        answered = Answered(tuple(envelope["topics"]), envelope.get("kb_version") or "")
        return await self._records.keep_answered(place.conversation, answered)

    async def say(self, place: Place, text: Text) -> None:
        """Say something about the service itself; in a channel only the client sees it."""
        message = Message(escape(text))
        if place.direct:
            await self._sender.post(place, [message])
        else:
            await self._sender.whisper(place, message)
