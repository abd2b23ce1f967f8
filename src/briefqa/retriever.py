"""The front door: open an index, ask it."""

from __future__ import annotations

import threading
import time
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Self

from briefqa.answer import Answer
from briefqa.answering import answers_of
from briefqa.brief import Access, Brief
from briefqa.encoding import Encoder, EncoderInfo, ModelDigests, check_model, load_encoder, open_exported
from briefqa.errors import EncoderMismatch, IndexOpenError, QuestionError
from briefqa.filters import access_of, checked_k, checked_question, checked_share, names_of, years_of
from briefqa.indexing import Index, Stamp, open_index, stamp_of
from briefqa.nhs_numbers import without_nhs_numbers
from briefqa.ranking import COVERED
from briefqa.snapshot import Snapshot

# Seconds until a newer state of the index that could not be used is tried again.
_TRY_AGAIN = 2.0


class Retriever:
    """Answers questions from one index, and from its newer states as they come. Safe to use from several threads.

    Every answer is worked out on one state of the index. Before each, a look at the manifest's date tells whether there
    is a newer state; the question that meets one first waits until it is opened, others are answered meanwhile.
    A newer state that cannot be used is passed over, and tried again 2 seconds later; `refresh` says why.
    """

    def __init__(self, index: Index, encoder: Encoder | None = None, *, covered_at: float = COVERED) -> None:
        """Use `open` unless you hold an index already.

        Args:
            index: an opened index.
            encoder: what makes a question's vector; None takes the one that the index carries, or, where it carries
                none, the model it was built with (which needs sentence-transformers), when first asked.
            covered_at: relevance of the best hit, in [0, 1], from which on a question counts as covered by the briefs;
                what a higher or lower one trades is tabled in docs/ranking.md.

        Raises:
            EncoderMismatch: `encoder` is not the one the index was built with.
            QuestionError: `covered_at` is out of range.
        """
        self._covered_at = checked_share(covered_at)
        self._given = encoder
        self._loaded: dict[ModelDigests, Encoder] = {}
        self._loading = threading.Lock()
        self._moving = threading.Lock()
        self._passed_over: tuple[Stamp, float] | None = None
        self._check_given(index)
        self._snapshot = Snapshot.of(index)

    @classmethod
    def open(
        cls,
        folder: str | Path = "indexes/default",
        encoder: Encoder | None = None,
        *,
        covered_at: float = COVERED,
    ) -> Self:
        """Open the index in a folder.

        Args:
            folder: where `briefqa index` wrote it.
            encoder: see `__init__`.
            covered_at: likewise.

        Raises:
            IndexMissing: there is none; the message says to run `briefqa index`.
            IndexCorrupt, IndexVersionError, EncoderMismatch: it cannot be used; the message says why.
            QuestionError: `covered_at` is out of range.
        """
        return cls(open_index(folder, trusting=True), encoder, covered_at=covered_at)

    @property
    def briefs(self) -> tuple[Brief, ...]:
        """The briefs that are searched, with their entries; superseded editions are left out."""
        return self._current().index.briefs

    def refresh(self) -> bool:
        """Move to the state of the index that is on disk now, as the next question would; whether that is another.

        Raises:
            IndexMissing, IndexCorrupt, IndexVersionError, EncoderMismatch: it cannot be used; the one before serves on.
        """
        with self._moving:
            before = self._snapshot
            self._move()
            return self._snapshot is not before

    def warm_up(self) -> None:
        """Load the encoder now, so that the first question does not wait for it.

        Raises:
            EncoderError, EncoderMismatch: see `ask`.
        """
        self._encoder(self._snapshot.index).encode_query(["warm up"])

    def ask(
        self,
        question: str,
        k: int = 5,
        *,
        briefs: Collection[str] | None = None,
        sections: Collection[str] | None = None,
        years: tuple[int, int] | str | None = None,
        access: Collection[Access | str] | None = None,
    ) -> Answer:
        """Answer a question.

        A filter that is empty (None, no names, a blank text) filters nothing.

        Args:
            question: 1 to 1000 characters that are not all white space. NHS numbers in it are not searched for; there
                must be something besides.
            k: at most so many hits, 1 to 100.
            briefs: only entries of briefs with these ids.
            sections: only entries under these headings, upper or lower case.
            years: only entries published in this range of years, both included: `(2019, 2025)`, or as text `2024`,
                `2019-2025`, `2022-` or `-2020`.
            access: only entries with this access: `Access.FREE`, or its name.

        Raises:
            QuestionError: an argument is of the wrong kind or out of range, or names a brief or section that is not
                there.
            EncoderError: the encoder cannot be loaded.
            EncoderMismatch: the installed encoder is not the one the index was built with.
            MissingExtra: the index carries no encoder, and sentence-transformers is not installed.
            IndexCorrupt: a file of a large index was altered; these are checked while it is asked.
        """
        (answer,) = self.ask_many([question], k, briefs=briefs, sections=sections, years=years, access=access)
        return answer

    def ask_many(
        self,
        questions: Sequence[str],
        k: int = 5,
        *,
        briefs: Collection[str] | None = None,
        sections: Collection[str] | None = None,
        years: tuple[int, int] | str | None = None,
        access: Collection[Access | str] | None = None,
    ) -> list[Answer]:
        """Answer several questions, each as `ask` would, on one state of the index: their order is kept.

        They are encoded together, which takes less time than one by one.

        Args:
            questions: any number; for each, and for all else, see `ask`.
            k: likewise.
            briefs: likewise.
            sections: likewise.
            years: likewise.
            access: likewise.

        Raises:
            QuestionError: as `ask`; of several questions, the message says which.
            EncoderError, EncoderMismatch, MissingExtra: as `ask`.
            IndexCorrupt: a file of a large index was altered; these are checked while it is asked.
        """
        asked, wanted = _all_checked(questions), checked_k(k)
        filters = names_of(briefs, "briefs"), names_of(sections, "sections"), years_of(years), access_of(access)
        snapshot = self._current()
        snapshot.index.checked.so_far()
        allowed = snapshot.allowed(*filters)
        if not asked or not allowed.any():
            empty = ((), (), (), snapshot.index.briefs)
            return [Answer(question, without_nhs_numbers(question), False, *empty) for question in asked]
        return answers_of(asked, snapshot, self._encoder(snapshot.index), allowed, wanted, self._covered_at)

    def _current(self) -> Snapshot:
        """The newest state that can be used, opened if need be."""
        index = self._snapshot.index
        stamp = stamp_of(index.folder)
        if stamp is None or stamp == index.stamp or self._tried_lately(stamp):
            return self._snapshot
        if self._moving.acquire(blocking=False):
            try:
                self._move()
            except (IndexOpenError, EncoderMismatch):
                self._passed_over = (stamp, time.monotonic())
            finally:
                self._moving.release()
        return self._snapshot

    def _tried_lately(self, stamp: Stamp) -> bool:
        """Whether a state was passed over a moment ago. Later it is tried again: its files may have come meanwhile."""
        tried, when = self._passed_over or (None, 0.0)
        return tried == stamp and time.monotonic() - when < _TRY_AGAIN

    def _move(self) -> None:
        index = self._snapshot.index
        if stamp_of(index.folder) != index.stamp:
            newer = open_index(index.folder, trusting=True)
            self._check_given(newer)
            self._snapshot = Snapshot.of(newer)

    def _check_given(self, index: Index) -> None:
        if self._given is not None:
            _check(index, self._given.info)

    def _encoder(self, index: Index) -> Encoder:
        if self._given is not None:
            return self._given
        wanted = index.manifest.encoder
        if wanted.digests not in self._loaded:
            with self._loading:
                if wanted.digests not in self._loaded:
                    self._loaded[wanted.digests] = _load(index)
        return self._loaded[wanted.digests]


def _load(index: Index) -> Encoder:
    """The encoder of questions that an index carries, or the model it was built with."""
    name = index.manifest.encoder.name
    if index.exported is not None:
        encoder = open_exported(index.exported, name)
    else:
        # Before the seconds that loading takes.
        _check_weights(index, check_model(name).weights, name)
        encoder = load_encoder(name)
    _check(index, encoder.info)
    return encoder


def _check(index: Index, info: EncoderInfo) -> None:
    expected = index.manifest.encoder
    _check_weights(index, info.weights_sha256, info.name)
    if not info.encodes_alike(expected):
        raise EncoderMismatch(
            f"{index.folder}: was built when the encoder {expected.name} had another dimension, longest text or prompt "
            f"than {info.name} has now; run `briefqa index`"
        )


def _check_weights(index: Index, digest: str, name: str) -> None:
    expected = index.manifest.encoder
    if digest != expected.weights_sha256:
        raise EncoderMismatch(
            f"{index.folder}: was built with the encoder {expected.name}, weights "
            f"{expected.weights_sha256[:12]}…, but {name} has weights {digest[:12]}…; run `briefqa index`"
        )


def _all_checked(questions: Sequence[str]) -> list[str]:
    if isinstance(questions, str) or not isinstance(questions, Iterable):
        raise QuestionError("give several questions as a list; ask one with `ask`")
    several = list(questions)
    checked = []
    for number, question in enumerate(several, start=1):
        try:
            checked.append(checked_question(question))
        except QuestionError as error:
            if len(several) == 1:
                raise
            raise QuestionError(f"question {number}: {error}") from error
    return checked
