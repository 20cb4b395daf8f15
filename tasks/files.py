"""How this house writes a file: whole or not at all."""

from __future__ import annotations

import hashlib
import os
import uuid
from pathlib import Path

from data_contracts.record import FileRef


def write_atomically(path: Path, content: bytes) -> FileRef:
    """Write a file whole or not at all. When this returns, the file outlives the process and the power.

    Two that write one path at once do not meet: each has a hidden file of its own beside it, and the later of them gives it
    its name. The folder must be there.
    """
    partial = path.with_name(f".{uuid.uuid4().hex}.partial")
    try:
        with partial.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(partial, path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    return FileRef(path=str(path), sha256=hashlib.sha256(content).hexdigest())
