"""What a librarian does with the folder of briefs: take a brief in, and put things back as they were.

`Library` is the way in. Nothing here knows how it is shown or who may do it.
"""

from typing import TYPE_CHECKING

from briefqa.lazy import lazily

if TYPE_CHECKING:
    from briefqa.library.desk import Holdings, Library, Review, TurnBack
    from briefqa.library.incoming import MAX_UPLOAD, Upload, too_large
    from briefqa.library.meaning import Kind, Meaning
    from briefqa.library.names import safe_name
    from briefqa.library.outcome import Outcome, move_in_words
    from briefqa.library.preview import Preview
    from briefqa.library.shelf import Move
    from briefqa.library.worker import Work

__all__ = [
    "MAX_UPLOAD",
    "Holdings",
    "Kind",
    "Library",
    "Meaning",
    "Move",
    "Outcome",
    "Preview",
    "Review",
    "TurnBack",
    "Upload",
    "Work",
    "move_in_words",
    "safe_name",
    "too_large",
]

# The processes that read one upload, or build the index, need only a part of it.
__getattr__ = lazily(
    __name__,
    {
        **dict.fromkeys(("Holdings", "Library", "Review", "TurnBack"), "desk"),
        **dict.fromkeys(("MAX_UPLOAD", "Upload", "too_large"), "incoming"),
        **dict.fromkeys(("Kind", "Meaning"), "meaning"),
        "safe_name": "names",
        **dict.fromkeys(("Outcome", "move_in_words"), "outcome"),
        "Preview": "preview",
        "Move": "shelf",
        "Work": "worker",
    },
)
