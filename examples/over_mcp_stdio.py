"""Ask as an assistant does: `python examples/over_mcp_stdio.py [QUESTION]`, where indexes/default is."""

import asyncio
import os
import sys

from mcp import Client
from mcp.client.stdio import StdioServerParameters, stdio_client

question = sys.argv[1] if len(sys.argv) > 1 else "training needs of link workers"


async def main() -> None:
    server = StdioServerParameters(command=sys.executable, args=["-m", "briefqa", "mcp"], env=dict(os.environ))
    async with Client(stdio_client(server)) as client:
        result = await client.call_tool("ask", {"question": question, "k": 3})
    # result.content[0].text is the text that a language model reads.
    answer = result.structured_content
    print("covered" if answer["covered"] else "not covered by the briefs; the nearest entries are:")
    for hit in answer["hits"]:
        print(f"{hit['rank']}. {hit['entry']['title']} ({hit['entry']['access']})")


asyncio.run(main())
