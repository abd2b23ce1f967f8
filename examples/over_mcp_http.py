"""Ask a running `briefqa serve --mcp`: `python examples/over_mcp_http.py [QUESTION [ADDRESS]]`."""

import asyncio
import sys

from mcp import Client

question = sys.argv[1] if len(sys.argv) > 1 else "training needs of link workers"
address = sys.argv[2] if len(sys.argv) > 2 else "http://127.0.0.1:7860"


async def main() -> None:
    async with Client(f"{address}/mcp") as client:
        result = await client.call_tool("ask", {"question": question, "k": 3})
    # result.content[0].text is the text that a language model reads.
    answer = result.structured_content
    print("covered" if answer["covered"] else "not covered by the briefs; the nearest entries are:")
    for hit in answer["hits"]:
        print(f"{hit['rank']}. {hit['entry']['title']} ({hit['entry']['access']})")


asyncio.run(main())
