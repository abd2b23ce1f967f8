"""Which part of an entry each line of a brief is.

No single clue is safe: blank lines come and go, an abstract may hold a year, a title may look like a heading.
So every line gets a cost for each role it could play, every pair of neighbours a cost for following each
other, and the cheapest sequence of roles wins (Viterbi's algorithm). The costs, in points, state how much
each clue counts; `docs/reading.md` explains them. A point or less is a habit, five or more nearly forbids.

Lines that play one role look alike in a file that keeps any look at all. So once roles are assigned, each role's
looks are counted, and roles are assigned again with points against a look that a role hardly ever has.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from briefqa.reading.clues import Clues
from briefqa.reading.names import CONNECTORS, capitalised_share
from briefqa.reading.neighbours import pair_of
from briefqa.reading.pace import LOOKED, Pace
from briefqa.reading.role_costs import cost_of
from briefqa.reading.role_order import Steps, follow_end, steps
from briefqa.reading.roles import IMPOSSIBLE, IN_ABSTRACT, MORE_WITH_SOURCE, OUTSIDE, SOURCES, STARTS_ENTRY, Role
from briefqa.reading.setting import Setting
from briefqa.reading.unlisted import resource_titles, unlisted_titles, with_titles

_Looks = dict[tuple[str, tuple[object, ...]], float]
# Roles whose lines tend to look alike, together.
_LOOKS: Mapping[Role, str] = {
    Role.FRONT: "front",
    Role.HEADING: "heading",
    Role.POINTER: "pointer",
    **dict.fromkeys((*STARTS_ENTRY, Role.TITLE_MORE, *MORE_WITH_SOURCE), "title"),
    **dict.fromkeys((*SOURCES, Role.SOURCE_MORE, Role.SOURCE_REST, Role.SOURCE_REST_ABSTRACT), "source"),
    **dict.fromkeys((Role.ABSTRACT, Role.ABSTRACT_MORE, Role.PARAGRAPH), "abstract"),
}
_PASSES = 3
# So many headings show how they are written.
_HABIT = 4
# A heading takes so many words more than most of a file's at most without a doubt.
_MORE_WORDS = 2


def assign_roles(clues: Sequence[Clues], setting: Setting, pace: Pace | None = None) -> list[Role]:
    """The most plausible role of every line, in order.

    Raises:
        ReadError: it would take too long.
    """
    weighed = pace.over(clues, LOOKED, 1.0) if pace else clues
    own = [_own_costs(here, setting, listed=position in setting.headings) for position, here in enumerate(weighed)]
    order = [steps(pair_of(before, here, compact=setting.compact)) for before, here in pairwise(clues)]
    roles = _cheapest(clues, own, order, _first_looks(clues))
    unlisted: frozenset[int] = frozenset()
    several = len({here.signature for here in clues}) > 1
    for _ in range(_PASSES - 1):
        small, close = _against_small_letters(clues, roles), _against_close_headings(clues, roles)
        unstopped = _against_unstopped(clues, roles)
        unlisted |= unlisted_titles(clues, roles, setting) | resource_titles(clues, roles, setting)
        usual = _usual_words(clues, roles)
        if not (several or small or close or unstopped or unlisted or usual):
            break
        looks = _looks(clues, roles) if several else {}
        odd = _with_odd_abstracts(clues, _with_odd_headings(clues, own, small, close, usual), unstopped)
        odd = with_titles(odd, unlisted)
        again = _cheapest(clues, odd, order, looks)
        if again == roles:
            break
        roles = again
    return roles


def _against_small_letters(clues: Sequence[Clues], roles: Sequence[Role]) -> float:
    """Points against a heading in small letters, where enough of a file's are in capitals and hardly any in others."""
    cases = Counter(_case(here) for here, role in zip(clues, roles, strict=True) if role is Role.HEADING)
    capitals, small = cases["capitals"], cases["small"]
    return _rarity(capitals, small)


def _against_close_headings(clues: Sequence[Clues], roles: Sequence[Role]) -> float:
    """Points against a heading with no blank line below, where enough of a file's have one and hardly any has none."""
    following = [after for here, after in pairwise(zip(clues, roles, strict=True)) if here[1] is Role.HEADING]
    apart = sum(here.line.gap for here, _ in following)
    return _rarity(apart, len(following) - apart)


def _against_unstopped(clues: Sequence[Clues], roles: Sequence[Role]) -> float:
    """Points against an abstract without a stop at its end, where enough of a file's have one and hardly any none."""
    ends = [
        here.terminal
        for i, (here, role) in enumerate(zip(clues, roles, strict=True))
        if role in IN_ABSTRACT and not here.item and (i + 1 == len(roles) or roles[i + 1] not in IN_ABSTRACT)
    ]
    return _rarity(sum(ends), len(ends) - sum(ends))


def _with_odd_abstracts(
    clues: Sequence[Clues], own: Sequence[Mapping[Role, float]], unstopped: float
) -> Sequence[Mapping[Role, float]]:
    """The costs of roles with points against abstracts, or paragraphs of one, that are shaped as titles are."""
    if not unstopped:
        return own
    return [
        {role: cost + (unstopped if role in IN_ABSTRACT else 0.0) for role, cost in costs.items()}
        if here.bare_first or _is_lone(clues, i)
        else costs
        for i, (here, costs) in enumerate(zip(clues, own, strict=True))
    ]


def _is_lone(clues: Sequence[Clues], position: int) -> bool:
    """Whether a line makes a paragraph by itself and ends as no sentence does."""
    here = clues[position]
    parted = position + 1 == len(clues) or (clues[position + 1].line.gap and not clues[position + 1].line.page_break)
    return here.line.gap and parted and not (here.terminal or here.item or here.in_item or here.line.small)


def _usual_words(clues: Sequence[Clues], roles: Sequence[Role]) -> int:
    """How many words three in four of a file's headings have at most; 0 where it has few headings."""
    words = sorted(len(here.line.text.split()) for here, role in zip(clues, roles, strict=True) if role is Role.HEADING)
    return words[int(0.75 * len(words))] if len(words) > _HABIT else 0


def _rarity(usual: int, odd: int) -> float:
    """Points, up to 3, against what is seldom, where so many show what is usual."""
    return min(3.0, 1.5 * math.log((usual + 1.5) / (odd + 1.5))) if usual >= _HABIT and usual > odd else 0.0


def _case(here: Clues) -> str:
    """Whether a line is in capitals or in small letters, connecting words aside; one word alone shows neither."""
    text = here.line.text
    if sum(word.lower() not in CONNECTORS for word in text.split()) < 2:
        return ""
    share = capitalised_share(text)
    return "capitals" if share == 1.0 else "small" if share <= 0.5 else ""


def _with_odd_headings(
    clues: Sequence[Clues], own: Sequence[Mapping[Role, float]], small: float, close: float, usual: int
) -> Sequence[Mapping[Role, float]]:
    """The costs of roles with points against headings unlike most: long, in small letters, or with no blank line below.

    Not those that contents, numbers or a style tell.
    """
    if not (small or close or usual):
        return own
    result = list(own)
    for i, (here, costs) in enumerate(zip(clues, own, strict=True)):
        if len(costs) == 1 or Role.HEADING not in costs or here.line.style.level:
            continue
        odd = small if _case(here) == "small" else 0.0
        odd += close if i + 1 < len(clues) and not clues[i + 1].line.gap else 0.0
        longer = len(here.line.text.split()) - usual - _MORE_WORDS
        odd += min(3.0, 0.75 * max(0, longer)) if usual else 0.0
        result[i] = {**costs, Role.HEADING: costs[Role.HEADING] + odd}
    return result


def _first_looks(clues: Sequence[Clues]) -> _Looks:
    """Points before any role is known: what most of the text looks like is abstracts, and headings look otherwise."""
    sizes: Counter[tuple[object, ...]] = Counter()
    for here in clues:
        sizes[here.signature] += len(here.line.text)
    if len(sizes) < 2:
        return {}
    body = max(sizes, key=lambda signature: sizes[signature])
    points = {("abstract", signature): 2.0 for signature in sizes if signature != body}
    points["heading", body] = 1.5
    return points


def _looks(clues: Sequence[Clues], roles: Sequence[Role]) -> _Looks:
    """Points against each look of each role: how much rarer it is there than the role's commonest, as a logarithm."""
    counts: defaultdict[str, Counter[tuple[object, ...]]] = defaultdict(Counter)
    for here, role in zip(clues, roles, strict=True):
        if role in _LOOKS:
            counts[_LOOKS[role]][here.signature] += 1
    looks = {here.signature for here in clues}
    points = {}
    for kind in set(_LOOKS.values()):
        most = max(counts[kind].values(), default=0)
        for signature in looks:
            # A role met once or twice has not shown yet what it looks like.
            rarer = math.log((most + 1.5) / (counts[kind][signature] + 1.5))
            # Headings are told by nothing else where contents and links are missing.
            points[kind, signature] = min(5.0, 1.5 * rarer if kind == "heading" else rarer)
            if kind != "heading" and _is_headings(counts, signature):
                points[kind, signature] = min(5.0, points[kind, signature] + 2.0)
    return points


def _is_headings(counts: Mapping[str, Counter[tuple[object, ...]]], signature: tuple[object, ...]) -> bool:
    """Whether a look is that of headings, and of hardly anything else in the file."""
    headings = counts["heading"][signature]
    others = sum(count[signature] for kind, count in counts.items() if kind != "heading")
    return headings >= _HABIT and headings > _HABIT * others


def _cheapest(
    clues: Sequence[Clues], own: Sequence[Mapping[Role, float]], order: Sequence[Steps], looks: _Looks
) -> list[Role]:
    """The sequence of roles with the fewest points."""
    costs: dict[Role, float] = {}
    back: list[dict[Role, Role]] = []
    for position, here in enumerate(clues):
        signature = here.signature
        alone = {role: cost + looks.get((_LOOKS.get(role, ""), signature), 0.0) for role, cost in own[position].items()}
        if position:
            costs, origin = _step(costs, alone, order[position - 1])
        else:
            costs = {role: cost + _first(role) for role, cost in alone.items() if role in OUTSIDE | STARTS_ENTRY}
            origin = {role: role for role in costs}
        back.append(origin)
    if not back:
        return []
    linked = clues[-1].linked_throughout
    role = min(
        costs, key=lambda last: (costs[last] + follow_end(last, linked=linked, bare=clues[-1].bare_last), last.value)
    )
    roles = [role]
    for origin in reversed(back[1:]):
        role = origin[role]
        roles.append(role)
    return roles[::-1]


def _own_costs(here: Clues, setting: Setting, *, listed: bool) -> dict[Role, float]:
    """What each possible role costs a line by itself."""
    if listed:
        # What the contents block names is a heading, however it looks.
        return {Role.HEADING: 0.0}
    costs = ((role, cost_of(role, here, setting)) for role in Role)
    return {role: cost for role, cost in costs if cost < IMPOSSIBLE}


def _step(
    costs: Mapping[Role, float],
    own: Mapping[Role, float],
    order: Steps,
) -> tuple[dict[Role, float], dict[Role, Role]]:
    """The cheapest way to each role of a line, and the role before it on that way."""
    reached: dict[Role, float] = {}
    origin: dict[Role, Role] = {}
    for role, cost in own.items():
        cheapest = IMPOSSIBLE
        for earlier, between in order[role]:
            total = costs.get(earlier, IMPOSSIBLE) + between
            if total < cheapest:
                cheapest, origin[role] = total, earlier
        if cheapest < IMPOSSIBLE:
            reached[role] = cheapest + cost
    return reached, origin


def _first(role: Role) -> float:
    """Points against a body's starting with a role."""
    return 0.0 if role in (Role.FRONT, Role.HEADING) else 2.5
