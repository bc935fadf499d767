"""Calling the action server: pooled, bounded in size and time, and never without a reply."""

from __future__ import annotations

import asyncio
import logging
from typing import Any, Dict, Optional, Text

import aiohttp
from jsonschema import Draft7Validator
from rasa.core.actions.action import RemoteAction
from rasa.utils.endpoints import EndpointConfig

from footnote.language.messages import TURN
from footnote.reply.verdicts import UTTER_VERDICT

UTTER_ERROR = "utter_error"

logger = logging.getLogger(__name__)

#: What an action sees of the past; the turn itself is in the latest message.
EVENTS_SENT = 20

_RESULT = Draft7Validator(RemoteAction.action_response_format_spec())


class ActionEndpoint(EndpointConfig):
    """An action endpoint with a time limit whose failures become the error reply.

    Rasa opens a connection per call, waits five minutes, and swallows errors, so that the client
    gets silence; this keeps connections open, waits `timeout` seconds, and answers instead.
    """

    def __init__(self, url: Text, timeout: float) -> None:
        """Set up calls.

        Args:
            url: the action server's webhook.
            timeout: seconds a call may take in all.
        """
        super().__init__(url, enable_selective_domain=True)
        self._timeout = aiohttp.ClientTimeout(total=timeout)
        self._session: Optional[aiohttp.ClientSession] = None

    async def request(self, *args: Any, **kwargs: Any) -> Any:
        """Run an action and return its result, or the error reply where that fails."""
        call = dict(kwargs["json"])
        call["tracker"] = {
            **call["tracker"],
            "events": (call["tracker"].get("events") or [])[-EVENTS_SENT:],
        }
        if self._session is None:
            self._session = aiohttp.ClientSession(
                timeout=self._timeout, cookie_jar=aiohttp.DummyCookieJar()
            )
        try:
            async with self._session.post(self.url, json=call, raise_for_status=True) as answer:
                result = await answer.json()
        except (aiohttp.ClientError, asyncio.TimeoutError, ValueError) as error:
            logger.error("%s failed: %s", call["next_action"], type(error).__name__)
            return _error_result(call)
        if not _RESULT.is_valid(result) or not (result.get("responses") or result.get("events")):
            logger.error("%s failed: its result is not an action's", call["next_action"])
            return _error_result(call)
        return result

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()


def _error_result(call: Dict[Text, Any]) -> Dict[Text, Any]:
    """Return the result that makes Rasa utter the verdict on a report, or else the error reply.

    Fresh each time: Rasa takes the responses apart while it utters them.
    """
    turn = (call["tracker"].get("latest_message") or {}).get(TURN) or {}
    name = UTTER_VERDICT if turn.get("rules") else UTTER_ERROR
    return {"events": [], "responses": [{"response": name}]}


def trust_checked_results() -> None:
    """Spare `RemoteAction` its own check, which compiles the schema anew on every call (15 ms).

    `ActionEndpoint` has checked the result already, by the same schema.
    """

    def accept(self: RemoteAction, result: Dict[Text, Any]) -> bool:
        return True

    RemoteAction._validate_action_result = accept
