"""Placement in MNI and the names under a mask, checked on phantoms whose truth is known."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest
from prefect.settings import PREFECT_LOCAL_STORAGE_PATH, temporary_settings

from data_contracts.cases import Case, Cases
from data_contracts.locations import Location
from data_contracts.masks import Mask, Masks
from data_contracts.record import CaseError, FileRef
from data_contracts.settings import AtlasSettings
from tasks.atlas import BAND_TOLERANCE, atlas, load_atlas, locate_all, nearest_regions
from tasks.caching import write_arrays
from tasks.phantom import SELLA_MM, Phantom, make_phantom
from tasks.placement import View, hemisphere_of, place, view_of
from tasks.template import NORMAL, near_brain

SETTINGS = AtlasSettings()
NOWHERE = FileRef(path="none", sha256="0" * 64)


def _case(image: np.ndarray, plane: str, **more: object) -> Case:
    height, width = image.shape
    return Case(
        case_id="0" * 16, source="phantom.png", input=NOWHERE, height_px=height, width_px=width, plane=plane,
        head_box=(0, 0, height, width), head_pct=50.0, contrast=200.0, **({"arrays": NOWHERE} | more),
    )  # fmt: skip


def _record(mask: np.ndarray, **more: object) -> Mask:
    return Mask(
        case_id="0" * 16, origin="segmentation", threshold=0.5, brain_px=mask.size, area_px=int(mask.sum()),
        area_pct=100 * float(mask.mean()), **({"arrays": NOWHERE} | more),
    )  # fmt: skip


def _location(image: np.ndarray, mask: np.ndarray, plane: str, **more: object) -> Location:
    return locate_all(_case(image, plane, **more), image, [(_record(mask), mask)], SETTINGS)[0]


def _lateral(plane: str) -> Phantom:
    """A phantom whose lesion is well to one side, on an image of unequal axes."""
    for seed in range(60):
        phantom = make_phantom("meningioma", plane, np.random.default_rng(seed))
        x = phantom.xyz_mm[phantom.mask][:, 0]
        if phantom.image.shape == (256, 216) and np.abs(x).min() > 8:
            return phantom
    raise AssertionError("no such phantom in 60 seeds")


@pytest.mark.parametrize(
    ("xyz_mm", "region", "hemisphere", "part"),
    [
        ((-26, -20, -15), "Hippocampus", "left", "subcortical"),
        ((26, -20, -15), "Hippocampus", "right", "subcortical"),
        ((0, -30, -35), "Brain-Stem", "midline", "subcortical"),
        ((-10, -28, 22), "Lateral Ventricle", "left", "subcortical"),
        ((25, 60, 5), "Frontal Pole", "right", "cortical"),
    ],
)
def test_known_places_have_their_names(
    xyz_mm: tuple[float, float, float], region: str, hemisphere: str, part: str
) -> None:
    index = load_atlas().at(np.array([xyz_mm], dtype=float), 25)[0]
    label = load_atlas().labels[index - 1]
    assert (label.region, label.hemisphere, label.atlas) == (region, hemisphere, part)


def test_points_outside_the_atlas_have_no_name() -> None:
    outside = np.array([[200.0, 0, 0], [-200, 0, 0], [0, 300, 0], [0, 0, -200], [77, 0, 0]])
    assert not load_atlas().at(outside, 0).any()


def test_a_less_probable_region_is_no_region() -> None:
    grid = np.stack(np.meshgrid(*[np.arange(-60.0, 61, 6)] * 3, indexing="ij"), axis=-1).reshape(-1, 3)
    loose, strict = load_atlas().at(grid, 10), load_atlas().at(grid, 60)
    assert 0 < np.count_nonzero(strict) < np.count_nonzero(loose)
    assert (loose[strict > 0] == strict[strict > 0]).all()


def test_the_pituitary_fossa_has_no_name_but_neighbours() -> None:
    assert load_atlas().at(SELLA_MM[None], SETTINGS.region_probability_pct)[0] == 0
    near = nearest_regions(SELLA_MM, True, SETTINGS)
    distances = [each.distance_mm for each in near]
    assert len(near) == SETTINGS.nearby_regions
    assert distances == sorted(distances)
    assert distances[0] > 1


def test_the_atlas_is_never_written() -> None:
    loaded = load_atlas()
    before = hashlib.sha256(loaded.index.tobytes() + loaded.probability_pct.tobytes()).hexdigest()
    phantom = _lateral("coronal")
    _location(phantom.image, phantom.mask, "coronal")
    assert hashlib.sha256(loaded.index.tobytes() + loaded.probability_pct.tobytes()).hexdigest() == before
    with pytest.raises(ValueError, match="read-only"):
        loaded.index[0, 0, 0] = 1
    with pytest.raises(ValueError, match="read-only"):
        loaded.probability_pct[0, 0, 0] = 1


@pytest.mark.parametrize("plane", ["axial", "coronal"])
def test_a_mirrored_slice_swaps_hemispheres(plane: str) -> None:
    phantom = _lateral(plane)
    seen = _location(phantom.image, phantom.mask, plane)
    mirrored = _location(phantom.image[:, ::-1], phantom.mask[:, ::-1], plane)
    assert seen.hemisphere == hemisphere_of(phantom.xyz_mm[phantom.mask])
    assert {seen.hemisphere, mirrored.hemisphere} == {"left", "right"}
    assert seen.hemisphere_from == "image"
    assert seen.x_mm is not None
    assert mirrored.x_mm is not None
    assert mirrored.x_mm == pytest.approx(-seen.x_mm, abs=6)


@pytest.mark.parametrize("plane", ["axial", "coronal"])
def test_however_a_file_stores_a_slice_its_affine_sets_it_right(plane: str) -> None:
    phantom = _lateral(plane)
    xyz = phantom.xyz_mm.astype(float)

    def stored(turn: object) -> Location:
        image, mask, where = turn(phantom.image), turn(phantom.mask), turn(xyz)  # type: ignore[operator]
        affine = np.eye(4)
        affine[:3, 0], affine[:3, 1], affine[:3, 3] = where[1, 0] - where[0, 0], where[0, 1] - where[0, 0], where[0, 0]
        return _location(image, mask, "unknown", affine=tuple(affine.ravel()))

    upright = stored(lambda array: array)
    assert upright.hemisphere_from == "affine"
    assert upright.hemisphere == hemisphere_of(phantom.xyz_mm[phantom.mask])
    for turn in (
        lambda array: array[:, ::-1],
        lambda array: array[::-1],
        lambda array: array.swapaxes(0, 1),
        lambda array: array.swapaxes(0, 1)[::-1, ::-1],
    ):
        assert stored(turn) == upright


def test_anisotropic_pixels_are_seen_in_millimetres() -> None:
    phantom = _lateral("axial")
    spacing = tuple(
        float(np.linalg.norm(phantom.xyz_mm[1, 0] - phantom.xyz_mm[0, 0]) * factor) for factor in (1.0, 2.0)
    )
    half = _location(phantom.image[:, ::2], phantom.mask[:, ::2], "axial", spacing_mm=spacing)
    whole = _location(phantom.image, phantom.mask, "axial", spacing_mm=(spacing[0], spacing[0]))
    for name in ("x_mm", "y_mm", "z_mm"):
        assert getattr(half, name) == pytest.approx(getattr(whole, name), abs=5)


def test_a_sagittal_slice_does_not_claim_a_side() -> None:
    for seed in range(4):
        phantom = make_phantom("glioma", "sagittal", np.random.default_rng(seed))
        location = _location(phantom.image, phantom.mask, "sagittal")
        turned = _location(phantom.image[:, ::-1], phantom.mask[:, ::-1], "sagittal")
        assert location.hemisphere in (None, "midline")
        assert location.x_mm is None
        assert {region.hemisphere for region in location.regions} <= {None, "midline"}
        assert turned.y_mm == pytest.approx(location.y_mm, abs=4)


def test_shares_add_up_and_lie_in_their_range() -> None:
    everything = AtlasSettings(smallest_overlap_pct=0)
    for plane in NORMAL:
        phantom = make_phantom("glioma", plane, np.random.default_rng(5))
        case = _case(phantom.image, plane)
        (location,) = locate_all(case, phantom.image, [(_record(phantom.mask), phantom.mask)], everything)
        named = sum(region.overlap_pct for region in location.regions)
        assert location.unnamed_pct is not None
        assert named + location.unnamed_pct == pytest.approx(100, abs=1)
        for region in location.regions:
            assert region.overlap_low_pct <= region.overlap_pct <= region.overlap_high_pct


def test_phantoms_are_found_where_they_are() -> None:
    level, centre, covered = [], [], []
    for number in range(24):
        plane = list(NORMAL)[number % 3]
        phantom = make_phantom("meningioma", plane, np.random.default_rng([11, number]))
        placement = place(phantom.image, View(plane), phantom.mask)
        true_level = abs(phantom.level_mm) if plane == "sagittal" else phantom.level_mm
        band = placement.band(BAND_TOLERANCE)
        reach = max(2.0, *(abs(fit.level_mm - band[0].level_mm) for fit in band))
        level.append(abs(band[0].level_mm - true_level))
        covered.append(level[-1] <= reach)
        truth = phantom.xyz_mm[phantom.mask].mean(axis=0)
        if plane == "sagittal":
            truth[0] = abs(truth[0])
        centre.append(np.linalg.norm(placement.world(band[0], phantom.mask).mean(axis=0) - truth))
    assert np.median(level) <= 4
    assert np.median(centre) <= 8
    assert np.mean(covered) >= 0.8


def test_a_tumour_is_in_the_head_or_just_outside_the_brain() -> None:
    places = np.array([[0.0, -18, 8], SELLA_MM, [95, 0, 0], [0, 0, 120], [-500, 0, 0]])
    assert near_brain(places).tolist() == [True, True, False, False, False]


@pytest.mark.parametrize(
    ("points", "side"),
    [
        ([[30, 0, 0], [40, 0, 0]], "right"),
        ([[-30, 0, 0], [-40, 0, 0]], "left"),
        ([[-6, 0, 0], [6, 0, 0]], "midline"),
        ([[-10, 0, 0], [20, 0, 0], [30, 0, 0]], "both"),
    ],
)
def test_sides(points: list[list[float]], side: str) -> None:
    assert hemisphere_of(np.array(points, dtype=float)) == side


def test_what_cannot_be_placed_is_not() -> None:
    phantom = make_phantom("glioma", "axial", np.random.default_rng(2))
    assert _location(phantom.image, phantom.mask, "unknown").placement == "none"
    assert _location(phantom.image, np.zeros_like(phantom.mask), "axial").placement == "none"
    assert view_of(_case(phantom.image, "unknown")) is None


def test_broken_cases_are_refused() -> None:
    phantom = make_phantom("glioma", "axial", np.random.default_rng(2))
    with pytest.raises(CaseError, match="mask of"):
        _location(phantom.image, phantom.mask[:, 1:], "axial")
    with pytest.raises(CaseError, match="flat"):
        _location(np.full((40, 50), 7, np.uint8), np.pad(np.ones((2, 3), bool), ((5, 33), (7, 40))), "axial")


def test_the_stage_sets_a_broken_case_aside_and_goes_on(tmp_path: Path) -> None:
    phantom = _lateral("axial")
    cases, masks = [], []
    with temporary_settings({PREFECT_LOCAL_STORAGE_PATH: tmp_path}):
        for case_id, image in (("a" * 16, np.zeros_like(phantom.image)), ("b" * 16, phantom.image)):
            arrays = write_arrays(
                "test",
                {f"{case_id}/image": image, f"{case_id}/segmentation": phantom.mask, f"{case_id}/brain": image > 9},
            )
            cases.append(_case(image, "axial", arrays=arrays).model_copy(update={"case_id": case_id}))
            masks.append(_record(phantom.mask, arrays=arrays).model_copy(update={"case_id": case_id}))
        found = atlas.fn(Cases(records=tuple(cases)), Masks(records=tuple(masks)), SETTINGS)
    assert [location.case_id for location in found.records] == ["b" * 16]
    assert [(aside.case_id, aside.stage) for aside in found.quarantined] == [("a" * 16, "atlas")]


def test_saliency_on_the_neck_has_no_place_and_leaves_the_tumours_place_alone() -> None:
    phantom = make_phantom("glioma", "sagittal", np.random.default_rng(4))
    neck = np.zeros_like(phantom.mask)
    neck[-6:, :6] = True
    tumour = _record(phantom.mask)
    evidence = tumour.model_copy(update={"origin": "gradcam++"})
    drawn = [(tumour, phantom.mask), (evidence, neck)]
    with_neck = locate_all(_case(phantom.image, "sagittal"), phantom.image, drawn, SETTINGS)
    assert [location.placement for location in with_neck] == ["estimated", "none"]
    assert with_neck[0] == _location(phantom.image, phantom.mask, "sagittal")
