"""What the environment or the input did. Each error carries one sentence a tenant can act on.

What *we* did wrong is an ordinary exception and never a `TiaError`.
"""

from __future__ import annotations


class TiaError(Exception):
    """Base of all expected failures. `sentence` says what is wrong and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class InputError(TiaError):
    """Something that was given cannot be used as it is."""


class UnknownRecordError(InputError):
    """A record with this id is not in the inspection."""


class OwnLandlordError(InputError):
    """A tenant inspection adviser may never inspect their own landlord (guidance para 35)."""


class StaleWriteError(InputError):
    """The record changed since it was read; the caller must look again before writing."""


class NotAnInspectionError(InputError):
    """The file is not an inspection file of ours, or it carries things we never put in."""


class NewerFileError(InputError):
    """The file was written by a newer version of the program. It is left untouched."""


class ReadOnlyError(InputError):
    """The file or its folder cannot be written to."""


class LockedFileError(TiaError):
    """The inspection is open in another window or program on this laptop."""


class WrongKeyError(TiaError):
    """The file is protected and the given key does not open it."""


class StorageError(TiaError):
    """Saving failed: the disk is full or the disk reports an error. Nothing was shown as saved."""


class DamagedFileError(TiaError):
    """The file is damaged.

    Attributes:
        backup: path of the newest good backup that is known, as text, or None.
    """

    def __init__(self, sentence: str, backup: str | None = None) -> None:
        super().__init__(sentence)
        self.backup = backup
