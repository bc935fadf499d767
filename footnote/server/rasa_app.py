"""Rasa's own server, with our action endpoint and a health route."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path
from typing import Any

import aiohttp
import httpx
from rasa.core.run import close_resources, configure_app, create_http_input_channels
from rasa.core.run import load_agent_on_start as load_agent
from rasa.core.utils import AvailableEndpoints
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from footnote.channels.recording import recorder
from footnote.server.action_endpoint import ActionEndpoint, trust_checked_results
from footnote.server.graph_runner import run_sequentially
from footnote.server.stack import NO_MODEL
from footnote.settings import Settings

HEALTH_TIMEOUT_SECONDS = 2.0
#: No channel reads more; by itself Sanic takes a hundred megabytes into memory.
MAX_REQUEST_BYTES = 1024 * 1024


def build_app(model: Path, settings: Settings) -> Sanic:
    """Return the server, ready to run.

    Args:
        model: a trained model.
        settings: of this process.
    """
    endpoints = AvailableEndpoints.read_endpoints("endpoints.yml")
    endpoints.action = ActionEndpoint(settings.action_url, settings.action_timeout)
    trust_checked_results()
    run_sequentially()
    app = configure_app(
        create_http_input_channels(None, "credentials.yml"), enable_api=False, endpoints=endpoints
    )
    app.config.REQUEST_MAX_SIZE = MAX_REQUEST_BYTES
    app.blueprint(_health_routes(model, settings))
    app.register_listener(partial(load_agent, str(model), endpoints, None), "before_server_start")
    app.register_listener(close_resources, "after_server_stop")

    async def trust_loaded_domain(app: Sanic, *_: Any) -> None:
        # On every message, Rasa compares all of the domain with an empty one.
        if app.ctx.agent.domain is not None:
            app.ctx.agent.domain.is_empty = lambda: False

    async def prepare_recording(*_: Any) -> None:
        await recorder.prepare()

    async def close(*_: Any) -> None:
        await endpoints.action.close()
        await recorder.close()

    app.register_listener(trust_loaded_domain, "before_server_start")
    app.register_listener(prepare_recording, "before_server_start")
    app.register_listener(close, "after_server_stop")
    return app


def _health_routes(model: Path, settings: Settings) -> Blueprint:
    routes = Blueprint("footnote_health")

    @routes.get("/health")
    async def health(request: Request) -> HTTPResponse:
        """200 only when a turn can be answered: model loaded, actions run, content read."""
        agent = getattr(request.app.ctx, "agent", None)
        if agent is None or not agent.is_ready():
            return response.json({"status": NO_MODEL}, status=503)
        try:
            version = await _content_version(settings.action_url)
        except (aiohttp.ClientError, asyncio.TimeoutError, ValueError) as error:
            reason = f"the action server does not answer ({type(error).__name__})"
            return response.json({"status": reason, "model": model.name}, status=503)
        if version is None:
            reason = "the action server cannot read the knowledge base"
            return response.json({"status": reason, "model": model.name}, status=503)
        return response.json({"status": "ok", "model": model.name, "knowledge": version})

    return routes


async def _content_version(action_url: str) -> str | None:
    """Run a real action and return the content version in its envelope, None without one."""
    call = {
        "next_action": "action_handoff",
        "sender_id": "health",
        "tracker": {"sender_id": "health", "events": [], "slots": {}, "latest_message": {}},
        "domain": {},
        "version": None,
    }
    timeout = aiohttp.ClientTimeout(total=HEALTH_TIMEOUT_SECONDS)
    async with (
        aiohttp.ClientSession(timeout=timeout) as session,
        session.post(action_url, json=call) as answer,
    ):
        if answer.status != httpx.codes.OK:
            return None
        result = await answer.json()
    envelopes = [reply.get("custom") for reply in result.get("responses", [])]
    versions = [envelope["kb_version"] for envelope in envelopes if envelope]
    return versions[0] if versions else None
