"""Ask through LangChain: `python examples/with_langchain.py [QUESTION]`, where indexes/default is."""

import sys

from briefqa.integrations.langchain import BriefRetriever

question = sys.argv[1] if len(sys.argv) > 1 else "training needs of link workers"

documents = BriefRetriever.open("indexes/default", k=3).invoke(question)

covered = any(document.metadata["covered"] for document in documents)
print("covered" if covered else "not covered by the briefs; the nearest entries are:")
for document in documents:
    print("{rank}. {title} ({access})".format(**document.metadata))
