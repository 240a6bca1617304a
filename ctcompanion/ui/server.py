"""What the one server carries beside the pages: the practice portal, security headers, and uploads that never touch a disk."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.formparsers import MultiPartParser
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.runtime.pages_manager import PagesManager

from ctcompanion.practice import app as practice_portal
from ctcompanion.settings import from_environment

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


def routes() -> list[BaseRoute]:
    """The practice portal at /practice. Uploads are held in memory whole: the parser's temporary file would hold raw data in clear."""
    settings = from_environment()
    # A fresh server whose first visit is a deep link would otherwise run the page beside a menu of its own, without app.py.
    PagesManager.uses_pages_directory = False
    MultiPartParser.spool_max_size = settings.limits.upload_bytes + 1
    return [Mount("/practice", app=practice_portal(settings.data_folder / "practice"))]


def middleware() -> list[Middleware]:
    """Headers on every answer."""
    return [Middleware(SecurityHeaders)]


class SecurityHeaders:
    """Adds the headers to every HTTP answer; plain ASGI, so that streaming stays streaming."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, with_headers)
