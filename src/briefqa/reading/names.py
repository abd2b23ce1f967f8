"""Names of publications: what organisations and journals are called, and which are known."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

# Publishers that NHS evidence briefs cite without volume or date often enough to be worth knowing. Apostrophes are
# straight, and match curly ones.
PUBLISHERS = frozenset(
    {
        "ACAS",
        "Academy of Medical Royal Colleges",
        "Acas",
        "Age UK",
        "British Medical Association",
        "CIPD",
        "Care Quality Commission",
        "Carers UK",
        "Chartered Institute of Personnel and Development",
        "Department of Health and Social Care",
        "GOV.UK",
        "General Medical Council",
        "Health Education England",
        "Health Education and Improvement Wales",
        "Health Foundation",
        "Health Services Safety Investigations Body",
        "Healthwatch",
        "Healthwatch England",
        "Hospice UK",
        "House of Commons Library",
        "Institute for Public Policy Research",
        "Ipsos MORI",
        "Joseph Rowntree Foundation",
        "King's Fund",
        "Local Government Association",
        "Macmillan Cancer Support",
        "Marie Curie",
        "NHS",
        "NHS Confederation",
        "NHS Digital",
        "NHS Education for Scotland",
        "NHS Employers",
        "NHS England",
        "NHS England eLearning for Healthcare",
        "NHS England elearning for healthcare",
        "NHS Improvement",
        "NHS Providers",
        "NHS Scotland",
        "NHS Wales",
        "NICE",
        "National Audit Office",
        "National Institute for Health and Care Excellence",
        "National Institute for Health and Care Research",
        "Nuffield Trust",
        "Nursing and Midwifery Council",
        "Office for National Statistics",
        "Public Health England",
        "Public Health Wales",
        "Queen's Nursing Institute",
        "Resolution Foundation",
        "Royal College of Emergency Medicine",
        "Royal College of General Practitioners",
        "Royal College of Midwives",
        "Royal College of Nursing",
        "Royal College of Physicians",
        "Royal College of Psychiatrists",
        "Scottish Government",
        "Skills for Care",
        "Skills for Health",
        "Social Care Institute for Excellence",
        "The Health Foundation",
        "The King's Fund",
        "The Queen's Nursing Institute",
        "Timewise",
        "UK Health Security Agency",
        "UK Parliament",
        "UNISON",
        "Unison",
        "Welsh Government",
        "What Works Centre for Wellbeing",
        "World Health Organization",
        "e-learning for healthcare",
        "eLearning for Healthcare",
        "elearning for healthcare",
    }
)
# What journals' names begin with, often enough to find where one starts behind a title in capitals.
JOURNAL = re.compile(
    r"(?<!\S)(?:(?:(?:The|An?)\s)?(?:(?:International|British|European|American|Australian|Canadian|Scandinavian|London|"
    r"Irish|Scottish|Indian|African|Asian|Nordic|New\sZealand|World|Open|Global|Online)\s)?"
    r"(?:Journal|Archives|Annals|Bulletin|Proceedings)\sof\s|"
    r"(?:British|European|International|American|Australian|Canadian|Irish|Scottish|Nordic|Scandinavian)\s"
    r"(?:Journal|Medical|Nurse|Nursing|Review)\b|"
    r"BM[JC]\s?[A-Z]|BMJ\b|BJGP\b|The\sLancet\b|Lancet\b|PL[oO]S\s[A-Z]|Frontiers\sin\s|Advances\sin\s|Nursing\sTimes\b|"
    r"Nursing\sStandard\b|JMIR\s|JAMA\b|Cochrane\sDatabase\b|Health\sService\sJournal\b|HSJ\b|Perspectives\sin\s|"
    r"Progress\sin\s|Future\sHealthcare\sJournal\b|Human\sResources\sfor\sHealth\b|Health\s&\sSocial\sCare\b)"
)

_ORGANISATION = re.compile(
    r"\b(?:NHS|NICE|BMJ|BMC|Academy|Agency|Alliance|Association|Authority|Board|Body|Bureau|Centre|Center|College|"
    r"Commission|Committee|Confederation|Council|Department|Faculty|Federation|Forum|Foundation|Fund|FutureNHS|Government|Group|"
    r"Healthcare|Healthwatch|Hospitals?|Hub|Institute|Institution|Journal|Lancet|Library|Ministry|Network|Nursing|Office|"
    r"Organi[sz]ation|Partnership|Press|Programme|Research|Review|School|Service|Services|Society|Team|Times|Trust|Union|"
    r"University|Unit|UK|Wales|Scotland|England|Ireland)\b"
)
# Words in names that are not in capitals.
CONNECTORS = frozenset(
    {"of", "and", "in", "the", "for", "on", "to", "with", "by", "at", "&", "de", "der", "und", "et", "a", "an", "la"}
)

# "Better Births four years on" ends, and does not go on with a name.
_YEARS_ON = re.compile(r"\b(?:years?|months?|weeks?|decades?) on$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Names:
    """Names of publications that are known: met elsewhere in a brief, or well-known publishers.

    Attributes:
        met: names met elsewhere in the brief.
        authored: whether most sources of the brief that have a volume have authors before it.
        parted: whether hardly any source of the brief has a year that nothing but a space parts from its name.
    """

    met: frozenset[str] = frozenset()
    authored: bool = False
    parted: bool = False
    _by_first: dict[str, list[str]] = field(default_factory=dict)
    _by_last: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in {_straight(name) for name in self.met} | PUBLISHERS:
            words = name.split()
            self._by_first.setdefault(words[0], []).append(name)
            self._by_last.setdefault(words[-1], []).append(name)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and _straight(name) in self._by_first.get(_straight(name.split(" ", 1)[0]), ())

    def leading(self, text: str) -> str | None:
        """The longest known name that a text starts with, as whole words and as the text spells it."""
        straight = _straight(text)
        found = [name for name in self._by_first.get(straight.split(" ", 1)[0], ()) if straight.startswith(f"{name} ")]
        name = max(found, key=len, default=None)
        # By itself it may be a publisher's; with more behind it, it starts another body's name, or a title.
        return None if name is None or (name == "NHS" and text[4:5].isalpha()) else text[: len(name)]

    def ending(self, text: str) -> str | None:
        """The longest known name that a text ends with, something before it, as the text spells it."""
        straight = _straight(text)
        found = [name for name in self._by_last.get(straight.rsplit(" ", 1)[-1], ()) if straight.endswith(f" {name}")]
        name = max(found, key=len, default=None)
        return None if name is None else text[-len(name) :]


def _straight(text: str) -> str:
    """A text with straight apostrophes, as long as before."""
    return text.replace("’", "'")


NO_NAMES = Names()


def goes_on(before: str) -> bool:
    """Whether the last word of a text, in small letters, joins it with what stands behind it."""
    words = before.split()
    return bool(words) and words[-1] in CONNECTORS and _YEARS_ON.search(before) is None


@lru_cache(maxsize=512)
def capitalised_share(text: str) -> float:
    """How many of a text's words are in capitals, connecting words aside, from 0 to 1."""
    words = [word for word in re.findall(r"[^\W\d_][\w'’-]*", text) if word.lower() not in CONNECTORS]
    return sum(word != word.lower() for word in words) / len(words) if words else 0.0


def is_worded_as_name(text: str) -> bool:
    """Whether a name starts with a journal's words, or holds those that organisations are named with."""
    return JOURNAL.match(text) is not None or _ORGANISATION.search(text) is not None


def mentions_name_words(text: str) -> bool:
    """Whether a text holds words that journals and organisations are named with."""
    return _ORGANISATION.search(text) is not None or JOURNAL.search(text) is not None
