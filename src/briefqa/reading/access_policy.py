"""What a brief's help section says of entries without an access note or mark."""

from __future__ import annotations

import re

_NOUN = (
    r"(?:access )?(?:note|mark|marker|marking|symbol|label|star|asterisk|tag|icon|sign|comment|annotation|indication)s?"
)
_MARKED = r"(?:marked|labell?ed|flagged|noted|annotated|starred|tagged|indicated|highlighted|identified|signalled)"
_FREE_UNLESS_MARKED = re.compile(r"\bfree(?:ly)?\b|open access", re.IGNORECASE)
_MARKS = re.compile(
    r"indicated|highlighted|marked|shown|say so|says so|noted|stated|labell?ed|flagged|identified|unless|otherwise|"
    r"beside|next to|after the title|below the title|in brackets|asterisk|except|apart from|other than|followed by|"
    r"tagged|signalled|\bthe (?:note|words?)\b",
    re.IGNORECASE,
)
# "Items that are free are marked": then what is not marked is not known to be free.
_FREE_IS_MARKED = re.compile(
    r"\b(?:free(?:ly)?|open[- ]access)(?: (?:available|accessible|to (?:read|access|view|all)|of charge|online|"
    r"full[- ]text|items?|articles?|papers?|reports?|resources?|titles?|entries|documents?|they|it|this|these)){0,4},?"
    rf" (?:(?:is|are|has been|have been|will be) (?:\w+ly )?(?:{_MARKED}|shown|followed by)|"
    rf"(?:carr(?:y|ies)|bears?|ha(?:s|ve)) (?:an?|the|this|one|two) )",
    re.IGNORECASE,
)
# Not the full text is free here, but help, an account or the library's copy.
_OTHERWISE_FREE = re.compile(
    r"\bfeel free\b|\bfree (?:(?:NHS|Open\s?Athens|Athens|user|personal|online) ){0,3}accounts?\b|"
    r"\baccounts? (?:\w+ ){0,3}free\b|\b(?:request\w*|regist\w+|sign(?:ing)? up) (?:\w+ ){0,5}free\b|"
    r"\bfree (?:of charge )?(?:from|by|through|via) (?:\w+ ){0,4}librar\w+",
    re.IGNORECASE,
)
# "All other items are freely available": then what is marked is not, though no word says "unless marked".
_REST_FREE = re.compile(
    r"\b(?:(?:every|any)thing else|(?:all|any|every|the) (?:of the |the )?(?:others?|rest|remainder|remaining)|others|"
    r"other (?:items?|articles?|papers?|reports?|resources?|titles?|entries|documents?|materials?))\b"
    r"(?: (?!(?:not|never|no|requests?|enquir\w+|services?|users?|members?|readers?|staff|librar\w+|\w+n[’']t)\b)"
    r"(?:[\w’'-]+[:,]?|[=–—])|:){0,7} (?:free(?:ly)?|open access)\b",
    re.IGNORECASE,
)
_CALLED_OUT = re.compile(r"\bmeans?\b|(?:without|with no) (?:an? |any )?(?:note|star|symbol)", re.IGNORECASE)
# "Items that are free carry no note", "where nothing is said, the full text is free".
_NO_NOTE = re.compile(
    rf"\b(?:no|without|absence of)(?: (?:an?|any|such|further|other|the))? {_NOUN}(?: or {_NOUN})?\b|"
    r"\bun-?(?:marked|labell?ed|annotated|starred)\b|"
    rf"\b(?:not|never|n[’']t) (?:been |specially |specifically )?{_MARKED}\b|"
    rf"\b(?:not|never|\w+n[’']t) (?:see|find|have|carry|bear|show|followed by|given) (?:an? |any |such an? ){_NOUN}\b|"
    rf"\b{_NOUN} (?:is|are) (?:not (?:given|shown|present|printed|added)|missing|absent|lacking)\b|"
    r"\bnothing (?:(?:is|has been|else is|further is) )?(?:said|stated|noted|marked|shown|indicated|given|written|"
    r"added|printed|follows|stands)\b|\b(?:says?|states?|shows?) nothing\b|\bleft (?:blank|plain)\b|"
    rf"\b(?:neither|none) of (?:these|those|the) (?:two |three |four )?{_NOUN}\b",
    re.IGNORECASE,
)
_TO_ALL = re.compile(
    r"\bfree(?:ly)?\b(?! (?:text|from)\b)|\bopen[- ]access\b|\bopenly (?:available|accessible)\b|"
    r"\b(?:open|available|accessible) to (?:all|anyone|everyone)\b|\bat no (?:cost|charge)\b|"
    r"\bwithout (?:charge|payment|paying|logging in|an? (?:account|log[- ]?in|password|subscription))\b",
    re.IGNORECASE,
)
# What takes back, or limits to some readers, that something is free.
_LIMITED = re.compile(
    r"\b(?:not|never|cannot|only|except|unless|but|abstracts?|athens|openathens|accounts?|members?|subscri\w+|staff|"
    r"log(?:ging)?[- ]?in|passwords?|regist\w+|librar\w+|request\w*|part(?:ly)?|some|few|most|many|may|might|"
    r"or(?! (?:download|print|view|listen|watch)))\b|n[’']t\b",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"[.;!?|•](?:\s|$)")
_CLAUSES = re.compile(r"[,:(–—]|\band\b")
_APART = 80


def frees_the_rest(text: str) -> bool:
    """Whether a paragraph says that all other items, or those without a note or mark, are free."""
    return _REST_FREE.search(text) is not None or frees_the_unmarked(text)


def frees_the_unmarked(text: str) -> bool:
    """Whether a sentence says that items without a note are free, or that free ones carry none."""
    return any(_frees_the_unmarked(sentence) for sentence in _SENTENCES.split(text))


def _frees_the_unmarked(sentence: str) -> bool:
    free = _TO_ALL.search(sentence)
    without = _NO_NOTE.search(sentence)
    if free is None or without is None:
        return False
    first, last = sorted((free, without), key=lambda match: match.start())
    between = sentence[first.end() : last.start()]
    before = _CLAUSES.split(sentence[: first.start()])[-1]
    behind = _CLAUSES.split(sentence[last.end() :])[0]
    return len(between) <= _APART and not any(_LIMITED.search(part) for part in (before, between, behind))


def unmarked_is_free(policy: str, *, marked: bool, free_marked: bool) -> bool:
    """Whether an entry without a note or mark is free, by what the help section says.

    Args:
        policy: what the help section says of access.
        marked: whether it explains marks.
        free_marked: whether one of these says that an entry is free.
    """
    if frees_the_unmarked(policy):
        return True
    called_out = marked or _MARKS.search(policy) or _CALLED_OUT.search(policy)
    if called_out and _REST_FREE.search(policy):
        return True
    # Where a mark or note says that an item is free, one without it is not.
    if free_marked or _FREE_IS_MARKED.search(policy):
        return False
    return bool(_FREE_UNLESS_MARKED.search(_OTHERWISE_FREE.sub("", policy)) and _MARKS.search(policy))
