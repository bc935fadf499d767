"""Telegram as a test wants it: refusing, failing, slow."""

from __future__ import annotations

import json
import re
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tests.channels.telegram.peer import TOKEN

BOT = {"id": 1, "is_bot": True, "first_name": "Spa", "username": "spa_bot"}
SENT = {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}}
USUAL = {"getMe": BOT, "sendMessage": SENT}


class BotApiServer(HTTPServer):
    """A server that ends at once; the library's looks only twice a second whether it should."""

    def thread_target(self) -> None:
        assert self.server is not None
        self.server.serve_forever(poll_interval=0.02)


@dataclass(frozen=True)
class Call:
    """One request of the bot."""

    method: str
    parameters: dict[str, str]
    time: float


@dataclass
class BotApi:
    """The Bot API.

    Attributes:
        address: for `FOOTNOTE_TELEGRAM_API_URL`.
        calls: what the bot asked, in order.
        plan: answers by method, one for each request; the usual ones afterwards.
        seconds: how long a method takes, once for each number.
    """

    address: str
    calls: list[Call] = field(default_factory=list)
    plan: dict[str, list[Response]] = field(default_factory=dict)
    seconds: dict[str, list[float]] = field(default_factory=dict)

    @classmethod
    def on(cls, server: HTTPServer) -> BotApi:
        api = cls(server.url_for("").rstrip("/"))
        server.expect_request(re.compile(f"/bot{TOKEN}/.*")).respond_with_handler(api.answer)
        return api

    def answer(self, request: Request) -> Response:
        method = request.path.rpartition("/")[2]
        asked = parse_qs(request.get_data(as_text=True))
        call = Call(method, {key: value[0] for key, value in asked.items()}, time.monotonic())
        self.calls.append(call)
        if self.seconds.get(method):
            time.sleep(self.seconds[method].pop(0))
        if self.plan.get(method):
            return self.plan[method].pop(0)
        return reply({"ok": True, "result": USUAL.get(method, True)})

    def of(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]

    def texts(self) -> list[str]:
        return [call.parameters["text"] for call in self.of("sendMessage")]


def reply(body: dict[str, Any], status: int = 200) -> Response:
    return Response(json.dumps(body), status, content_type="application/json")


def refusal(status: int, description: str, **parameters: Any) -> Response:
    """Return an error as Telegram words it."""
    body = {"ok": False, "error_code": status, "description": description}
    return reply({**body, **({"parameters": parameters} if parameters else {})}, status)


FLOOD = "Too Many Requests: retry later"
BLOCKED = "Forbidden: bot was blocked by the user"
UNREADABLE = "Bad Request: can't parse entities"
