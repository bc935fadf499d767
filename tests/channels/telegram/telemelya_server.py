# /// script
# requires-python = ">=3.11"
# dependencies = ["telemelya==0.2.2", "fakeredis>=2.26"]
# ///
"""Telemelya as Telegram, run by itself: `uv run --script telemelya_server.py PORT`.

It needs a newer Python than Footnote, hence an environment of its own. Its state is kept in this
process instead of a Redis server, and it stores no media. It delivers updates without the secret
that was set with the webhook, so that is added here.
"""

import sys
from types import SimpleNamespace
from urllib.parse import parse_qs

import aiohttp
import uvicorn
from fakeredis import FakeAsyncRedis
from starlette.middleware.base import RequestResponseEndpoint
from starlette.requests import Request
from starlette.responses import Response
from telemelya.server import state, webhook
from telemelya.server.app import app
from telemelya.server.media import media_manager

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
secrets: dict[str, str] = {}


async def nothing(*_: object) -> None:
    """Stand in for the media store."""


@app.middleware("http")
async def remember_secret(request: Request, call_next: RequestResponseEndpoint) -> Response:
    """Note the secret of the webhook."""
    if request.url.path.endswith("/setWebhook"):
        parameters = parse_qs((await request.body()).decode())
        secrets[SECRET_HEADER] = parameters["secret_token"][0]
    return await call_next(request)


state.redis.from_url = lambda _, **options: FakeAsyncRedis(**options)
media_manager.connect = media_manager.close = nothing
webhook.aiohttp = SimpleNamespace(
    ClientSession=lambda: aiohttp.ClientSession(headers=secrets),
    ClientTimeout=aiohttp.ClientTimeout,
)

if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="warning")
