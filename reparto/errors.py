"""One error family: what happened (title) and what to do about it (message)."""


class RepartoError(Exception):
    """Something a person can act on.

    ``title`` says in one short sentence what happened; ``message`` says what to do. Both are already
    in the reader's language. Anything that is not a RepartoError is a bug and may look like one.
    """

    def __init__(self, message: str, *, title: str) -> None:
        super().__init__(message)
        self.title = title
        self.message = message

    def __str__(self) -> str:
        return f"{self.title} {self.message}".strip()


class UnreadableExport(RepartoError):
    """The bytes cannot be read as a table: wrong type, damaged, empty, or unsafe to unpack."""


class UnknownLayout(RepartoError):
    """The table was read, but its columns are not those of any export that can be used."""


class OperationProblem(RepartoError):
    """The operation's folder or its settings cannot be used."""


class StoreProblem(RepartoError):
    """The snapshots cannot be read or written."""


class QuestionProblem(RepartoError):
    """A question does not exist, or was asked with filters that it cannot understand."""
