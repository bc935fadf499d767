"""From an event to what is sent: guards in their order, then a turn, a vote or a choice."""

from __future__ import annotations

import logging
from typing import Optional, Text

from rasa.shared.core.domain import Domain
from sanic import Sanic

from footnote.channels import sentences
from footnote.channels.background import Ordering
from footnote.channels.incoming import MAX_TEXT_LENGTH, plain_text
from footnote.channels.pacing import ClientRate, Pace
from footnote.channels.records import Records
from footnote.channels.slack import texts, views
from footnote.channels.slack.discretion import Held
from footnote.channels.slack.events import (
    ChoseWhere,
    Event,
    OpenedHome,
    Said,
    SaidWhy,
    Tapped,
    Voted,
    WantsForgetting,
    WantsToSayWhy,
)
from footnote.channels.slack.forgetting import Forgetting
from footnote.channels.slack.places import CHANNEL, Place
from footnote.channels.slack.replying import Replies
from footnote.channels.slack.sending import SENDING_ERRORS, Sender, kind_of
from footnote.channels.turns import OnNewMessage, canned, run_turn
from footnote.reply.bubble import Bubble
from footnote.settings import current_settings

logger = logging.getLogger(__name__)

UTTER_CAPABILITIES = "utter_capabilities"


class Handler:
    """Handles events of all clients, those of one conversation one after the other."""

    def __init__(
        self,
        *,
        on_new_message: OnNewMessage,
        app: Sanic,
        records: Records,
        sender: Sender,
        replies: Replies,
        forgetting: Forgetting,
    ) -> None:
        """Set up.

        Args:
            on_new_message: Rasa's handler.
            app: the server; its agent holds the domain.
            records: what the channel keeps.
            sender: sends.
            replies: shows what turns say.
            forgetting: deletes.
        """
        self._on_new_message = on_new_message
        self._app = app
        self._records = records
        self._sender = sender
        self._replies = replies
        self._forgetting = forgetting
        self._ordering = Ordering()
        self._rate = ClientRate(current_settings().slack_messages_per_minute)

    async def handle(self, event: Event) -> None:
        """Do what an event asks for; whatever fails, the client gets a reply if there is a way.

        Args:
            event: what happened.
        """
        try:
            if isinstance(event, (WantsToSayWhy, OpenedHome)):
                # Slack lets a dialog be opened for three seconds only: nothing may come before.
                await self._handle(event)
                return
            async with self._ordering.turn_of(event.place.conversation):
                await self._handle(event)
        except SENDING_ERRORS as error:
            logger.error("Sending to Slack failed: %s", kind_of(error))
        except Exception as error:
            # What failed may hold the client's words, so only the kind of error is logged.
            logger.error("An event was not handled: %s", type(error).__name__)
            await self._apologise(event.place)

    async def _apologise(self, place: Place) -> None:
        try:
            number = await self._records.emergency_number()
            await self._replies.say(place, sentences.out_of_order(number))
        except SENDING_ERRORS as error:
            logger.error("Sending to Slack failed: %s", kind_of(error))

    async def _handle(self, event: Event) -> None:
        if not await self._records.first_time(event.id):
            return
        pace = self._rate.count(f"{event.place.team}:{event.place.user}")
        if pace is Pace.FINE:
            await self._serve(event)
        elif pace is Pace.FIRST_TOO_MANY:
            number = await self._records.emergency_number()
            await self._replies.say(event.place, sentences.too_fast(number))

    async def _serve(self, event: Event) -> None:
        if isinstance(event, Said):
            await self._said(event)
        elif isinstance(event, Tapped):
            await self._tapped(event)
        elif isinstance(event, Voted):
            await self._voted(event)
        elif isinstance(event, WantsToSayWhy):
            await self._sender.open_dialog(
                event.trigger, views.reason_dialog(event.place, event.vote)
            )
        elif isinstance(event, SaidWhy):
            await self._said_why(event)
        elif isinstance(event, ChoseWhere):
            await self._chose_where(event)
        elif isinstance(event, WantsForgetting):
            await self._forget(event)
        elif isinstance(event, OpenedHome):
            await self._show_home(event.place)

    @property
    def _domain(self) -> Domain:
        return self._app.ctx.agent.domain

    async def _said(self, said: Said) -> None:
        text = plain_text(said.text[:MAX_TEXT_LENGTH])
        if text:
            if said.with_file:
                await self._replies.say(said.place, sentences.MEDIA_NOT_SEEN)
            await self._turn(said.place, text)
        elif said.with_file:
            number = await self._records.emergency_number()
            await self._replies.say(said.place, sentences.text_only(number))
        else:
            await self._introduce(said.place)

    async def _turn(self, place: Place, text: Text, *, button: bool = False) -> None:
        reply = await run_turn(
            self._on_new_message, self._domain, CHANNEL, place.conversation, text
        )
        await self._replies.reply(place, text, reply, button=button)

    async def _introduce(self, place: Place) -> None:
        """Say what the bot can do to somebody who called it without a question."""
        response = self._domain.responses[UTTER_CAPABILITIES][0]
        starters = tuple(button["title"] for button in response["buttons"])
        await self._replies.show(place, [Bubble(response["text"], buttons=starters)])

    async def _tapped(self, tapped: Tapped) -> None:
        if not tapped.place.direct and tapped.owner != tapped.place.user:
            await self._replies.say(tapped.place, texts.NOT_YOURS)
            return
        await self._turn(tapped.place, plain_text(tapped.text), button=True)

    async def _voted(self, voted: Voted) -> None:
        place, vote = voted.place, voted.vote
        answered = await self._records.answered(place.conversation, vote.choice)
        if answered is None:
            await self._replies.say(place, _unknown(place))
            return
        noted = await self._records.vote(place.conversation, vote.message, voted.helpful, answered)
        if noted:
            await self._sender.whisper(place, views.vote_noted(place, vote, voted.helpful))
        else:
            await self._replies.say(place, sentences.VOTE_FAILED)

    async def _said_why(self, said: SaidWhy) -> None:
        place, vote = said.place, said.vote
        answered = await self._records.answered(place.conversation, vote.choice)
        noted = answered is not None and await self._records.vote(
            place.conversation, vote.message, False, answered, plain_text(said.reason)
        )
        if not noted:
            await self._replies.say(place, sentences.VOTE_FAILED)

    async def _chose_where(self, chose: ChoseWhere) -> None:
        place = chose.place
        held = Held.from_text(await self._records.text(place.conversation, chose.choice))
        if held is None:
            await self._replies.say(place, _unknown(place))
        elif chose.here:
            self._replies.open_threads.add(place.conversation)
            await self._sender.replace(place, chose.message, texts.ANSWERED_HERE)
            await self._replies.show(place, held.bubbles, held.envelope)
        else:
            await self._go_on_directly(chose, held)

    async def _go_on_directly(self, chose: ChoseWhere, held: Held) -> None:
        """Answer in the direct message, and forget what was written in the thread."""
        direct = await self._direct_message(chose.place)
        if direct is None:
            await self._replies.say(chose.place, texts.DIRECT_MESSAGE_FAILED)
            return
        async with self._ordering.turn_of(direct.conversation):
            await self._turn(direct, held.text, button=True)
        await self._sender.replace(chose.place, chose.message, texts.ANSWERED_DIRECTLY)
        await self._forgetting.forget(chose.place.conversation)

    async def _forget(self, wanted: WantsForgetting) -> None:
        place = wanted.place
        # A command may be typed anywhere, in direct messages between others, too.
        typed_to_us = place.direct and not wanted.response_url
        direct = place if typed_to_us else await self._direct_message(place)
        forgotten = direct is not None and await self._forgetting.forget_client(direct)
        said = texts.FORGOTTEN if forgotten else texts.FORGETTING_FAILED
        if wanted.response_url:
            await self._sender.respond(wanted.response_url, said)
        elif place.channel:
            await self._replies.say(place, said)
        elif direct is not None:
            # The Home tab is no place to write to.
            await self._replies.say(direct, said)

    async def _direct_message(self, place: Place) -> Optional[Place]:
        """Return the direct message with a client, None where Slack does not open it."""
        try:
            return await self._sender.direct_message(place.team, place.user)
        except SENDING_ERRORS as error:
            logger.error("A direct message was not opened: %s", kind_of(error))
            return None

    async def _show_home(self, place: Place) -> None:
        capabilities = canned(self._domain, UTTER_CAPABILITIES).bubbles[0].text
        home = views.home(capabilities, current_settings().conversation_days)
        await self._sender.show_home(place.user, home)


def _unknown(place: Place) -> Text:
    """Return what is said of a button that this client's conversation does not have."""
    return texts.OLD_BUTTON if place.direct else texts.NOT_YOURS
