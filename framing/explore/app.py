"""The addresses of the explorer and what each answers; nothing is ever written."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from functools import partial
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from framing.errors import FramingError
from framing.explore.passages import find, printable
from framing.explore.query import Query, parse_query
from framing.explore.reading import read
from framing.explore.store import PER_PAGE, Store
from framing.types import Voice, Zone

if TYPE_CHECKING:
    from jinja2 import Environment
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response

LOOPBACK = ("127.0.0.1", "localhost", "::1", "[::1]")
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_ASSETS = {"style.css": "text/css", "explore.js": "text/javascript"}


def application(store: Store, *, token: str = "") -> Starlette:
    """The explorer of a scored corpus as an ASGI application.

    Without a token it answers only to who asks for this computer by its loopback name, so that no other site's page
    can reach it under a name of its own; with one, every address begins with it.
    """
    from starlette.applications import Starlette
    from starlette.routing import Mount, Route

    environment = _environment()
    routes = [
        Route("/", partial(_answer, partial(_browse, store), environment), methods=["GET"]),
        Route("/article", partial(_answer, partial(_article, store), environment), methods=["GET"]),
        *(Route(f"/{name}", partial(_asset, name), methods=["GET"]) for name in _ASSETS),
    ]
    return Starlette(
        routes=[Mount("/{token}", routes=routes)] if token else routes,
        middleware=[_guard(token)],
    )


def _guard(token: str) -> Any:
    """Middleware that refuses a foreign host name, or an address without the token, and adds the headers."""
    from starlette.middleware import Middleware
    from starlette.middleware.base import BaseHTTPMiddleware
    from starlette.responses import PlainTextResponse

    async def dispatch(request: Request, call_next: Callable[[Request], Any]) -> Response:
        if token:
            given = request.url.path.split("/")[1]
            allowed = secrets.compare_digest(given.encode(), token.encode())
        else:
            allowed = (request.url.hostname or "") in LOOPBACK
        response: Response = await call_next(request) if allowed else PlainTextResponse("nothing is here", 404)
        response.headers.update(_HEADERS)
        return response

    return Middleware(BaseHTTPMiddleware, dispatch=dispatch)


def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("framing.explore", "page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["shown"] = printable
    environment.globals.update(voices=list(Voice), zones=list(Zone))
    return environment


Page = tuple[int, str, dict[str, Any]]  # status, template, what it is filled with


def _answer(view: Callable[[Query], Page], environment: Environment, request: Request) -> Response:
    """The page of a view; what the user can mend is told on a page of its own."""
    from starlette.responses import HTMLResponse

    try:
        status, template, filled = view(parse_query(dict(request.query_params)))
    except FramingError as error:
        status, template, filled = 400, "problem.html.j2", {"problem": str(error)}
    return HTMLResponse(environment.get_template(template).render(filled), status)


def _asset(name: str, _request: Request) -> Response:
    from starlette.responses import Response

    body = files("framing.explore").joinpath("page", name).read_text(encoding="utf-8")
    return Response(body, media_type=_ASSETS[name])


def _browse(store: Store, query: Query) -> Page:
    if query.outlet and query.outlet not in store.choices.outlets:
        raise FramingError(f"no outlet {query.outlet!r}; there are {', '.join(store.choices.outlets)}")
    found = find(store, query)
    pages = max(1, -(-found.counts.hits // PER_PAGE))
    name = store.scored.folder.resolve().name
    filled = {"query": query, "found": found, "pages": pages, "choices": store.choices, "name": name}
    return 200, "browse.html.j2", filled


def _article(store: Store, query: Query) -> Page:
    reading = read(store, query.article, query.part)
    if reading is None:
        return 404, "problem.html.j2", {"problem": f"no article {query.article!r} with a part {query.part}"}
    return 200, "article.html.j2", {"query": query, "reading": reading}
