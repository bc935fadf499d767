"""Sending to Slack: patient with what passes, and never silent because of a look."""

from __future__ import annotations

import asyncio
import logging
from typing import Optional, Sequence, Text

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
)
from slack_sdk.http_retry.request import HttpRequest
from slack_sdk.http_retry.response import HttpResponse
from slack_sdk.http_retry.state import RetryState
from slack_sdk.models.views import View
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from footnote.channels.slack.places import Place
from footnote.channels.slack.rendering import Message

logger = logging.getLogger(__name__)

#: What can go wrong between Slack and us.
SENDING_ERRORS = (SlackApiError, aiohttp.ClientError, asyncio.TimeoutError)

REQUEST_TIMEOUT_SECONDS = 10
RETRIES = 3
LONGEST_WAIT_SECONDS = 30
#: What Slack says of a message whose look it does not take.
_UNSUITABLE_LOOK = ("invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long")


class RateLimitRetry(AsyncRateLimitErrorRetryHandler):
    """Waits where Slack asks for it, unless it asks for so long that nobody reads the reply."""

    async def _can_retry_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: Optional[HttpResponse] = None,
        error: Optional[Exception] = None,
    ) -> bool:
        if response is None or response.status_code != 429:
            return False
        names = {name.lower(): values for name, values in response.headers.items()}
        asked = next(iter(names.get("retry-after", [])), "1")
        return asked.isdecimal() and int(asked) <= LONGEST_WAIT_SECONDS


class ServerErrorRetry(AsyncRetryHandler):
    """Tries again when Slack, or a proxy before it, is out of order."""

    async def _can_retry_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: Optional[HttpResponse] = None,
        error: Optional[Exception] = None,
    ) -> bool:
        return response is not None and response.status_code >= 500


def open_client(token: Text, api_url: Text) -> AsyncWebClient:
    """Return a client; nothing is sent yet. Call it while the event loop runs.

    Args:
        token: of the bot.
        api_url: where the Web API is.
    """
    timeout = aiohttp.ClientTimeout(total=REQUEST_TIMEOUT_SECONDS)
    return AsyncWebClient(
        token=token,
        base_url=api_url,
        session=aiohttp.ClientSession(timeout=timeout),
        retry_handlers=[
            # A message whose answer got lost is sent twice; that is better than not at all.
            AsyncConnectionErrorRetryHandler(max_retry_count=RETRIES),
            RateLimitRetry(max_retry_count=RETRIES),
            ServerErrorRetry(max_retry_count=RETRIES),
        ],
    )


def kind_of(error: Exception) -> Text:
    """Return what went wrong, without anything that was sent."""
    if isinstance(error, SlackApiError) and isinstance(error.response.data, dict):
        return str(error.response.data.get("error") or error.response.status_code)
    return type(error).__name__


class Sender:
    """Sends messages to clients; all methods raise one of `SENDING_ERRORS`."""

    def __init__(self, client: AsyncWebClient) -> None:
        """Set up.

        Args:
            client: as `open_client` returns it.
        """
        self._client = client

    async def post(self, place: Place, messages: Sequence[Message]) -> None:
        """Send messages in order.

        Args:
            place: where.
            messages: those after one that fails are not sent.
        """
        for message in messages:
            try:
                await self._post(place, message)
            except SlackApiError as error:
                if kind_of(error) not in _UNSUITABLE_LOOK:
                    raise
                # Better the bare words than silence.
                logger.error("Slack refused a message's look: %s", kind_of(error))
                await self._post(place, Message(message.text))

    async def _post(self, place: Place, message: Message) -> None:
        await self._client.chat_postMessage(
            channel=place.channel,
            thread_ts=place.thread,
            text=message.text,
            blocks=list(message.blocks) or None,
            unfurl_links=False,
            unfurl_media=False,
        )

    async def whisper(self, place: Place, message: Message) -> None:
        """Send a message that only the client sees.

        Args:
            place: where, and who.
            message: it may be gone when Slack is opened anew.
        """
        await self._client.chat_postEphemeral(
            channel=place.channel,
            user=place.user,
            thread_ts=place.thread,
            text=message.text,
            blocks=list(message.blocks) or None,
        )

    async def replace(self, place: Place, message: Text, text: Text) -> None:
        """Replace a message of ours with a line.

        Args:
            place: where.
            message: its timestamp.
            text: mrkdwn.
        """
        # Without an empty list the old blocks would stay.
        await self._client.chat_update(channel=place.channel, ts=message, text=text, blocks=[])

    async def respond(self, response_url: Text, text: Text) -> None:
        """Answer a slash command, so that only its client sees it.

        Args:
            response_url: as Slack sent it.
            text: mrkdwn.
        """
        hook = AsyncWebhookClient(
            response_url,
            session=self._client.session,
            proxy=self._client.proxy,
            retry_handlers=self._client.retry_handlers,
        )
        answer = await hook.send(text=text, response_type="ephemeral")
        if answer.status_code != 200:
            raise aiohttp.ClientError("the answer to a slash command was refused")

    async def direct_message(self, team: Text, user: Text) -> Place:
        """Return the direct message with a user, opened if need be."""
        opened = await self._client.conversations_open(users=user)
        return Place(team, opened["channel"]["id"], user)

    async def open_dialog(self, trigger: Text, view: View) -> None:
        """Show a dialog.

        Args:
            trigger: from the client's tap, not older than three seconds.
            view: the dialog.
        """
        await self._client.views_open(trigger_id=trigger, view=view)

    async def show_home(self, user: Text, view: View) -> None:
        """Show the Home tab to a user."""
        await self._client.views_publish(user_id=user, view=view)

    async def close(self) -> None:
        """Close the connections."""
        if self._client.session is not None:
            await self._client.session.close()
