"""A look at the HTML that the page is made of: its tags and its text, and whether all that is opened is closed."""

from __future__ import annotations

from html.parser import HTMLParser

# What markup and scripts from briefs and questions look like.
HOSTILE = (
    '<script>alert("x")</script><img src=x onerror=alert(1)>"\'&${document.title=1}{{value}}[a](javascript:alert(1))'
)
_VOID = {"input", "meta", "br", "link"}


class Parsed(HTMLParser):
    """Tags and text of a fragment; fails where tags are not closed in order or an id stands twice."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)
        self.close()
        assert not self.open, f"never closed: {self.open}"
        ids = [attributes["id"] for _, attributes in self.tags if "id" in attributes]
        assert len(ids) == len(set(ids)), ids

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of each such tag, in order."""
        return [attributes for name, attributes in self.tags if name == tag]

    def links(self) -> list[str]:
        """Where its links lead."""
        return [str(attributes["href"]) for attributes in self.all("a")]


def assert_inert(html: str) -> Parsed:
    """Nothing in it runs or is fetched by itself: no such tags, no handlers, no links but to known kinds of address."""
    page = Parsed(html)
    tags = {tag for tag, _ in page.tags}
    assert tags.isdisjoint({"script", "img", "iframe", "object", "embed", "link", "style", "base", "svg", "video"})
    for tag, attributes in page.tags:
        assert not any(name.startswith("on") for name in attributes), (tag, attributes)
        assert "style" not in attributes
        assert "src" not in attributes
    for link in page.links():
        assert link.startswith(("https://", "http://", "mailto:", "?", "#", "./")), link
    for attributes in page.all("a"):
        if str(attributes["href"]).startswith("http"):
            assert attributes["rel"] == "noopener noreferrer"
    return page
