"""Ask from Python: `python examples/from_python.py [QUESTION]`, where indexes/default is."""

import sys

from briefqa import Retriever

question = sys.argv[1] if len(sys.argv) > 1 else "training needs of link workers"

answer = Retriever.open("indexes/default").ask(question, k=3)

print("covered" if answer.covered else "not covered by the briefs; the nearest entries are:")
for hit in answer.hits:
    print(f"{hit.rank}. {hit.entry.title} ({hit.entry.access})")
