"""Notices: lines that say whom to ask, or when something was last checked, wherever in a brief they stand."""

from __future__ import annotations

import re

from briefqa.reading.dates import is_date

_LONGEST = 160
_CONTACT = re.compile(
    r"[\w.+-]@[\w-]+\.\w|\b(?:tel(?:ephone)?|phone|ext(?:ension)?)\b\.?:?\s?\(?\+?\d|"
    r"(?<!\w)\(?0\d{2,4}\)?[ -]?\d{3,4}[ -]?\d{3,4}\b|^(?:contacts?|e-?mail|enquiries|queries)(?:\s?:|\sus\b)",
    re.IGNORECASE,
)
_CHECKED = re.compile(
    r"^(?:(?:this |the |all )?(?:page|link|brief|list|section|search|content)s? )?(?:was |were |has been |have been )?"
    r"(?:last )?(?:checked|accessed|reviewed|verified|updated|modified|edited|printed|searched)(?: on| in)?\s?:?\s+",
    re.IGNORECASE,
)


def is_notice(text: str) -> bool:
    """Whether a short text says whom to ask, or when something was last checked."""
    if len(text) > _LONGEST:
        return False
    checked = _CHECKED.match(text)
    return _CONTACT.search(text) is not None or (checked is not None and is_date(text[checked.end() :].rstrip(" .)")))
