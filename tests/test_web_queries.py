from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefqa.errors import QuestionError
from briefqa.web.queries import check_query

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


@given(st.dictionaries(st.sampled_from(["q", "k", "year"]), TEXTS), st.lists(TEXTS))
def test_whatever_is_written_as_it_should_be_is_taken(once: dict[str, str], sections: list[str]) -> None:
    pairs = [*once.items(), *(("section", section) for section in sections)]
    check_query(urlencode(pairs).encode(), {"q", "k", "year"}, {"section"})


@given(st.binary(max_size=12))
def test_what_is_taken_is_what_is_read(value: bytes) -> None:
    query = b"q=" + value.replace(b"&", b"").replace(b"=", b"")
    try:
        check_query(query, {"q"})
    except QuestionError:
        return
    # As Starlette reads it; nothing has become another character.
    assert all("\ufffd" not in one or b"%EF%BF%BD" in query.upper() for _, one in parse_qsl(query.decode()))


@pytest.mark.parametrize(
    ("query", "told"),
    [
        (b"q=a&q=b", "q is given more than once; give it once"),
        (b"q=a&%71=b", "q is given more than once; give it once"),
        (b"Q=a", "Q is not known here; see how it is spelt"),
        (b"q", ""),
        (b"&&q=a&", ""),
        (b"section=a&section=b", ""),
        (b"q=%ff", "q holds bytes that are no text; write it in UTF-8, percent-encoded"),
        (b"q=\xc3\xa9", "q holds bytes that are no text; write it in UTF-8, percent-encoded"),
        (b"%ff=1", "\N{REPLACEMENT CHARACTER} is not known here; see how it is spelt"),
    ],
)
def test_what_says_two_things_or_none_is_refused(query: bytes, told: str) -> None:
    if not told:
        check_query(query, {"q"}, {"section"})
        return
    with pytest.raises(QuestionError) as caught:
        check_query(query, {"q"}, {"section"})
    assert str(caught.value) == told


def test_without_names_nothing_may_be_given() -> None:
    check_query(b"")
    with pytest.raises(QuestionError, match="x is not known here"):
        check_query(b"x=1")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        (b"q=a&q=b", "the question is given more than once in this address; ask again"),
        (b"Q=a", "this address has a part that is not known here, “Q”; check that you copied all of it"),
        (b"q=%ff", "the question holds bytes that are no text; check that you copied all of this address"),
    ],
)
def test_people_read_words_for_the_names(query: bytes, said: str) -> None:
    with pytest.raises(QuestionError, match=f"^{said}$"):
        check_query(query, once=("q",), words={"q": "the question"})
