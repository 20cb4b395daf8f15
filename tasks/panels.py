"""The pictures of a case's page, each with what to look for in it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from data_contracts.cases import Case
from data_contracts.masks import Mask
from data_contracts.names import CLASS_WORDS
from tasks import overlay
from tasks.caching import read_array
from tasks.framing import from_square
from tasks.page_text import ORIGIN_WORDS, Explained, number

THUMBNAIL_PX = 112
THUMBNAIL_BYTES = 4400
"""Below 6,000 characters as a data URI: the page of a run with 1,000 cases stays below 10 MB."""

Words = tuple[str, str, str, str]
"""Heading, heading in the sheet of panels, text for those who do not see the picture, caption."""


@dataclass(frozen=True)
class Pixels:
    """The arrays of one case on the slice's grid (height x width).

    Attributes
    ----------
    image : uint8.
    truth : bool, or None where no mask was given.
    heatmaps : by method, float32 in [0, 1].
    masks : by origin, bool.
    cells : rows and columns of the feature map that the heatmaps come from.
    """

    image: np.ndarray
    truth: np.ndarray | None
    heatmaps: dict[str, np.ndarray]
    masks: dict[str, np.ndarray]
    cells: tuple[int, int]


@dataclass(frozen=True)
class Panel:
    """A picture of the page: its heading, what to look for in it, and its words for those who do not see it."""

    title: str
    short: str
    uri: str
    width_px: int
    height_px: int
    alt: str
    caption: str


def read_pixels(explained: Explained) -> Pixels:
    """Arrays of a case; heatmaps are put back from the network's square to the slice."""
    case = explained.case
    shape = (case.height_px, case.width_px)
    squares = {each.method: read_array(each.arrays, f"{case.case_id}/{each.method}") for each in explained.heatmaps}
    return Pixels(
        image=read_array(case.arrays, f"{case.case_id}/image"),
        truth=read_array(case.arrays, f"{case.case_id}/mask") if case.has_mask else None,
        heatmaps={method: from_square(square, case.head_box, shape) for method, square in squares.items()},
        masks={origin: read_array(mask.arrays, f"{case.case_id}/{origin}") for origin, mask in explained.masks.items()},
        cells=next(((square.shape[0], square.shape[1]) for square in squares.values()), (0, 0)),
    )


def draw(explained: Explained, pixels: Pixels) -> tuple[list[Panel], dict[str, bytes]]:
    """The panels of the page, and the picture files by name."""
    case = explained.case
    tumour = overlay.Outline(pixels.masks["segmentation"], overlay.TUMOUR_COLOUR)
    truth = [] if pixels.truth is None else [overlay.Outline(pixels.truth, overlay.TRUTH_COLOUR, dashed=True)]
    drawn = [
        (_slice_words(case), overlay.panel(pixels.image, case.spacing_mm)),
        (_mask_words(explained), overlay.panel(pixels.image, case.spacing_mm, outlines=[*truth, tumour])),
    ]
    for method, heatmap in pixels.heatmaps.items():
        evidence = overlay.Outline(pixels.masks[method], overlay.EVIDENCE_COLOUR)
        picture = overlay.panel(pixels.image, case.spacing_mm, heatmap, [tumour, evidence])
        drawn.append((_heatmap_words(explained, method, pixels.cells), picture))
    panels = [
        Panel(title, short, overlay.data_uri(overlay.jpeg(picture)), picture.width, picture.height, alt, caption)
        for (title, short, alt, caption), picture in drawn
    ]
    pictures = {
        "overlay.png": overlay.png(overlay.side_by_side([(words[1], picture) for words, picture in drawn])),
        "tumour_mask.png": overlay.mask_png(pixels.masks["segmentation"]),
        "thumbnail.jpg": _thumbnail(pixels.image, case, tumour),
    }
    for method, heatmap in pixels.heatmaps.items():
        pictures[f"heatmap_{method}.png"] = overlay.map_png(heatmap)
        pictures[f"evidence_mask_{method}.png"] = overlay.mask_png(pixels.masks[method])
    return panels, pictures


def _thumbnail(image: np.ndarray, case: Case, tumour: overlay.Outline) -> bytes:
    """The slice with the tumour mask, at the best JPEG quality that keeps to `THUMBNAIL_BYTES`."""
    picture = overlay.panel(image, case.spacing_mm, outlines=[tumour], longest_px=THUMBNAIL_PX, line_px=1.5)
    for quality in (75, 50, 25, 5):
        encoded = overlay.jpeg(picture, quality)
        if len(encoded) <= THUMBNAIL_BYTES:
            break
    return encoded


def _slice_words(case: Case) -> Words:
    size = f"{case.width_px} × {case.height_px} px"
    spacing = f", {number(case.spacing_mm[0])} × {number(case.spacing_mm[1])} mm per pixel" if case.spacing_mm else ""
    plane = "plane unknown" if case.plane == "unknown" else f"{case.plane} plane"
    return (
        "The slice",
        "Slice",
        f"The slice as read, {plane}, without marks.",
        f"As read: {size}{spacing}, {plane}. Look first for cut-off anatomy, motion, or a plane named wrongly: "
        "everything below inherits it.",
    )


def _mask_words(explained: Explained) -> Words:
    mask = explained.masks["segmentation"]
    truth = " Yellow dashes: the mask that came with the file." if explained.case.has_mask else ""
    short = "Tumour mask (cyan)" + ", truth (yellow dashes)" * explained.case.has_mask
    if mask.area_px == 0:
        said = f"No tumour was marked: the mask is empty.{truth} Look for an enhancing mass that was missed."
        return "Tumour mask", short, f"The slice; the tumour mask is empty.{truth}", said
    size = f"{number(mask.area_pct, 3)} % of the brain"
    look = "Look whether the line follows the enhancing edge, and what it leaves out."
    alt = f"The slice with the tumour mask outlined: {size}, {_centre(mask)}.{truth}"
    return "Tumour mask", short, alt, f"Cyan: tumour mask of the segmentation head, {size}.{truth} {look}"


def _heatmap_words(explained: Explained, method: str, cells: tuple[int, int]) -> Words:
    mask, name = explained.masks[method], ORIGIN_WORDS[method]
    said = CLASS_WORDS[explained.prediction.predicted_class]
    cut = f", the heatmap above its percentile {number(mask.percentile)} in the brain" if mask.percentile else ""
    agreement = "" if mask.dice_with_segmentation is None else f" (here: Dice {mask.dice_with_segmentation:.2f})"
    look = (
        f"Cyan: tumour mask. Look whether white covers cyan; where they part{agreement}, the class rests on something "
        "else than the tumour marked."
        if explained.masks["segmentation"].area_px
        else "Look what the white line holds: nothing was marked as tumour."
    )
    return (
        f"{name} heatmap",
        f"{name}: evidence (white), tumour mask (cyan)",
        f"The slice under the {name} heatmap; the evidence mask covers {number(mask.area_pct, 3)} % of the brain, "
        f"{_centre(mask)}.",
        f"Bright: what raised the score of “{said}”. White: evidence mask{cut}. {look} "
        f"The map has {cells[0]} × {cells[1]} cells over the head: finer detail is interpolated.",
    )


def _centre(mask: Mask) -> str:
    if mask.centroid_row_px is None or mask.centroid_col_px is None:
        return "empty"
    return f"centred at row {mask.centroid_row_px:.0f}, column {mask.centroid_col_px:.0f} px"
