"""Which slices show the same picture, or nearly: equal digests, like thumbnails, like difference hashes."""

from __future__ import annotations

import hashlib

import numpy as np
from skimage.transform import resize

from data_contracts.fingerprints import Fingerprint

THUMBNAIL_PX = 32
HASH_SIDE = 16
HASH_BYTES = HASH_SIDE**2 // 8
BLOCK = 512

NEAR_DUPLICATE_CORRELATION = 0.98
"""Thumbnails above this are near-duplicates. Among the 5,000 BRISC training slices 1,202 pairs lie above 0.995, which are
copies; below it neighbouring slices of one series begin. Of the 1,718 pairs above 0.98, 8 join two series of
`series_hint.csv`; of the 3,710 above 0.96, 225 do."""

NEAR_DUPLICATE_BITS = 14
"""Hashes of 256 bits that differ in at most so many bits are near-duplicates: the valley of the histogram of distances
on the BRISC training slices. 204 pairs lie at 5 bits, 4 at 14, 34 at 20 and more from there on; no pair up to 19 bits
joins two series (1,281 pairs). There the hash adds 4 pairs to those with like thumbnails (all at 12 to 14 bits): it is for what a
correlation misses, as a bright marker burnt into one copy."""


def image_digest(image: np.ndarray) -> str:
    """sha256 of an array's values and shape: equal for equal pictures in files that differ."""
    return hashlib.sha256(
        f"{image.shape} {image.dtype.str}".encode() + np.ascontiguousarray(image).tobytes()
    ).hexdigest()


def thumbnail(image: np.ndarray) -> np.ndarray:
    """The whole slice (h, w) reduced to (32, 32) float32, mean 0 and length 1; all 0 for a flat slice."""
    small = resize(image.astype(np.float32), (THUMBNAIL_PX, THUMBNAIL_PX), order=1, anti_aliasing=True)
    small -= small.mean()
    length = float(np.linalg.norm(small))
    return small / length if length > 1e-6 else np.zeros_like(small)


def difference_hash(image: np.ndarray) -> np.ndarray:
    """Where the slice (h, w) uint8 grows brighter to the right, on a grid of 16 x 16.

    Returns
    -------
    (256,) float32 of 1/16 and -1/16, so that two hashes that differ in d bits have the product 1 - d / 128. All 0 where
    fewer bits are set than twice `NEAR_DUPLICATE_BITS`: such a slice is too empty to be told from another.
    """
    import imagehash
    from PIL import Image

    bits = imagehash.dhash(Image.fromarray(image), HASH_SIDE).hash.ravel()
    if np.count_nonzero(bits) < 2 * NEAR_DUPLICATE_BITS:
        return np.zeros(bits.size, dtype=np.float32)
    return np.where(bits, 1, -1).astype(np.float32) / HASH_SIDE


def fingerprint(image_sha256: str, hashes: tuple[np.ndarray, np.ndarray]) -> Fingerprint:
    """A slice's digest and its hashes (256,), as it is and mirrored, as `difference_hash` makes them."""
    as_it_is, mirrored = (np.packbits(each > 0).tobytes().hex() for each in hashes)
    return Fingerprint(image_sha256=image_sha256, difference_hash=as_it_is, mirrored_hash=mirrored)


def fingerprint_of(image: np.ndarray) -> Fingerprint:
    """By what a slice (h, w) uint8 is recognised when it is saved again, at another size or mirrored."""
    return fingerprint(image_digest(image), (difference_hash(image), difference_hash(image[:, ::-1])))


def alike(rows: np.ndarray, mirrored: np.ndarray, above: float) -> np.ndarray:
    """Pairs of slices that look the same, or the same but mirrored left to right.

    Parameters
    ----------
    rows, mirrored : (n, k) float32 of length 1 or 0, the slices and the slices mirrored.
    above : pairs whose product is above this count.

    Returns
    -------
    (pairs, 2) int, first < second.
    """
    pairs = [np.empty((0, 2), dtype=np.intp)]
    for start in range(0, len(rows), BLOCK):
        block = rows[start : start + BLOCK]
        likeness = np.maximum(block @ rows[start:].T, block @ mirrored[start:].T)
        first, second = np.nonzero(likeness > above)
        pairs.append(np.column_stack([first, second])[first < second] + start)
    return np.concatenate(pairs)


def near_duplicates(thumbnails: np.ndarray, hashes: np.ndarray, mirrored_hashes: np.ndarray) -> np.ndarray:
    """Pairs with like thumbnails or like hashes, mirror images included.

    Parameters
    ----------
    thumbnails : (n, 32, 32), as `thumbnail` makes them.
    hashes, mirrored_hashes : (n, 256), as `difference_hash` makes them of the slices and the slices mirrored.

    Returns
    -------
    (pairs, 2) int, first < second; a pair found both ways is there twice.
    """
    flat, mirrored = (each.reshape(len(thumbnails), -1) for each in (thumbnails, thumbnails[:, :, ::-1]))
    by_thumbnail = alike(flat, mirrored, NEAR_DUPLICATE_CORRELATION)
    by_hash = alike(hashes, mirrored_hashes, 1 - (NEAR_DUPLICATE_BITS + 0.5) / (HASH_SIDE**2 / 2))
    return np.concatenate([by_thumbnail, by_hash])
