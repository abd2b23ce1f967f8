"""What parts of structured abstracts are called: "Background:", "METHODS", "Design/methodology/approach:"."""

from __future__ import annotations

import re

# So a part is called where a colon, a capital or nothing stands behind the word.
_PLAIN = (
    r"abstract|aims?\b(?:\(s\))?|background|introduction|objectives?|purpose|methods?|results|findings|conclusions?|"
    r"context|design|setting|problem|key (?:findings|points|messages)"
)
# Nothing but a part of an abstract is called so.
_ONLY = (
    r"aims? (?:and|&) objectives?|design\s?[/,]\s?methodology\s?[/,]\s?approach|originality(?:\s?/\s?value)?|"
    r"(?:research )?limitations?\s?/\s?implications?|(?:practical|social|managerial|theoretical) implications?|"
    r"(?:materials?|patients?|participants?|subjects?) (?:and|&) methods?|"
    r"(?:(?:main|primary|secondary) )?outcomes?(?: and)? measure(?:s|ments)?|(?:main|primary|secondary) outcomes?|"
    r"(?:main|principal) (?:findings?|results?|contribution)|"
    r"data (?:sources?|extraction|synthesis|collection|analysis)|"
    r"data (?:extraction|collection|sources) and (?:analysis|synthesis)|study (?:design|selection|setting|population)|"
    r"review methods?|search methods?|(?:eligibility|inclusion|selection) criteria|methodology/principal findings|"
    r"evidence (?:acquisition|synthesis)|(?:(?:clinical )?trial|prospero) registration(?: number)?|paper type|"
    r"what this (?:paper|study|article|review) adds(?: to [\w ]{0,40})?|"
    r"what is (?:already )?known(?: about [\w ]{0,40})?|"
    r"(?:no )?patient (?:or|and) public (?:contribution|involvement)|reporting method|methodological approach|"
    r"relevance (?:to|for) [\w ]{0,30}practice"
)
# Where a colon stands behind these, they are too; else they may begin a title, or be what a section is called.
_WORD = (
    r"aims?|approach|background|conclusions?|context|design|discussion|findings|hypothesis|importance|interpretation|"
    r"interventions?|introduction|keywords|limitations|local problem|measure(?:s|ments)?|methodology|methods?|"
    r"objectives?|observations|outcomes?|participants|purpose|rationale|recommendations|results|sample|settings?|"
    r"subjects"
)
_COLONED = (
    rf"{_ONLY}|(?:{_WORD})(?:(?:, | and | & | ?/ ?)(?:{_WORD}|patients|analysis|value|strengths))*|"
    r"strengths and limitations|implications(?: for (?:[\w-]+ (?:and )?){0,3}(?:management|policy|practice|research))?"
)
_LABEL = re.compile(
    rf"(?i:{_PLAIN})(?:\b|(?<=\)))(?:\s?:|\s+[\"'“‘(]*[A-Z0-9]|$)|(?i:{_COLONED})\s?:(?:\s|$)|"
    rf"(?i:{_ONLY})(?:\s[–—-]\s|\.\s+[A-Z]|$)"
)
_WHOLE = re.compile(rf"(?:{_PLAIN}|{_COLONED})\s?:?", re.IGNORECASE)
_ONLY_LABEL = re.compile(rf"(?:{_ONLY})\s?[:.]?", re.IGNORECASE)


def is_label(text: str) -> bool:
    """Whether a text starts with what parts of abstracts are called."""
    return _LABEL.match(text) is not None


def is_only_label(text: str) -> bool:
    """Whether a whole text is what parts of abstracts, and no sections of briefs, are called."""
    return _ONLY_LABEL.fullmatch(text) is not None


def is_whole_label(text: str) -> bool:
    """Whether a whole text is what parts of abstracts are called, though a section may be called so, too."""
    return _WHOLE.fullmatch(text) is not None
