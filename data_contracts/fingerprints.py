"""By what a picture is recognised, in its own file or saved again in another."""

from __future__ import annotations

from pydantic import Field

from data_contracts.record import Record


class Fingerprint(Record):
    """A picture's digest and its difference hashes.

    Attributes
    ----------
    image_sha256 : of the decoded pixels; equal for equal pictures in files that differ.
    difference_hash, mirrored_hash : 256 bits as 64 hex digits, of the picture and of its mirror image; all 0 for a picture
        too empty to be told from another.
    """

    image_sha256: str
    difference_hash: str = Field(pattern=r"^[0-9a-f]{64}$")
    mirrored_hash: str = Field(pattern=r"^[0-9a-f]{64}$")
