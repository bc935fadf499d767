"""Slow, broken or gone: whatever the action server does, the client gets the error reply."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port

from footnote.server.action_endpoint import EVENTS_SENT, ActionEndpoint

TIME_LIMIT_SECONDS = 0.2
ERROR_RESULT = {"events": [], "responses": [{"response": "utter_error"}]}
GOOD_RESULT = {
    "events": [{"event": "slot", "name": "name", "value": "Ada"}],
    "responses": [{"text": "Yes.", "buttons": []}, {"custom": {"kind": "answer"}}],
}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def _call(events: int = 3) -> dict[str, Any]:
    """Return what Rasa sends for an action, with that many events in the conversation."""
    return {
        "next_action": "action_answer",
        "sender_id": "client-1",
        "tracker": {
            "sender_id": "client-1",
            "slots": {"name": None},
            "events": [{"event": "user", "text": f"question {n}"} for n in range(events)],
        },
        "domain": {},
        "version": "3.6.21",
    }


@asynccontextmanager
async def _endpoint(handler: Handler) -> AsyncIterator[ActionEndpoint]:
    """Give an endpoint that calls a real server on this machine."""
    app = web.Application()
    app.router.add_post("/webhook", handler)
    async with TestServer(app, host="127.0.0.1") as server:
        endpoint = ActionEndpoint(str(server.make_url("/webhook")), TIME_LIMIT_SECONDS)
        try:
            yield endpoint
        finally:
            await endpoint.close()


async def _slow(request: web.Request) -> web.StreamResponse:
    await asyncio.Event().wait()
    return web.json_response(GOOD_RESULT)


async def _half_an_answer(request: web.Request) -> web.StreamResponse:
    answer = web.StreamResponse(headers={"Content-Type": "application/json"})
    await answer.prepare(request)
    await answer.write(b'{"events": [')
    await asyncio.Event().wait()
    return answer


async def _cut_off(request: web.Request) -> web.StreamResponse:
    assert request.transport is not None
    request.transport.close()
    return web.Response()


def _answering(**answer: Any) -> Handler:
    async def handler(request: web.Request) -> web.StreamResponse:
        return web.json_response(**answer)

    return handler


async def _html(request: web.Request) -> web.StreamResponse:
    return web.Response(text="<html>Bad gateway</html>", content_type="text/html")


async def _no_json(request: web.Request) -> web.StreamResponse:
    return web.Response(text="{events", content_type="application/json")


FAILURES = {
    "slow": _slow,
    "stuck halfway": _half_an_answer,
    "connection cut": _cut_off,
    "status 500": _answering(data={"error": "no database"}, status=500),
    "status 400": _answering(data={"error": "rejected", "action_name": "a"}, status=400),
    "HTML": _html,
    "no JSON": _no_json,
    "a list": _answering(data=[GOOD_RESULT]),
    "null": _answering(data=None),
    "another schema": _answering(data={"events": "none", "responses": [{"text": "Yes."}]}),
    "events without a type": _answering(data={"events": [{"name": "x"}], "responses": []}),
    "nothing said": _answering(data={"events": [], "responses": []}),
    "an empty object": _answering(data={}),
}


@pytest.mark.parametrize("handler", FAILURES.values(), ids=FAILURES)
async def test_a_failure_becomes_the_error_reply(handler: Handler) -> None:
    async with _endpoint(handler) as endpoint:
        assert await endpoint.request(json=_call()) == ERROR_RESULT


async def test_nothing_listening_becomes_the_error_reply() -> None:
    endpoint = ActionEndpoint(f"http://127.0.0.1:{unused_port()}/webhook", TIME_LIMIT_SECONDS)

    assert await endpoint.request(json=_call()) == ERROR_RESULT

    await endpoint.close()


async def test_every_error_reply_is_a_fresh_one() -> None:
    """Rasa takes the responses apart while it utters them."""
    async with _endpoint(_html) as endpoint:
        first = await endpoint.request(json=_call())
        first["responses"][0].pop("response")

        assert await endpoint.request(json=_call()) == ERROR_RESULT


async def test_a_good_result_is_passed_through() -> None:
    async with _endpoint(_answering(data=GOOD_RESULT)) as endpoint:
        assert await endpoint.request(json=_call()) == GOOD_RESULT


async def test_an_action_server_that_comes_back_is_used_again() -> None:
    answers = iter([web.json_response({}, status=500), web.json_response(GOOD_RESULT)])

    async def recovering(request: web.Request) -> web.StreamResponse:
        return next(answers)

    async with _endpoint(recovering) as endpoint:
        assert await endpoint.request(json=_call()) == ERROR_RESULT
        assert await endpoint.request(json=_call()) == GOOD_RESULT


@pytest.mark.parametrize("events", [0, 3, 20, 21, 500])
async def test_only_the_newest_events_are_sent_and_all_else_as_it_was(events: int) -> None:
    received: list[dict[str, Any]] = []

    async def recording(request: web.Request) -> web.StreamResponse:
        received.append(await request.json())
        return web.json_response(GOOD_RESULT)

    call = _call(events)
    async with _endpoint(recording) as endpoint:
        await endpoint.request(json=call)

    (sent,) = received
    assert sent["tracker"].pop("events") == call["tracker"]["events"][-EVENTS_SENT:]
    assert len(call["tracker"]["events"]) == events, "the conversation itself is not shortened"
    assert sent == {
        **call,
        "tracker": {k: v for k, v in call["tracker"].items() if k != "events"},
    }
    assert EVENTS_SENT == 20
