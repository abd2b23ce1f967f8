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
# "Most of what is listed here can be read by anyone, at no cost": so are unmarked entries if the brief marks the rest.
_USE = r"(?:read|open|view|see|use|access|reach|download)(?:ed|n)?"
_OPEN = re.compile(
    rf"\bopenly (?:available|accessible)\b|\b(?:open|available|accessible) to (?:all|anyone|everyone)\b|"
    r"\bat no (?:cost|charge)\b|\bwithout (?:charge|payment|paying|logging in|an? (?:account|log[- ]?in|password|"
    rf"subscription))\b|\b{_USE} by (?:anyone|anybody|everyone|everybody|all)\b(?! (?:of|our|the)\b)|"
    rf"\b(?:anyone|anybody|everyone|everybody) (?:can|may|is able to) {_USE}\b|\bopen to (?:anybody|everybody)\b|"
    r"\bcosts? (?:you )?nothing\b|\bfor nothing\b|\bno (?:payment|fee|charge|cost|account|log[- ]?in|password|"
    r"subscription|registration)(?: or \w+)? (?:is |are )?(?:needed|required|necessary)\b|"
    r"\b(?:needs?|requires?) no (?:payment|account|log[- ]?in|password|subscription|registration)\b",
    re.IGNORECASE,
)
_TO_ALL = re.compile(rf"\bfree(?:ly)?\b(?! (?:text|from)\b)|\bopen[- ]access\b|{_OPEN.pattern}", re.IGNORECASE)
# "All resources are open access unless stated otherwise": the same of items, in the commonest words.
_FREE_ITEMS = re.compile(
    r"\b(?:items?|articles?|papers?|reports?|resources?|titles?|entries|documents?|materials?|publications?|works|"
    r"links?|everything|full[- ]texts?)(?P<which>(?: [\w’'-]+){0,6}?) "
    r"(?:is|are|can be (?:read|viewed|accessed|downloaded|had)) (?:free(?:ly)?\b(?! (?:text|from)\b)|open[- ]access\b)"
    r"(?: (?:available|accessible|to (?:read|access|view|download|all|anyone|everyone)|of charge|online))*",
    re.IGNORECASE,
)
# What takes back, or limits to some readers, that something is free.
_LIMITED = re.compile(
    r"\b(?:not|never|cannot|only|except|unless|but|abstracts?|athens|openathens|accounts?|members?|subscri\w+|staff|"
    r"log(?:ging)?[- ]?in|passwords?|regist\w+|librar\w+|request\w*|part(?:ly)?|some|few|most|many|may|might|"
    r"or(?! (?:download|print|view|listen|watch)))\b|n[’']t\b",
    re.IGNORECASE,
)
# Where a sentence turns to what is not open: "… except where we say that you need an account".
_EXCEPTION = re.compile(
    r"[,–—(]?\s*\b(?:unless|except|apart from|other than|but(?! not)|save (?:where|when|for)|(?:and )?(?:we|you) "
    r"(?:\w+ )?(?:say|tell|told|mark|note|state|mention|indicate|label|flag)\w*)\b",
    re.IGNORECASE,
)
_UNLESS_FIRST = re.compile(r"^\W*(?:unless|except (?:where|when|if))\b[^,]*,", re.IGNORECASE)
# Who or what else limits that: "items with a link", "by anyone who works for the NHS", "if your trust subscribes".
_SELECTED = re.compile(
    rf"{_LIMITED.pattern.replace('|most', '')}|\b(?:with(?! no\b)|whose|who|where|if|when|once|while|after|until|those|"
    r"our|pages?|sites?|websites?|catalogues?|(?<!in )this brief|nothing|none|no|neither|several|half|usually|often|"
    r"sometimes|abroad|older|newer|trusts?|employ\w+|work\w*|NHS|"
    r"(?:at|in|within|inside|on) (?!no\b|full\b|here\b|this brief\b|(?:its|their|the|each) (?:title|link)s?\b))\b|"
    rf"\b(?:that|which) (?!we\b|(?:is|are) (?:listed|given|included|cited)\b)|\b{_MARKED}\b",
    re.IGNORECASE,
)
_SAID = (
    rf"(?:{_MARKED}|shown|stated|mentioned|pointed out|made clear|sa(?:y|ys|id)(?: so)?|tells?|told|states?|marks?|"
    r"mentions?|notes?|indicates?|labels?|flags?|highlights?|points? out)"
)
# "… except those marked", "… unless there is an asterisk".
_BUT_MARKED = (
    rf"\b(?:except|apart from|other than|but)(?: for)? (?:those|ones|the ones|items?|articles?|where) "
    rf"(?:\w+ )?{_MARKED}\b|\b(?:unless|except where)(?: \w+){{0,4}} (?:asterisk|star|symbol|note)\b"
)
# "We say so", "this is stated", "you will be told"; not "an account note".
_SAYS_SO = re.compile(
    rf"\bwe(?: will| shall|[’']ll)?(?: always| clearly)? {_SAID}\b|"
    rf"\b(?:is|are|has been|have been|will be)(?: always| clearly)? {_SAID}\b|"
    rf"\b(?:unless|except (?:where|when|if))(?: \w+){{0,3}} {_SAID}\b|{_BUT_MARKED}",
    re.IGNORECASE,
)
_SAYS_OTHERWISE = re.compile(
    rf"\b(?:unless|except (?:where|when|if))(?: (?:we|it|this))?(?: (?:is|has been))?(?: otherwise)? {_SAID}\b|"
    rf"\bunless (?:we|it) {_SAID} otherwise\b|{_BUT_MARKED}",
    re.IGNORECASE,
)
_HINDRANCE = re.compile(
    r"\b(?:athens|openathens|accounts?|subscri\w+|(?:sign|log)(?:ging|ing)?[- ]?in|passwords?|regist\w+|pay\w*|fees?|"
    r"charges?|purchas\w+|buy|bought|abstracts?|members?(?:hip)?|not (?:free|open))\b",
    re.IGNORECASE,
)
# What takes back that it is said, or says it of some only: "we do not say so", "most of these are marked".
_NOT_SAID = re.compile(
    r"\b(?:cannot|never|usually|often|sometimes|generally|normally|try|tr(?:y|ied) to|aim|may be|might|most|many|some|"
    r"few|several|only (?:some|if|when)|possible|known|if we)\b|"
    rf"(?:\bnot|n[’']t)(?: \w+){{0,2}} {_SAID}\b|\b(?:neither|none|no one) (?:\w+ ){{0,3}}{_SAID}\b",
    re.IGNORECASE,
)
# "Where nothing beyond the abstract can be seen without a subscription" says that nothing is free.
_DENIED = re.compile(
    r"\b(?:nothing|none|not|no more|cannot|never|\w+n[’']t|only|little)\b[^,;]{0,120}?\bwithout\b", re.IGNORECASE
)
_SENTENCES = re.compile(r"[.;!?|•](?:\s|$)")
_CLAUSES = re.compile(r"[,:(–—]|\band\b")
_APART = 80


def frees_the_rest(text: str) -> bool:
    """Whether a paragraph says that all other items, those without a note or mark, or all but those with, are free."""
    return _REST_FREE.search(text) is not None or frees_the_unmarked(text) or frees_all_but_marked(text)


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
    parts = (_TO_ALL.sub("", part) for part in (before, between, behind))
    return len(between) <= _APART and not any(_LIMITED.search(part) for part in parts)


def frees_all_but_marked(text: str) -> bool:
    """Whether one sentence says that all or most items are open to anyone, and it or another that it says where not."""
    sentences = _SENTENCES.split(text)
    opened = [_exception(sentence) for sentence in sentences]
    if all(exception is None for exception in opened):
        return False
    others = (exception or sentence for sentence, exception in zip(sentences, opened, strict=True) if exception != "")
    return any(_says_where_not(other) for other in others)


def _exception(sentence: str) -> str | None:
    """What a sentence that says that items are open to anyone excepts from that, "" if nothing; None for others."""
    first = _UNLESS_FIRST.match(sentence)
    start = first.end() if first else 0
    cut = _EXCEPTION.search(sentence, start)
    end = cut.start() if cut else len(sentence)
    said = _OPEN.search(sentence, start, end)
    items = None if said else _FREE_ITEMS.search(sentence, start, end)
    said = said or items
    if said is None or (cut and _SAYS_SO.search(sentence, end) is None):
        return None
    around = (sentence[start : said.start()], items["which"] if items else "", sentence[said.end() : end])
    if any(_SELECTED.search(_OPEN.sub("", part)) for part in around):
        return None
    return sentence[:start] + sentence[end:]


def _says_where_not(text: str) -> bool:
    """Whether a text says that items are marked which only some can read."""
    if _SAYS_SO.search(text) is None or _NOT_SAID.search(text):
        return False
    if _SAYS_OTHERWISE.search(text):
        return True
    return _HINDRANCE.search(text) is not None and _TO_ALL.search(_DENIED.sub("", text)) is None


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
    policy_of_items = _OTHERWISE_FREE.sub("", policy)
    return bool(_FREE_UNLESS_MARKED.search(policy_of_items) and _MARKS.search(policy)) or frees_all_but_marked(policy)
