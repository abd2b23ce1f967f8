"""Lines that contents would name if they were headings."""

from __future__ import annotations

from briefqa.reading.lines import Line
from briefqa.reading.looking import look
from briefqa.reading.names import NO_NAMES
from briefqa.reading.roles import Role
from briefqa.reading.setting import Setting
from briefqa.reading.unlisted import resource_titles, unlisted_titles, with_titles

H, T, S, A, P = Role.HEADING, Role.TITLE, Role.SOURCE, Role.ABSTRACT, Role.POINTER
WARDS = ["Wards", "Nights", "Care homes", "Pay", "Abroad"]


def told(
    *parts: tuple[Role, str], listed: tuple[str, ...] = tuple(WARDS), contents: bool = True, last: bool = False
) -> list[str]:
    """The texts that are told to be titles, among sections of an entry each."""
    rest = [] if last else [(H, "Wards"), (T, "A night on the wards"), (S, "BMJ Open 1(2), 2020")]
    sections = [
        part for ward in WARDS[1:] for part in ((H, ward), (T, "A day on the wards"), (S, "BMJ Open 1(2), 2020"))
    ]
    all_parts = [*sections, *parts, *rest]
    clues = look([Line(n, text, gap=True) for n, (_, text) in enumerate(all_parts, 1)], NO_NAMES)
    headings = frozenset(i for i, (role, text) in enumerate(all_parts) if role is H and text in listed)
    found = unlisted_titles(clues, [role for role, _ in all_parts], Setting(headings, contents))
    return [all_parts[i][1] for i in sorted(found)]


def test_one_above_a_listed_heading() -> None:
    assert told((H, "Naps")) == ["Naps"]


def test_each_that_is_shaped_as_a_title() -> None:
    bare = [f"Naps for porters on {ward} wards" for ward in ("small", "large", "busy", "quiet")]
    assert told(*((H, text) for title in bare for text in (title,)), (T, "Rest"), (A, "Rest helps.")) == bare


def test_not_several_that_may_be_a_level_of_their_own() -> None:
    entry = ((T, "A night on the wards"), (S, "BMJ Open 1(2), 2020"))
    level = [
        part for name in ("Porters at night in large hospitals", "Nurses", "Doctors") for part in ((H, name), *entry)
    ]
    assert told((H, "Trials"), *level, listed=(*WARDS, "Trials")) == []
    assert told(*entry, *level[:3]) == ["Porters at night in large hospitals"]


def test_none_where_no_contents_tell() -> None:
    assert told((H, "Naps"), contents=False) == []
    assert told((H, "Naps"), listed=("Wards", "Nights")) == []


def test_what_is_all_of_a_section() -> None:
    assert told((H, "Film"), (P, "The porter’s night"), listed=(*WARDS, "Film")) == ["The porter’s night"]
    for text in ("Nothing was found", "See the library’s pages", "Porters sleep less.", "• Naps", "Sleep 9(1), 2020"):
        assert told((H, "Film"), (P, text), listed=(*WARDS, "Film")) == []


def test_the_last_line_of_a_file() -> None:
    assert told((H, "Naps for porters on small wards"), last=True) == ["Naps for porters on small wards"]
    assert told((H, "Naps"), last=True) == []
    assert told((H, "Film"), (H, "Naps"), listed=(*WARDS, "Film"), last=True) == ["Naps"]


def test_points_go_against_what_is_no_title() -> None:
    own = [{T: 1.0, H: 1.0, A: 0.0, P: 0.5, S: 0.0}, {T: 1.0, H: 1.0}]
    changed = with_titles(own, {0})
    assert changed[0] == {T: 1.0, H: 7.0, A: 6.0, P: 6.5, S: 0.0}
    assert changed[1] == own[1]


def test_what_is_called_as_one_work_is_between_a_heading_and_an_entry() -> None:
    def told_by_words(text: str, *, contents: bool = False, above: Role = H) -> bool:
        parts = [(above, "Resources"), (H, text), (T, "A night on the wards"), (S, "BMJ Open 1(2), 2020")]
        clues = look([Line(n, said, gap=True) for n, (_, said) in enumerate(parts, 1)], NO_NAMES)
        return resource_titles(clues, [role for role, _ in parts], Setting(frozenset(), contents)) == {1}

    assert told_by_words("Menopause awareness e-learning")
    assert told_by_words("A night porter’s podcast")
    assert not told_by_words("Menopause awareness e-learning", contents=True)
    assert not told_by_words("Menopause awareness e-learning", above=A)
    for section in ("Toolkits", "Training and e-learning", "Employer Induction Toolkit", "Menopause awareness"):
        assert not told_by_words(section)
