"""What people asked, where the deployer wants it kept: written on this machine only, and read for gaps."""

from briefqa.question_log.gaps import Gap, find_gaps, says_nothing, show_gaps
from briefqa.question_log.log import LoggedQuestion, QuestionLog, ReadLog, read_log

__all__ = [
    "Gap",
    "LoggedQuestion",
    "QuestionLog",
    "ReadLog",
    "find_gaps",
    "read_log",
    "says_nothing",
    "show_gaps",
]
