import doctest

import numpy as np
import pytest
from prefect.settings import PREFECT_LOCAL_STORAGE_PATH, temporary_settings
from skimage.draw import disk, ellipse

from data_contracts.cases import Case, Cases
from data_contracts.heatmaps import Heatmap, Heatmaps
from data_contracts.predictions import Prediction, Predictions
from data_contracts.record import FileRef
from data_contracts.settings import ThresholdSettings
from tasks import threshold as stage_module
from tasks.caching import read_array, write_arrays
from tasks.framing import head_box, mask_to_square
from tasks.overlap import dice_of
from tasks.threshold import main_component, threshold_adaptive_percentile

SHAPE = (150, 190)
SIZE = 96


def disc(row, column, radius, shape=SHAPE):
    mask = np.zeros(shape, dtype=bool)
    mask[disk((row, column), radius, shape=shape)] = True
    return mask


def hill(row, column, width, shape=SHAPE):
    rows, columns = np.indices(shape)
    return np.exp(-((rows - row) ** 2 + (columns - column) ** 2) / (2 * width**2)).astype(np.float32)


BRAIN = np.zeros(SHAPE, dtype=bool)
BRAIN[ellipse(75, 95, 55, 70, shape=SHAPE)] = True


def test_examples_in_the_docstrings_hold():
    assert doctest.testmod(stage_module).failed == 0


@pytest.mark.parametrize("value", [0.0, 0.37, 1.0])
def test_constant_map_keeps_no_pixel(value):
    heatmap = np.full(SHAPE, value, dtype=np.float32)
    cut, percentile = threshold_adaptive_percentile(heatmap, BRAIN, 90, 99.5)
    assert not (heatmap > cut).any()
    assert percentile == 100


def test_empty_brain_mask_keeps_no_pixel():
    heatmap = hill(70, 90, 10)
    cut, _ = threshold_adaptive_percentile(heatmap, np.zeros(SHAPE, dtype=bool), 90, 99.5)
    assert not (heatmap > cut).any()


@pytest.mark.parametrize(("low", "high"), [(-1, 90), (99, 98), (90, 101)])
def test_bounds_that_are_no_percentiles_are_refused(low, high):
    with pytest.raises(ValueError, match=f"low={low}, high={high}"):
        threshold_adaptive_percentile(hill(70, 90, 10), BRAIN, low, high)


@pytest.mark.parametrize("width", [1, 3, 6, 12, 30])
def test_kept_share_of_the_brain_lies_within_the_bounds(width):
    heatmap = hill(70.3, 90.8, width)
    cut, percentile = threshold_adaptive_percentile(heatmap, BRAIN, 90, 99.5)
    kept_pct = 100 * (heatmap > cut)[BRAIN].mean()
    assert 90 <= percentile <= 99.5
    assert kept_pct == pytest.approx(100 - percentile, abs=100 / BRAIN.sum())


def test_wider_map_keeps_more():
    kept = []
    for width in (4, 6, 8, 11):
        heatmap = hill(70.3, 90.8, width)
        kept.append((heatmap > threshold_adaptive_percentile(heatmap, BRAIN, 90, 99.5)[0]).sum())
    assert kept == sorted(set(kept))


def test_warm_half_of_the_brain_does_not_hide_the_hot_spot():
    """Coarse features warm a whole side, as far as the hot share allows: below 35 % of the range."""
    heatmap = 0.2 * (np.indices(SHAPE)[1] > 95) + 0.3 * hill(60.3, 120.8, 14) + 0.5 * hill(60.3, 120.8, 5)
    cut, percentile = threshold_adaptive_percentile(heatmap, BRAIN, 50, 100)
    kept = (heatmap > cut) & BRAIN
    assert 90 < percentile < 99.5
    assert kept[60, 121]
    assert not (kept & ~disc(60, 121, 20)).any()


def test_scale_and_offset_of_the_map_change_nothing():
    heatmap = hill(70, 90, 6).astype(np.float64)
    cut, percentile = threshold_adaptive_percentile(heatmap, BRAIN, 90, 99.5)
    other_cut, other_percentile = threshold_adaptive_percentile(200 * heatmap + 31, BRAIN, 90, 99.5)
    assert np.array_equal(heatmap > cut, 200 * heatmap + 31 > other_cut)
    assert percentile == pytest.approx(other_percentile)


def test_values_outside_the_brain_have_no_say():
    heatmap = hill(70, 90, 6)
    with_hot_corner = heatmap.copy()
    with_hot_corner[:20, :20] = 50
    assert not BRAIN[:20, :20].any()
    assert threshold_adaptive_percentile(heatmap, BRAIN, 90, 99.5) == threshold_adaptive_percentile(
        with_hot_corner, BRAIN, 90, 99.5
    )


def test_largest_component_stays_and_specks_and_bridges_go():
    large, small = disc(60, 70, 12), disc(60, 110, 7)
    bridged = large | small
    bridged[60, 70:110] = True
    bridged[100, 130] = True
    brain_px = 25600
    kept = main_component(bridged, brain_px, 0.05)
    assert kept[60, 70]
    assert not (kept & small).any()
    assert not kept[100, 130]
    assert (kept ^ large).sum() < 0.03 * large.sum()


@pytest.mark.parametrize(("smallest_area_pct", "stays"), [(1.0, True), (3.0, False)])
def test_component_smaller_than_the_stated_share_of_the_brain_goes(smallest_area_pct, stays):
    mask = disc(60, 70, 10)
    brain_px = round(100 * mask.sum() / 2)
    assert main_component(mask, brain_px, smallest_area_pct).any() == stays


@pytest.fixture
def run(tmp_path):
    """Runs the stage on one slice: an elliptic head, maps given as masks on the slice's grid."""
    image = np.zeros(SHAPE, dtype=np.uint8)
    image[ellipse(75, 95, 62, 80, shape=SHAPE)] = 90
    image[BRAIN] = 140
    box = head_box(image)
    case_id = f"{9:016x}"
    with temporary_settings({PREFECT_LOCAL_STORAGE_PATH: tmp_path}):

        def on_square(mask):
            return mask_to_square(mask, box, SIZE).astype(np.float16)

        def build(tumour, hot, predicted="glioma", spacing=None, picture=image):
            case = Case(
                case_id=case_id,
                source="slice.png",
                input=FileRef(path="slice.png", sha256="0" * 64),
                height_px=SHAPE[0],
                width_px=SHAPE[1],
                spacing_mm=spacing,
                head_box=box,
                head_pct=50,
                contrast=200,
                arrays=write_arrays("test", {f"{case_id}/image": picture}),
            )
            arrays = write_arrays(
                "test",
                {f"{case_id}/segmentation": on_square(tumour), f"{case_id}/gradcam++": on_square(hot)},
            )
            prediction = Prediction(
                case_id=case_id,
                predicted_class=predicted,
                probability=0.8,
                probabilities={},
                entropy=0.1,
                probability_sum=1,
                segmentation_max=1,
                arrays=arrays,
            )
            cam = Heatmap(
                case_id=case_id,
                method="gradcam++",
                target_class=predicted,
                minimum=0,
                maximum=1,
                mean=0.1,
                arrays=arrays,
            )
            return stage_module.threshold.fn(
                Cases(records=(case,)),
                Predictions(records=(prediction,)),
                Heatmaps(records=(cam,)),
                ThresholdSettings(),
            )

        yield build


def mask_of(record):
    return read_array(record.arrays, f"{record.case_id}/{record.origin}")


def test_stage_brings_masks_to_the_slices_own_grid(run):
    tumour, hot = disc(60, 80, 11), disc(85, 110, 9)
    segmentation, evidence = run(tumour, hot).records
    assert (segmentation.origin, evidence.origin) == ("segmentation", "gradcam++")
    for record, truth in ((segmentation, tumour), (evidence, hot)):
        mask = mask_of(record)
        assert mask.shape == SHAPE
        assert mask.dtype == bool
        assert (record.centroid_row_px, record.centroid_col_px) == pytest.approx(
            [axis.mean() for axis in np.nonzero(truth)], abs=1
        )
    assert dice_of(mask_of(segmentation), tumour) > 0.95
    assert not (mask_of(evidence) & ~hot).any()
    assert evidence.area_px > 0.7 * hot.sum()
    assert evidence.dice_with_segmentation == 0
    assert segmentation.dice_with_segmentation is None
    assert run(tumour, tumour).records[1].dice_with_segmentation > 0.85


@pytest.mark.parametrize("k", [5, 17])
def test_lesion_moved_by_k_px_moves_the_centroids_by_k_px(run, k):
    before = run(disc(60, 80, 11), disc(60, 80, 11)).records
    after = run(disc(60, 80 + k, 11), disc(60, 80 + k, 11)).records
    for first, second in zip(before, after, strict=True):
        assert second.centroid_col_px - first.centroid_col_px == pytest.approx(k, abs=1)
        assert second.centroid_row_px == pytest.approx(first.centroid_row_px, abs=0.5)


def test_sizes_are_in_mm_only_where_the_spacing_is_known(run):
    tumour = np.zeros(SHAPE, dtype=bool)
    tumour[70:82, 60:100] = True
    without = run(tumour, tumour).records[0]
    assert (without.area_mm2, without.extent_mm) == (None, None)
    assert without.area_pct == pytest.approx(100 * without.area_px / without.brain_px)
    assert without.extent_px == pytest.approx(np.hypot(12, 40), abs=2.5)
    unequal = run(tumour, tumour, spacing=(3.0, 0.5)).records[0]
    assert unequal.area_px == without.area_px
    assert unequal.area_mm2 == pytest.approx(1.5 * unequal.area_px)
    assert unequal.extent_mm == pytest.approx(np.hypot(12 * 3.0, 40 * 0.5), abs=4)
    assert unequal.extent_px == without.extent_px


def test_no_tumor_has_an_empty_tumour_mask_and_its_evidence_is_not_compared_with_it(run):
    segmentation, evidence = run(disc(60, 80, 11), disc(60, 80, 11), predicted="no_tumor", spacing=(1.0, 1.0)).records
    assert not mask_of(segmentation).any()
    assert (segmentation.area_px, segmentation.area_pct, segmentation.area_mm2) == (0, 0, 0)
    assert (segmentation.centroid_row_px, segmentation.extent_px, segmentation.extent_mm) == (None, None, None)
    assert mask_of(evidence).any()
    assert evidence.dice_with_segmentation is None


def test_map_that_is_zero_everywhere_gives_an_empty_mask(run):
    _, evidence = run(disc(60, 80, 11), np.zeros(SHAPE, dtype=bool)).records
    assert not mask_of(evidence).any()
    assert (evidence.area_px, evidence.percentile, evidence.dice_with_segmentation) == (0, 100, 0)


def test_evidence_outside_the_brain_is_not_kept(run):
    _, evidence = run(disc(60, 80, 11), disc(75, 95, 9) | disc(75, 18, 5)).records
    kept = mask_of(evidence)
    brain = read_array(evidence.arrays, f"{evidence.case_id}/brain")
    assert kept.any()
    assert not (kept & ~brain).any()
    assert evidence.brain_px == brain.sum()


def test_slice_without_a_brain_is_set_aside(run):
    masks = run(disc(60, 80, 11), disc(60, 80, 11), picture=np.zeros(SHAPE, dtype=np.uint8))
    assert not masks.records
    (one,) = masks.quarantined
    assert (one.stage, one.source, one.got) == ("threshold", "slice.png", "an empty brain mask")
