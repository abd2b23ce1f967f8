"""Ask through LlamaIndex: `python examples/with_llamaindex.py [QUESTION]`, where indexes/default is."""

import sys

from briefqa.integrations.llamaindex import BriefRetriever

question = sys.argv[1] if len(sys.argv) > 1 else "training needs of link workers"

nodes = BriefRetriever.open("indexes/default", k=3).retrieve(question)

covered = any(node.metadata["covered"] for node in nodes)
print("covered" if covered else "not covered by the briefs; the nearest entries are:")
for node in nodes:
    print("{rank}. {title} ({access})".format(**node.metadata))
