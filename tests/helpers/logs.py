"""Collects log records that no test asked for."""

import logging
import re
from collections.abc import Sequence
from types import TracebackType


class UnexpectedLogs(logging.Handler):
    """While active, keeps every record of WARNING or above whose message no pattern matches."""

    def __init__(self, allowed: Sequence[str] = ()) -> None:
        super().__init__(logging.WARNING)
        self.unexpected: list[str] = []
        self._allowed = [re.compile(pattern) for pattern in allowed]

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if not any(pattern.search(message) for pattern in self._allowed):
            self.unexpected.append(f"{record.levelname} {record.name}: {message}")

    def __enter__(self) -> "UnexpectedLogs":
        logging.getLogger().addHandler(self)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        logging.getLogger().removeHandler(self)
