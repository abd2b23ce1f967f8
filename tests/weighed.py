"""What a line by itself costs in a role, for tests of the modules that weigh it."""

from __future__ import annotations

from briefqa.reading.clues import Clues
from briefqa.reading.lines import Line, Link
from briefqa.reading.looking import look
from briefqa.reading.names import Names
from briefqa.reading.role_costs import cost_of
from briefqa.reading.roles import Role
from briefqa.reading.setting import Setting

OPEN = Setting(frozenset(), has_contents=False)
LISTED = Setting(frozenset(), has_contents=True)
MET = Names(frozenset({"Porters Weekly"}))
LINK = "https://a.uk"


def seen(line: str | Line) -> Clues:
    return look([Line(1, line, gap=True) if isinstance(line, str) else line], MET)[0]


def cost(role: str, line: str | Line, setting: Setting = OPEN) -> float:
    return cost_of(Role[role], seen(line), setting)


def linked(text: str) -> Line:
    return Line(1, text, gap=True, links=(Link(0, len(text), LINK),))
