"""What the pages of the librarian's room share."""

from __future__ import annotations

from briefqa.web.librarian_frame import Frame, bullets, facts_list, field, problem_box, whole_page

CONTROL = '<input id="file"{described}>'


def test_who_is_let_in_can_log_out() -> None:
    inside, outside = (whole_page(Frame("/librarian", form), "Checks", "") for form in ('a"b', None))
    assert 'action="/librarian/logout"><input type="hidden" name="form" value="a&quot;b">' in inside
    assert "Log out" not in outside


def test_the_title_says_where_one_is_and_what_went_wrong() -> None:
    frame = Frame("/librarian")
    assert "<title>Check a&amp;b – Librarian’s room</title>" in whole_page(frame, "Check a&b", "")
    assert "<title>Error: Librarian’s room</title>" in whole_page(frame, "Librarian’s room", "", "wrong")
    assert '<a href="/">Ask the evidence briefs</a>' in whole_page(frame, "Check", "")


def test_a_control_is_described_by_its_hint_and_its_error() -> None:
    whole = field("file", "Choose", CONTROL, "it is too <large>", hint="up to 50 MB")
    assert '<input id="file" aria-describedby="file-hint file-error" aria-invalid="true">' in whole
    assert '<span class="error" id="file-error">It is too &lt;large&gt;</span>' in whole
    assert '<input id="file" aria-describedby="file-hint">' in field("file", "Choose", CONTROL, None, hint="one")
    assert '<input id="file">' in field("file", "Choose", CONTROL, None)


def test_a_problem_leads_to_the_control_that_mends_it() -> None:
    assert problem_box(None) == ""
    assert '<p><a href="#file">It is &lt;large&gt;</a></p>' in problem_box("it is <large>", "#file")
    assert "<p>It is large</p>" in problem_box("it is large")


def test_lists() -> None:
    assert bullets(["a<b", "c"]) == "<ul><li>a&lt;b</li><li>c</li></ul>"
    assert facts_list([("Title", "<b>x</b>")]) == "<dl><div><dt>Title</dt><dd><b>x</b></dd></div></dl>"
