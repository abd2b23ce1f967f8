"""The server that offers the tools, over standard input or as a part of a web server."""

from __future__ import annotations

from collections.abc import Collection
from importlib.metadata import version
from typing import Any

from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ToolError, UnexpectedToolError
from mcp.server.transport_security import TransportSecuritySettings
from mcp.types import CallToolResult, InputRequiredResult, ToolAnnotations
from pydantic import ValidationError

from briefqa.mcp.tools import Opened, Tools
from briefqa.validating import in_one_line

NAME = "briefqa"
INSTRUCTIONS = (
    "Searches NHS Evidence Briefs, documents of bibliographic entries, on this machine. Whatever you say of the "
    "evidence must be quoted from a result and cited with its title, source, date, brief and access note. Where a "
    "result begins with NOT COVERED, the briefs do not answer the question: say so, and offer nothing as evidence."
)


class BriefServer(MCPServer[dict[str, Any]]):
    """An MCP server whose tool errors are one clear line, and which refuses arguments it does not know."""

    async def call_tool(
        self, name: str, arguments: dict[str, Any], context: Context[dict[str, Any], Any] | None = None
    ) -> CallToolResult | InputRequiredResult:
        """Call a tool.

        Raises:
            ToolError: there is no such tool, its arguments are wrong, or it cannot answer; one line says why.
            UnexpectedToolError: something is broken; the details are logged, not told.
        """
        known = {tool.name: list(tool.input_schema["properties"]) for tool in await self.list_tools()}
        if name not in known:
            raise ToolError(f"there is no tool '{name}'; there are: {', '.join(known)}")
        unknown = [argument for argument in arguments if argument not in known[name]]
        if unknown:
            # Passed over, a filter spelt wrongly would let more be found than was asked for.
            takes = ", ".join(known[name]) or "no argument"
            raise ToolError(f"{name} has no argument '{unknown[0]}'; it takes: {takes}")
        try:
            return await super().call_tool(name, arguments, context)
        except UnexpectedToolError:
            raise
        except ToolError as error:
            raise ToolError(_in_one_line(error)) from error


def make_server(opened: Opened) -> BriefServer:
    """A server over one index, not yet running.

    Args:
        opened: gives the retriever; called when a tool is first used.
    """
    server = BriefServer(
        NAME, title="NHS Evidence Briefs", instructions=INSTRUCTIONS, version=version("briefqa"), log_level="WARNING"
    )
    tools = Tools(opened)
    harmless = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
    for tool, title in (
        (tools.ask, "Ask the evidence briefs"),
        (tools.list_briefs, "List the evidence briefs"),
        (tools.get_entry, "Fetch an entry of a brief"),
    ):
        server.add_tool(tool, title=title, description=_plain(tool.__doc__), annotations=harmless)
    return server


def known_as(hosts: Collection[str] | None) -> TransportSecuritySettings:
    """What keeps web pages of other sites out, for a server that may be asked by these names; None for any."""
    names = list(hosts or ())
    origins = [f"{scheme}://{name}" for scheme in ("http", "https") for name in names]
    return TransportSecuritySettings(
        enable_dns_rebinding_protection=hosts is not None,
        allowed_hosts=[*names, *(f"{name}:*" for name in names)],
        allowed_origins=[*origins, *(f"{origin}:*" for origin in origins)],
    )


def _in_one_line(error: ToolError) -> str:
    cause = error.__cause__
    if not isinstance(cause, ValidationError):
        return str(cause or error)
    return in_one_line(cause.errors(include_url=False))


def _plain(docstring: str | None) -> str:
    """A docstring as flowing text, its paragraphs kept apart."""
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in (docstring or "").split("\n\n"))
