"""The pages: a sample spa with the widget on it, the snippet to copy, and the files they need."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Callable, Dict, Text

import jinja2
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from footnote.channels.web.content import Shown

_HERE = Path(__file__).parent
_STATIC = _HERE / "static"
_READ = ["GET", "HEAD"]

_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
    "require-trusted-types-for": "'script'",
}
_EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
}
_PAGE_HEADERS = {
    **_EVERYWHERE,
    "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in _POLICY.items()),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-cache",
}
_FILE_HEADERS = {
    **_EVERYWHERE,
    # Nothing here may run as a page; and the script is meant for pages of other origins.
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cache-Control": "public, max-age=600",
    "Vary": "Accept-Encoding",
}
_FILES = {
    "widget.js": "text/javascript; charset=utf-8",
    "site.css": "text/css; charset=utf-8",
    "site.svg": "image/svg+xml",
}
_NOT_BUILT = (
    "The widget is not built: run `uv sync --reinstall-package footnote` in Footnote's folder.\n"
)
_HOST = re.compile(r"[\w.-]+(:\d+)?|\[[\da-fA-F:]+\](:\d+)?")


@dataclass(frozen=True)
class Attribute:
    """A data attribute of the snippet."""

    name: Text
    example: Text
    meaning: Text


ATTRIBUTES = (
    Attribute(
        "data-server", "https://bot.example", "where Footnote runs, if not where the script is"
    ),
    Attribute("data-title", "Ask us", "the chat's title; without it the spa's name"),
    Attribute("data-accent", "#1f6b65", "colour of buttons and marks; any CSS colour"),
    Attribute("data-greeting", "Hello! What can I tell you?", "what the chat says first"),
    Attribute("data-position", "left", "corner of the page: right or left"),
    Attribute("data-language", "en", "language of the labels"),
    Attribute("data-theme", "dark", "auto, light or dark"),
    Attribute("data-open", "true", "whether the chat is open at once"),
    Attribute("data-emergency", "911", "number shown while Footnote cannot be reached"),
    Attribute("data-privacy", "https://spa.example/privacy", "page of your privacy policy"),
)


@dataclass(frozen=True)
class File:
    """A file as it is sent."""

    body: bytes
    packed: bytes
    etag: Text


def add_pages(
    routes: Blueprint, shown: Callable[[], Shown], scheme: Callable[[Request], Text]
) -> None:
    """Add the pages to the channel's routes.

    Args:
        routes: mounted at the root.
        shown: reads what is shown of the knowledge base.
        scheme: tells by which scheme a client asked.
    """
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["dialled"] = lambda number: re.sub(r"[^\d+]", "", number)

    async def page(template: Text, **values: Any) -> HTTPResponse:
        known = await asyncio.to_thread(shown)
        text = environment.get_template(template).render(
            spa=known.spa, starters=known.starters, **values
        )
        return response.html(text, headers=_PAGE_HEADERS)

    @routes.route("/", methods=_READ)
    async def sample(request: Request) -> HTTPResponse:
        return await page("sample.html.j2")

    @routes.route("/embed", methods=_READ)
    async def embed(request: Request) -> HTTPResponse:
        host = request.host if _HOST.fullmatch(request.host or "") else "bot.example"
        server = f"{scheme(request)}://{host}"
        return await page(
            "embed.html.j2",
            server=server,
            sockets=server.replace("http", "ws", 1),
            snippet=f'<script src="{server}/widget.js" defer></script>',
            attributes=ATTRIBUTES,
        )

    for name in _FILES:
        _add_file(routes, name)


def _add_file(routes: Blueprint, name: Text) -> None:
    async def send(request: Request) -> HTTPResponse:
        path = _STATIC / name
        try:
            # The time is part of the cache's key: a file that is built anew is read anew.
            file = await asyncio.to_thread(_file, path, path.stat().st_mtime_ns)
        except FileNotFoundError:
            return response.text(_NOT_BUILT, status=404, headers=_EVERYWHERE)
        return _sent(request, file, _FILES[name])

    routes.add_route(send, f"/{name}", methods=_READ, name=name.replace(".", "_"))


@lru_cache(maxsize=len(_FILES))
def _file(path: Path, changed: int) -> File:
    body = path.read_bytes()
    return File(body, gzip.compress(body, mtime=0), hashlib.sha256(body).hexdigest()[:16])


def _sent(request: Request, file: File, content_type: Text) -> HTTPResponse:
    packed = "gzip" in request.headers.get("accept-encoding", "")
    etag = f'"{file.etag}-gzip"' if packed else f'"{file.etag}"'
    headers: Dict[Text, Text] = {**_FILE_HEADERS, "ETag": etag}
    if etag in request.headers.get("if-none-match", ""):
        return response.empty(status=304, headers=headers)
    if packed:
        headers["Content-Encoding"] = "gzip"
    body = file.packed if packed else file.body
    return response.raw(body, headers=headers, content_type=content_type)
