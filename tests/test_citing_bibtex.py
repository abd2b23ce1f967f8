"""BibTeX: what bibtexparser reads back and decodes, all with its defaults, is what was written."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import bibtexparser
import pytest
from bibtexparser.middlewares import LatexDecodingMiddleware, SeparateCoAuthors, SplitNameParts
from hypothesis import given

from briefqa.citing import Kind, of_answer, of_brief, of_entries, to_bibtex
from briefqa.errors import MissingExtra
from citable import GOLDEN, answer, briefs
from tiny import brief, entry

if TYPE_CHECKING:
    from bibtexparser.model import Entry

    from briefqa.brief import Brief
    from briefqa.reading import Reading


def _read(text: str) -> list[Entry]:
    """Entries, without anything that could not be read, or stands between them."""
    library = bibtexparser.parse_string(text)
    assert library.failed_blocks == []
    assert len(library.blocks) == len(library.entries)
    return library.entries


def _decoded(text: str) -> list[dict[str, str]]:
    library = bibtexparser.parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    assert library.failed_blocks == []
    return [{field.key: field.value for field in read.fields} for read in library.entries]


def test_the_first_entries_of_the_real_brief(reading: Reading) -> None:
    first = [(listed, reading.brief) for listed in reading.brief.entries[9:13]]
    assert to_bibtex(of_entries(first)) == (GOLDEN / "first.bib").read_text(encoding="utf-8")


@given(briefs)
def test_what_is_written_is_read_back(found: Brief) -> None:
    listed = of_brief(found)
    written = to_bibtex(listed)
    assert [read.key for read in _read(written)] == [item.key for item in listed.items]
    for fields, item in zip(_decoded(written), listed.items, strict=True):
        printed = item.entry
        assert fields["title"] == printed.title
        assert fields.get("abstract", "") == printed.abstract
        assert fields.get("keywords", "") == ", ".join(printed.section)
        assert fields["annote"].split("\n") == item.notes
        assert fields.get("journal", fields.get("institution", "")) == item.parts.name
        assert fields.get("volume", "") == (item.parts.volume or "")
        assert fields.get("number", "") == (item.parts.issue or "")
        assert fields.get("year") == (f"{printed.date.year}" if printed.date else None)
        assert ("month" in fields) is bool(printed.date and printed.date.month)


AWKWARD = "{both} of { and } in \\{ \\emph{x} ~ ^ ^^41 # $1 & 50%_ -- --- `` '' Zoë naïve “so” – 漢字 😀 {\\'e} ?` !`"


def test_braces_and_all_that_tex_has_survive_in_every_field() -> None:
    full = entry(AWKWARD, f"{AWKWARD}\n{AWKWARD}", source=AWKWARD, section=(AWKWARD,), authors=AWKWARD, note=AWKWARD)
    (fields,) = _decoded(to_bibtex(of_brief(brief([full], title=AWKWARD, citation=AWKWARD))))
    assert fields["title"] == fields["institution"] == fields["keywords"] == fields["author"] == AWKWARD
    assert fields["abstract"] == f"{AWKWARD}\n{AWKWARD}"
    assert f"Note: {AWKWARD}" in fields["annote"].split("\n")
    assert f"Please acknowledge the brief as: {AWKWARD}" in fields["annote"].split("\n")


def test_names_survive_being_parted() -> None:
    authors = "O'Neill-Żak J.A., van der Berg Å, Müller JR"
    library = bibtexparser.parse_string(
        to_bibtex(of_brief(brief([entry("Title", authors=authors)]))),
        append_middleware=[SeparateCoAuthors(), SplitNameParts(), LatexDecodingMiddleware()],
    )
    first, second, third = library.entries[0]["author"]
    assert (first.last, first.first) == (["O'Neill-Żak"], ["J.A."])
    assert (second.von, second.last, second.first) == (["van", "der"], ["Berg"], ["Å"])
    assert (third.last, third.first) == (["Müller"], ["JR"])


@pytest.mark.parametrize("decoded_first", [True, False])
def test_authors_with_commas_and_letters_behind_them_are_no_broken_entry(decoded_first: bool) -> None:
    parted = [SeparateCoAuthors(), SplitNameParts()]
    stack = [LatexDecodingMiddleware(), *parted] if decoded_first else [*parted, LatexDecodingMiddleware()]
    for authors, families in (
        ("Smith, Jane, RN, PhD, MBA", ["Smith"]),
        ("Smith, J., Jones, K. and Brown, L.", ["Smith", "Jones", "Brown"]),
    ):
        text = to_bibtex(of_brief(brief([entry("One", authors=authors)])))
        library = bibtexparser.parse_string(text, append_middleware=stack)
        assert library.failed_blocks == []
        assert [" ".join(name.last) for name in library.entries[0]["author"]] == families


@pytest.mark.parametrize("authors", ["Department of Health and Social Care", "A, B, C, D and NHS England"])
def test_what_is_one_name_stays_one_where_it_is_parted_before_it_is_decoded(authors: str) -> None:
    stack = [SeparateCoAuthors(), SplitNameParts(), LatexDecodingMiddleware()]
    library = bibtexparser.parse_string(
        to_bibtex(of_brief(brief([entry("One", authors=authors)]))), append_middleware=stack
    )
    assert [name.last for name in library.entries[0]["author"]] == [[f"{{{authors}}}"]]


def test_addresses_are_read_without_the_decoder_as_the_document_says() -> None:
    """The decoder takes a % for the beginning of a comment; written as TeX, no other program could open the address."""
    url = "https://example.org/a%20b_c"
    written = to_bibtex(of_brief(brief([entry("Title", url=url)])))
    assert _read(written)[0]["url"] == url
    assert _decoded(written)[0]["url"] == "https://example.org/a"


@given(briefs)
def test_braces_are_balanced_as_bibtex_counts_them(found: Brief) -> None:
    depth = 0
    for character in to_bibtex(of_brief(found)):
        depth += {"{": 1, "}": -1}.get(character, 0)
        assert depth >= 0
    assert depth == 0


def test_all_fields() -> None:
    full = entry("NHS & co", source="Journal of Tests 1(2), pp. 10–19", authors="Smith J, Roe A et al.", doi="10.1/x_y")
    (read,) = _read(to_bibtex(of_brief(brief([full], citation="Please. Do."))))
    fields = {field.key: field.value for field in read.fields}
    assert read.entry_type == "article"
    assert fields["author"] == "Smith, J and Roe, A and others"
    assert fields["title"] == r"{NHS \& co}"
    assert (fields["journal"], fields["volume"], fields["number"]) == ("Journal of Tests", "1", "2")
    assert (fields["pages"], fields["doi"], fields["year"]) == ("10--19", "10.1/x_y", "2024")
    assert fields["annote"].endswith("Please acknowledge the brief as: Please. Do.")


@pytest.mark.parametrize(
    ("source", "kind", "type_and_field"),
    [("NHS England", Kind.REPORT, ("techreport", "institution")), ("", Kind.OTHER, ("misc", "title"))],
)
def test_types(source: str, kind: Kind, type_and_field: tuple[str, str]) -> None:
    listed = of_brief(brief([entry("Title", source=source)]))
    (read,) = _read(to_bibtex(listed))
    assert listed.items[0].kind is kind
    assert (read.entry_type, type_and_field[1] in read.fields_dict) == (type_and_field[0], True)


def test_authors_that_cannot_be_parted_stay_whole() -> None:
    (read,) = _read(to_bibtex(of_brief(brief([entry("Title", authors="Rock and Roll Team, NHS")]))))
    assert read.fields_dict["author"].value == "{Rock and Roll Team, NHS}"


@given(briefs)
def test_there_are_as_many_authors_as_were_parted(found: Brief) -> None:
    listed = of_brief(found)
    library = bibtexparser.parse_string(to_bibtex(listed), append_middleware=[SeparateCoAuthors()])
    for read, item in zip(library.entries, listed.items, strict=True):
        field = read.fields_dict.get("author")
        expected = len(item.people.named) + item.people.others if item.people.named else bool(item.people.printed)
        assert (len(field.value) if field else 0) == expected


def test_a_title_that_begins_with_a_sign_is_no_accented_letter() -> None:
    (read,) = _read(to_bibtex(of_brief(brief([entry("#HelloMyNameIs on NHS Wards")]))))
    assert read.fields_dict["title"].value == r"{{}\#HelloMyNameIs on NHS Wards}"


def test_an_answer_says_what_was_asked() -> None:
    found = brief([entry("One"), entry("Two")])
    first, _ = _read(to_bibtex(of_answer(answer(found))))
    assert (
        "Question: how do porters sleep?\nCovered by the briefs: yes\nRelevance: strong"
        in first.fields_dict["annote"].value
    )


def test_nothing_is_nothing() -> None:
    assert to_bibtex(of_entries([])) == ""


def test_without_the_library_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "bibtexparser", None)
    with pytest.raises(MissingExtra, match=r"briefqa\[cite\]"):
        to_bibtex(of_entries([]))
