"""A build that reuses vectors gives the index that a full build gives, and encodes only what is new."""

from __future__ import annotations

import shutil
import tracemalloc
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from briefqa import Retriever
from briefqa.encoding import load_encoder
from briefqa.indexing import build_index, open_index, read_manifest
from briefqa.indexing.passages import ToEncode
from briefqa.indexing.reuse import Earlier, Encoded, encode, encodes_as
from briefqa.terms import places_of
from conftest import SEEDS
from tiny import HashingEncoder, brief_text, make_index, without

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from briefqa.encoding import Encoder, Progress, Span, Vectors
    from briefqa.indexing import Index

ALL = encodes_as(HashingEncoder())
QUESTIONS = ("sleep of porters on night shifts", "sign language", "peer support on wards")
# What an edit may do to a brief of `brief_text`: words change, a sentence comes, an entry goes, an edition comes.
EDITS = (
    ("five hours", "four hours"),
    ("They stay for an hour.", "They stay for an hour. They come back."),
    ("Sleep Medicine 9(1), June 2022", "Sleep Medicine 9(2), June 2022"),
    (
        "Training\n\nTeaching sign language to receptionists\n\nNHS England, March 2021\n\nReceptionists learnt",
        "Learnt",
    ),
    ("May 2024", "June 2025"),
)


class NamedEncoder(HashingEncoder):
    """Remembers what it was given."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def encode_document(
        self,
        texts: Sequence[str],
        progress: Progress | None = None,
        left_out: Sequence[Sequence[Span]] | None = None,
    ) -> Vectors:
        self.texts += texts
        return super().encode_document(texts, progress, left_out)


def answers(folder: Path, encoder: Encoder) -> list[dict[str, Any]]:
    retriever = Retriever.open(folder, encoder)
    return [retriever.ask(question).to_dict() for question in QUESTIONS]


def vectors_of(index: Index) -> Vectors:
    return index.vectors(range(len(index.passages)))


def assert_same_index(folder: Path, fresh: Path) -> None:
    """Entries, passages and terms byte for byte, by the digests in their names; vectors but for their last bits."""
    one, other = read_manifest(folder), read_manifest(fresh)
    for role in ("entries", "passages", "terms"):
        assert one.blobs[role] == other.blobs[role]
    assert replace(one, blobs={}, previous=None) == replace(other, blobs={})
    np.testing.assert_allclose(vectors_of(open_index(folder)), vectors_of(open_index(fresh)), atol=1e-5)


@pytest.fixture
def ward(tmp_path: Path) -> Index:
    return open_index(make_index(tmp_path / "ward", ward=brief_text()))


# Names of files and the edits made to each; a name without edits is removed, or added as it was.
STEPS = st.lists(
    st.tuples(st.sampled_from(["ward", "home", "clinic"]), st.lists(st.sampled_from(EDITS), max_size=2)),
    min_size=1,
    max_size=5,
)


@settings(
    max_examples=settings.default.max_examples // 4,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=STEPS)
def test_after_any_changes_the_index_equals_a_full_build(
    steps: list[tuple[str, list[tuple[str, str]]]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("sequence")
    seeds = folder / "seeds"
    seeds.mkdir()
    (seeds / "always.txt").write_text(brief_text("Staff Rooms"), encoding="utf-8")
    for turn, (name, edits) in enumerate(steps):
        file = seeds / f"{name}.txt"
        if not edits and file.exists():
            file.unlink()
        else:
            # Two files may be editions of one brief.
            text = file.read_text(encoding="utf-8") if file.exists() else brief_text("Ward Life")
            for old, new in edits:
                text = text.replace(old, new)
            file.write_text(text, encoding="utf-8")
        build_index(seeds, folder / "index", HashingEncoder())
        build_index(seeds, folder / f"fresh-{turn}", HashingEncoder(), full=True)
        assert_same_index(folder / "index", folder / f"fresh-{turn}")
        assert answers(folder / "index", HashingEncoder()) == answers(folder / f"fresh-{turn}", HashingEncoder())


def test_only_texts_that_are_new_are_encoded(tmp_path: Path) -> None:
    folder = make_index(tmp_path, ward=brief_text())
    file = tmp_path / "seeds" / "ward.txt"
    file.write_text(brief_text().replace("five hours", "four hours"))
    encoder = NamedEncoder()
    report = build_index(tmp_path / "seeds", folder, encoder)
    sentence = "Porters who work at night sleep less than four hours."
    assert sorted(encoder.texts) == sorted([sentence, f"Night shifts and sleep among porters. {sentence}"])
    assert report.encoded == 1


def test_where_nothing_is_new_no_model_is_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = make_index(tmp_path, ward=brief_text(), home=brief_text("Home Life"))
    (tmp_path / "seeds" / "home.txt").unlink()
    digests = HashingEncoder().info.digests
    monkeypatch.setattr("briefqa.indexing.reuse.check_model", lambda _: digests)
    monkeypatch.setattr("briefqa.indexing.build.load_encoder", lambda name: pytest.fail(f"{name} was loaded"))
    report = build_index(tmp_path / "seeds", folder, "hashing")
    assert (report.encoded, report.entries, report.changes.removed) == (0, 3, ("home.txt",))


def test_a_full_build_encodes_everything(tmp_path: Path) -> None:
    folder = make_index(tmp_path, ward=brief_text())
    encoder = HashingEncoder()
    assert build_index(tmp_path / "seeds", folder, encoder, full=True).encoded == 3
    assert encoder.encoded == 10


def test_vectors_of_other_weights_are_not_reused(tmp_path: Path) -> None:
    folder = make_index(tmp_path, ward=brief_text())
    encoder = HashingEncoder("other", "1" * 64)
    assert build_index(tmp_path / "seeds", folder, encoder).encoded == 3
    assert read_manifest(folder).encoder == encoder.info


def test_a_broken_index_is_not_reused(tmp_path: Path) -> None:
    folder = make_index(tmp_path, ward=brief_text())
    vectors = folder / read_manifest(folder).blobs["vectors"][0].path
    data = vectors.read_bytes()
    vectors.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    assert build_index(tmp_path / "seeds", folder, HashingEncoder()).encoded == 3
    assert len(open_index(folder).entries) == 3


def about(topic: Sequence[str], texts: Sequence[str]) -> list[ToEncode]:
    """Texts of a brief with this topic."""
    return [ToEncode(text, tuple(topic)) for text in texts]


def of_ward(ward: Index, texts: Sequence[str]) -> list[ToEncode]:
    return about(ward.manifest.topics["ward-life"], texts)


def plainly(made_of: Sequence[ToEncode]) -> Vectors:
    """Their vectors, without the words of their topics."""
    return HashingEncoder().encode_query([without(text, places_of(text, topic)) for text, topic in made_of])


class TestEncode:
    def test_each_text_is_encoded_once(self, tmp_path: Path) -> None:
        encoder = NamedEncoder()
        texts = ["a sleep", "b rest", "a sleep"]
        found = encode(tmp_path, about((), texts), [0, 1, 2], None, encodes_as(encoder), lambda: encoder)
        assert encoder.texts == ["a sleep", "b rest"]
        assert found.entries == 2
        np.testing.assert_array_equal(all_of(found), encoder.encode_query(texts))

    def test_a_text_of_briefs_about_other_things_has_a_vector_for_each(self, tmp_path: Path) -> None:
        encoder = NamedEncoder()
        text = "Porters sleep."
        texts = [ToEncode(text, ()), ToEncode(text, ("porter",)), ToEncode(text, ("porter",))]
        for encoded in (2, 0):  # the second time with what the first kept
            found = encode(tmp_path, texts, [0, 1, 2], None, ALL, lambda: encoder)
            assert found.entries == encoded
            np.testing.assert_array_equal(all_of(found), encoder.encode_query([text, "sleep", "sleep"]))

    def test_known_and_new_texts_come_in_their_order(self, ward: Index, tmp_path: Path) -> None:
        texts = ["A new text.", "They stay for an hour.", "Another.", "Teaching sign language to receptionists"]
        made_of = of_ward(ward, texts)
        found = encode(tmp_path, made_of, [0, 1, 1, 2], Earlier.of(ward), ALL, HashingEncoder)
        assert found.entries == 2
        np.testing.assert_array_equal(all_of(found), plainly(made_of))

    def test_more_texts_than_a_window_or_a_block(self, ward: Index, tmp_path: Path) -> None:
        texts = [f"text {number // 2}" for number in range(10_000)] + ["They stay for an hour."]
        owners = [number // 7 for number in range(len(texts))]
        told: list[tuple[int, int]] = []
        made_of = of_ward(ward, texts)
        found = encode(
            tmp_path, made_of, owners, Earlier.of(ward), ALL, HashingEncoder, lambda *done: told.append(done)
        )
        np.testing.assert_array_equal(all_of(found), plainly(made_of))
        assert told == sorted(told)
        # Before the first batch, too.
        assert told[0] == (0, 1429)
        assert len(told) == 1 + -(-5000 // 256)
        # The last entry has only a text that is known.
        assert told[-1] == (found.entries, found.entries) == (1429, 1429)

    def test_no_texts_are_no_vectors(self, ward: Index, tmp_path: Path) -> None:
        found = encode(tmp_path, [], [], Earlier.of(ward), ALL, lambda: pytest.fail("loaded"))
        assert (all_of(found).shape, found.info) == ((0, 64), HashingEncoder().info)
        assert all_of(encode(tmp_path, [], [], None, ALL, HashingEncoder)).shape == (0, 64)

    @pytest.mark.parametrize("field", [{"max_length": 10}, {"prompts": {"query": "", "document": "passage: "}}])
    def test_another_length_or_prompt_makes_other_vectors(
        self, field: dict[str, Any], ward: Index, tmp_path: Path
    ) -> None:
        """Also where the model's files do not tell, as a library has another default."""
        encoder = NamedEncoder()
        encoder.info = replace(encoder.info, **field)
        texts = ["They stay for an hour.", "New."]
        found = encode(tmp_path, of_ward(ward, texts), [0, 1], Earlier.of(ward), ALL, lambda: encoder)
        assert found.entries == 2
        assert encoder.texts == texts

    def test_a_stopped_encoding_is_gone_on_with(self, tmp_path: Path) -> None:
        texts = [f"text {number}" for number in range(1000)]
        owners = list(range(1000))
        with pytest.raises(KeyboardInterrupt):
            encode(tmp_path, about((), texts), owners, None, ALL, lambda: StoppedEncoder(3))
        encoder = NamedEncoder()
        found = encode(tmp_path, about((), texts), owners, None, ALL, lambda: encoder)
        assert encoder.texts == texts[768:]
        assert (found.entries, found.resumed) == (232, 768)
        np.testing.assert_array_equal(all_of(found), HashingEncoder().encode_query(texts))

    def test_with_everything_kept_no_model_is_loaded(self, tmp_path: Path) -> None:
        texts = ["a sleep", "b rest"]
        encode(tmp_path, about((), texts), [0, 1], None, ALL, HashingEncoder)
        found = encode(tmp_path, about((), texts), [0, 1], None, ALL, lambda: pytest.fail("loaded"))
        assert (found.entries, found.resumed) == (0, 2)
        np.testing.assert_array_equal(all_of(found), HashingEncoder().encode_query(texts))


class WideEncoder(HashingEncoder):
    """Vectors that are large, and cost nothing."""

    WIDTH = 8192

    def __init__(self) -> None:
        super().__init__()
        self.info = replace(self.info, dimension=self.WIDTH)

    def encode_document(self, texts: Sequence[str], *_: object) -> Vectors:
        return np.ones((len(texts), self.WIDTH), dtype=np.float32)


def test_memory_does_not_grow_with_the_corpus_while_it_is_encoded(tmp_path: Path) -> None:
    texts = [f"text {number}" for number in range(5000)]
    tracemalloc.start()
    found = encode(tmp_path, about((), texts), range(5000), None, ALL, WideEncoder)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found.entries == 5000
    everything = len(texts) * WideEncoder.WIDTH * 4
    # A window, and copies of it on the way to the disk.
    assert peak < everything / 3


def all_of(found: Encoded) -> Vectors:
    return np.concatenate([np.zeros((0, found.info.dimension), np.float32), *found.blocks()])


class StoppedEncoder(HashingEncoder):
    """Ctrl-C comes after some calls."""

    def __init__(self, calls: int) -> None:
        super().__init__()
        self.calls = calls

    def encode_document(
        self,
        texts: Sequence[str],
        progress: Progress | None = None,
        left_out: Sequence[Sequence[Span]] | None = None,
    ) -> Vectors:
        if self.calls == 0:
            raise KeyboardInterrupt
        self.calls -= 1
        return super().encode_document(texts, progress, left_out)


def test_a_stopped_build_leaves_the_index_and_is_gone_on_with(tmp_path: Path) -> None:
    folder = make_index(tmp_path, ward=brief_text())
    before = answers(folder, HashingEncoder())
    manifest = read_manifest(folder)
    # Each brief has some 440 texts of its own.
    for name in ("one", "two"):
        long = "".join(f"Receptionists of ward {name} {number} learnt.\n" for number in range(420))
        (tmp_path / "seeds" / f"{name}.txt").write_text(brief_text(name.title()) + long, encoding="utf-8")
    with pytest.raises(KeyboardInterrupt):
        build_index(tmp_path / "seeds", folder, StoppedEncoder(2))
    assert read_manifest(folder) == manifest
    assert answers(folder, HashingEncoder()) == before
    encoder = HashingEncoder()
    report = build_index(tmp_path / "seeds", folder, encoder)
    assert report.resumed == 512
    fresh = NamedEncoder()
    build_index(tmp_path / "seeds", tmp_path / "fresh", fresh)
    assert encoder.encoded == len(fresh.texts) - 512 - manifest.passages
    assert_same_index(folder, tmp_path / "fresh")
    assert not list(folder.glob("encoded-*"))


def test_of_the_real_brief_only_the_changed_entry_is_encoded(
    index_folder: Path, encoder: Encoder, tmp_path: Path
) -> None:
    """Batches of other shapes move the last bits of vectors."""
    shutil.copytree(SEEDS, tmp_path / "seeds")
    shutil.copytree(index_folder, tmp_path / "index")
    (file,) = (tmp_path / "seeds").glob("social*.txt")
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace("we find that link workers", "we found that link workers", 1).replace(
            "This paper reports the results", "This paper tells the results", 1
        ),
        encoding="utf-8",
    )
    report = build_index(tmp_path / "seeds", tmp_path / "index", encoder)
    assert report.encoded == report.changes.entries[0].changed == 1
    build_index(tmp_path / "seeds", tmp_path / "fresh", encoder, full=True)
    assert_same_index(tmp_path / "index", tmp_path / "fresh")


def test_the_name_of_a_model_is_enough(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "ward.txt").write_text(brief_text())
    build_index(tmp_path / "seeds", tmp_path / "index", "bundled")
    assert read_manifest(tmp_path / "index").encoder == load_encoder().info


def test_of_a_broken_index_it_is_still_known_what_changed(tmp_path: Path) -> None:
    folder = make_index(tmp_path, ward=brief_text(), home=brief_text("Home Life"))
    (folder / read_manifest(folder).blobs["vectors"][0].path).unlink()
    (tmp_path / "seeds" / "home.txt").unlink()
    changes = build_index(tmp_path / "seeds", folder, HashingEncoder()).changes
    assert (changes.unchanged, changes.removed, changes.added) == (("ward.txt",), ("home.txt",), ())
