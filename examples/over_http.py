"""Ask a running `briefqa serve` over HTTP: `python examples/over_http.py [QUESTION [ADDRESS]]`."""

import json
import sys
from urllib.request import Request, urlopen

question = sys.argv[1] if len(sys.argv) > 1 else "training needs of link workers"
address = sys.argv[2] if len(sys.argv) > 2 else "http://127.0.0.1:7860"

body = json.dumps({"question": question, "k": 3}).encode()
with urlopen(Request(f"{address}/api/ask", body, {"Content-Type": "application/json"})) as response:
    answer = json.load(response)

print("covered" if answer["covered"] else "not covered by the briefs; the nearest entries are:")
for hit in answer["hits"]:
    print(f"{hit['rank']}. {hit['entry']['title']} ({hit['entry']['access']})")
