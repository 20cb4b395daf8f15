"""Pictures of one case: the slice, outlines of masks on it, a heatmap over it."""

from __future__ import annotations

import base64
import functools
import io
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFont
from skimage import measure

COLOUR_MAP = "inferno"
"""Perceptually uniform: equal steps of the heatmap look like equal steps."""

TUMOUR_COLOUR = (46, 222, 255)
TRUTH_COLOUR = (255, 214, 10)
EVIDENCE_COLOUR = (255, 255, 255)
HALO_COLOUR = (0, 0, 0)

LARGEST_ALPHA = 0.7
DASH_PX = 9.0
TITLE_PX = 34
GAP_PX = 6


@dataclass(frozen=True)
class Outline:
    """The edge of a mask (height x width, bool) in one colour; `dashed` tells it apart without colour."""

    mask: np.ndarray
    colour: tuple[int, int, int]
    dashed: bool = False


def panel(
    image: np.ndarray,
    spacing_mm: tuple[float, float] | None = None,
    heatmap: np.ndarray | None = None,
    outlines: Sequence[Outline] = (),
    longest_px: int = 512,
    line_px: float = 2.0,
) -> Image.Image:
    """One slice as a picture.

    Parameters
    ----------
    image : height x width, uint8.
    spacing_mm : size of a pixel along rows and columns; the picture has the proportions of the head, not of the grid.
    heatmap : height x width in [0, 1], laid over the slice: the higher the value, the less the slice shows through.
    outlines : masks of the image's shape, drawn in this order.
    longest_px : longer side of the picture.
    line_px : width of the outlines in the picture; a dark rim keeps them visible on bright ground.
    """
    row_mm, column_mm = spacing_mm or (1.0, 1.0)
    height, width = image.shape[0] * row_mm, image.shape[1] * column_mm
    scale = longest_px / max(height, width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    picture = Image.fromarray(image).resize(size, Image.Resampling.BICUBIC)
    if heatmap is not None:
        picture = _blend(picture, heatmap)
    picture = picture.convert("RGB")
    for outline in outlines:
        if outline.mask.any():
            picture.paste(HALO_COLOUR, mask=_line(outline, size, line_px + 2).point(lambda alpha: alpha * 0.6))
            picture.paste(outline.colour, mask=_line(outline, size, line_px))
    return picture


def _blend(picture: Image.Image, heatmap: np.ndarray) -> Image.Image:
    grown = Image.fromarray(heatmap.astype(np.float32)).resize(picture.size, Image.Resampling.BILINEAR)
    value = np.clip(np.asarray(grown), 0.0, 1.0)
    colour = _colours()[np.round(value * 255).astype(np.uint8)].astype(np.float32)
    alpha = (LARGEST_ALPHA * value)[..., np.newaxis]
    grey = np.asarray(picture, dtype=np.float32)[..., np.newaxis]
    return Image.fromarray(np.round(grey * (1 - alpha) + colour * alpha).astype(np.uint8))


@functools.lru_cache(maxsize=1)
def _colours() -> np.ndarray:
    """256 x 3, uint8."""
    import matplotlib

    return np.round(matplotlib.colormaps[COLOUR_MAP](np.arange(256))[:, :3] * 255).astype(np.uint8)


def _line(outline: Outline, size: tuple[int, int], line_px: float) -> Image.Image:
    """Opacity of the outline, drawn at twice the size and reduced, so that the edge is smooth."""
    canvas = Image.new("L", (size[0] * 2, size[1] * 2))
    draw = ImageDraw.Draw(canvas)
    rows, columns = outline.mask.shape
    grow = np.array([canvas.height / rows, canvas.width / columns])
    for contour in measure.find_contours(np.pad(outline.mask, 1).astype(np.float32), 0.5):
        path = ((contour - 0.5) * grow)[:, ::-1]
        for piece in _dashes(path, 2 * DASH_PX) if outline.dashed else [path]:
            draw.line([tuple(point) for point in piece.tolist()], fill=255, width=round(line_px * 2), joint="curve")
    return canvas.reduce(2)


def _dashes(path: np.ndarray, dash_px: float) -> list[np.ndarray]:
    """Every second stretch of a path (n x 2, px), by length along it."""
    along = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(path, axis=0), axis=1))])
    starts = np.arange(0.0, along[-1], 2 * dash_px)
    steps = np.linspace(0.0, 1.0, 6)
    lengths = starts[:, np.newaxis] + steps * dash_px
    return [np.stack([np.interp(at, along, path[:, 0]), np.interp(at, along, path[:, 1])], axis=1) for at in lengths]


def side_by_side(panels: Sequence[tuple[str, Image.Image]]) -> Image.Image:
    """Panels in one row, each under its title."""
    height = max(picture.height for _, picture in panels) + TITLE_PX
    width = sum(picture.width for _, picture in panels) + GAP_PX * (len(panels) - 1)
    sheet = Image.new("RGB", (width, height), (16, 20, 26))
    draw = ImageDraw.Draw(sheet)
    left = 0
    for title, picture in panels:
        draw.text(
            (left + 10, TITLE_PX // 2), title, fill=(235, 238, 242), font=_font(picture.width, title), anchor="lm"
        )
        sheet.paste(picture, (left, TITLE_PX))
        left += picture.width + GAP_PX
    return sheet


def _font(width: int, title: str) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """The largest size, up to 19 px, at which the title fits."""
    for size in range(19, 8, -1):
        font = ImageFont.load_default(size)
        if font.getlength(title) <= width - 20:
            break
    return font


def png(picture: Image.Image) -> bytes:
    """Encode without loss."""
    stream = io.BytesIO()
    picture.save(stream, "PNG", compress_level=4)
    return stream.getvalue()


def mask_png(mask: np.ndarray) -> bytes:
    """A mask (bool) as 8-bit grey, 0 and 255."""
    return png(Image.fromarray(mask.astype(np.uint8) * 255))


def map_png(heatmap: np.ndarray) -> bytes:
    """A map in [0, 1] as 8-bit grey, 0 to 255."""
    return png(Image.fromarray(np.round(np.clip(heatmap, 0.0, 1.0) * 255).astype(np.uint8)))


def jpeg(picture: Image.Image, quality: int = 88) -> bytes:
    """Encode small, for looking at."""
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=quality, subsampling=0 if quality > 80 else 2)
    return stream.getvalue()


def data_uri(encoded: bytes, kind: str = "image/jpeg") -> str:
    """The bytes as an address that needs no other file."""
    return f"data:{kind};base64,{base64.b64encode(encoded).decode('ascii')}"
