"""A small real OpenID Connect provider: discovery, authorization code, signed identity tokens. Started by the tests, for this machine only."""

from __future__ import annotations

import secrets
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

CLIENT, SECRET = "ct-companion", "only-for-tests"


class Provider:
    """People choose who they are; a name that begins with "late-" gets a sign-in that runs out in `left` seconds."""

    def __init__(self, address: str, hours: float, left: float) -> None:
        self.address, self.hours, self.left = address, hours, left
        self.key = RSAKey.generate_key(2048, parameters={"kid": "test", "use": "sig", "alg": "RS256"})
        self.asked: dict[str, tuple[str, str]] = {}

    def discovery(self, _: Request) -> Response:
        return JSONResponse(
            {
                "issuer": self.address,
                "authorization_endpoint": f"{self.address}/authorize",
                "token_endpoint": f"{self.address}/token",
                "jwks_uri": f"{self.address}/keys",
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256"],
            }
        )

    def authorize(self, request: Request) -> Response:
        """The page on which a person says who they are, and the way back with a code."""
        said = dict(request.query_params)
        if said.get("client_id") != CLIENT or said.get("response_type") != "code":
            return HTMLResponse("Unknown client", 400)
        if "as" not in said:
            form = "".join(f'<input type="hidden" name="{key}" value="{value}">' for key, value in said.items())
            return HTMLResponse(f'<form>{form}<label>Mail <input name="as"></label><button>Continue</button></form>')
        code = secrets.token_urlsafe()
        self.asked[code] = (said["as"], said.get("nonce", ""))
        return RedirectResponse(f"{said['redirect_uri']}?{urlencode({'code': code, 'state': said['state']})}")

    async def token(self, request: Request) -> Response:
        form = await request.form()
        found = self.asked.pop(str(form.get("code")), None)
        if found is None:
            return JSONResponse({"error": "invalid_grant"}, 400)
        mail, nonce = found
        now = int(time.time())
        begun = now - int(self.hours * 3600 - self.left) if mail.startswith("late-") and self.left else now
        claims = {"iss": self.address, "aud": CLIENT, "sub": mail, "email": mail, "email_verified": not mail.startswith("unsure-")}
        signed = jwt.encode({"alg": "RS256", "kid": "test"}, {**claims, "iat": begun, "exp": now + 3600, "nonce": nonce}, self.key)
        return JSONResponse({"access_token": secrets.token_urlsafe(), "token_type": "Bearer", "expires_in": 3600, "id_token": signed})

    def keys(self, _: Request) -> Response:
        return JSONResponse({"keys": [self.key.as_dict(private=False)]})


@contextmanager
def provider(hours: float, left: float = 0.0) -> Iterator[Provider]:
    """A running provider; `left`: seconds that a "late-" person's sign-in of `hours` still holds."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    made = Provider(f"http://127.0.0.1:{port}", hours, left)
    routes = [
        Route("/.well-known/openid-configuration", made.discovery),
        Route("/authorize", made.authorize),
        Route("/token", made.token, methods=["POST"]),
        Route("/keys", made.keys),
    ]
    server = uvicorn.Server(uvicorn.Config(Starlette(routes=routes), host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield made
    server.should_exit = True
    thread.join(10)
