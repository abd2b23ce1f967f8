"""Ask a running `briefqa serve` with Gradio's client: `python examples/over_gradio_client.py [QUESTION [ADDRESS]]`."""

import sys

from gradio_client import Client

question = sys.argv[1] if len(sys.argv) > 1 else "training needs of link workers"
address = sys.argv[2] if len(sys.argv) > 2 else "http://127.0.0.1:7860"

answer = Client(address, verbose=False).predict(question, k=3, api_name="/ask")

print("covered" if answer["covered"] else "not covered by the briefs; the nearest entries are:")
for hit in answer["hits"]:
    print(f"{hit['rank']}. {hit['entry']['title']} ({hit['entry']['access']})")
