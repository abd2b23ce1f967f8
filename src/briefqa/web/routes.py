"""What the server answers beside the page: the HTTP interface, and MCP where it is asked for."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.routing import BaseRoute

    from briefqa.retriever import Retriever

    Routes = Sequence[BaseRoute]

MCP_PATH = "/mcp"
_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


def routes_beside_the_page(retriever: Retriever, *, hosts: Collection[str] | None, mcp: bool = False) -> dict[str, Any]:
    """Arguments for the FastAPI application that has the page; its routes come before the page's.

    Args:
        retriever: what is asked.
        hosts: the names by which the server may be asked, None for any; where there are some, MCP also refuses
            requests that a web page of another site had the browser send.
        mcp: whether to offer the tools at `MCP_PATH`.

    Raises:
        MissingExtra: MCP is asked for, and the extra `mcp` is not installed.
    """
    from starlette.routing import Mount, Route

    from briefqa.extras import require
    from briefqa.web.api import make_api, nothing_there

    api = [Route("/api", nothing_there, methods=_METHODS), Mount("/api", make_api(retriever))]
    if not mcp:
        return {"routes": api}
    require("mcp", needed_for="the MCP server")
    from briefqa.mcp.server import known_as, make_server

    served = make_server(lambda: retriever).streamable_http_app(
        streamable_http_path=MCP_PATH, json_response=True, stateless_http=True, transport_security=known_as(hosts)
    )

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with served.router.lifespan_context(served):
            yield

    return {"routes": [*api, *served.routes], "lifespan": lifespan}
