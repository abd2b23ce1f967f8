#!/bin/sh
# Ask from the command line: `sh examples/from_command_line.sh [QUESTION]`, where indexes/default is.

briefqa ask "${1:-training needs of link workers}" -k 3 --json | python -c '
import json, sys

answer = json.load(sys.stdin)
print("covered" if answer["covered"] else "not covered by the briefs; the nearest entries are:")
for hit in answer["hits"]:
    print(hit["rank"], ". ", hit["entry"]["title"], " (", hit["entry"]["access"], ")", sep="")
'
