"""Which files become cases, what their folders say about them, and what is set aside with which words."""

from __future__ import annotations

import csv
import json
import os
import shutil
import struct
import zlib
from collections import Counter
from pathlib import Path

import h5py
import nibabel as nib
import numpy as np
import pydicom
import pytest
from PIL import Image
from prefect.settings import PREFECT_LOCAL_STORAGE_PATH, temporary_settings
from pydicom.dataset import FileDataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian, MRImageStorage, generate_uid
from skimage.draw import ellipse

from data_contracts.record import FileRef
from data_contracts.settings import IngestSettings
from tasks.caching import read_array
from tasks.ingest import ingest, measure_head
from tasks.sources import find_sources, passed_over_words

SETTINGS = IngestSettings()
CHENG = "a MATLAB v7.3 file with cjdata/image, label, PID and tumorMask"


@pytest.fixture(autouse=True)
def _storage(tmp_path_factory):
    with temporary_settings({PREFECT_LOCAL_STORAGE_PATH: tmp_path_factory.mktemp("storage")}):
        yield


def head(seed=0, shape=(60, 48)):
    image = np.zeros(shape, dtype=np.uint8)
    rows, columns = ellipse(30, 24, 25, 18, shape=shape)
    image[rows, columns] = 120 + np.random.default_rng(seed).integers(-20, 20, rows.size)
    return image


def save(path, pixels=None):
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(head() if pixels is None else pixels).save(path)
    return path


def lesion(shape=(60, 48)):
    mask = np.zeros(shape, dtype=np.uint8)
    mask[25:32, 20:30] = 255
    mask[24, 20:30] = 127  # a soft edge
    return mask


def read(*inputs, settings=SETTINGS):
    """Cases and set-aside records of both steps together."""
    sources = find_sources(inputs, settings)
    cases = ingest.fn(sources, settings)
    return cases.records, (*sources.quarantined, *cases.quarantined), cases.empty


def said(aside):
    return {record.source: f"{record.stage}: expected {record.expected}, got {record.got}" for record in aside}


# ---- layouts


def test_brisc_as_published_lists_each_tumour_slice_once_with_its_mask(tmp_path):
    root = tmp_path / "brisc2025"
    for split, number, letters, folder in (
        ("train", 1, "gl", "glioma"), ("train", 2, "me", "meningioma"), ("test", 3, "pi", "pituitary"),
    ):  # fmt: skip
        name = f"brisc2025_{split}_{number:05d}_{letters}_{('ax', 'co', 'sa')[number - 1]}_t1"
        save(root / f"segmentation_task/{split}/images/{name}.jpg", head(number))
        save(root / f"segmentation_task/{split}/masks/{name}.png", lesion())
        save(root / f"classification_task/{split}/{folder}/{name}.jpg", head(number) + 1)  # encoded anew
    save(root / "classification_task/train/no_tumor/brisc2025_train_00009_no_ax_t1.jpg", head(9))
    save(root / "classification_task/train/glioma/brisc2025_train_00007_gl_ax_t1.jpg", head(7))
    (root / "README.md").write_text("about")
    cases, aside, _ = read(root)
    assert not aside
    found = {case.source.split("_")[2]: (case.tumour_class, case.plane, case.has_mask) for case in cases}
    assert found == {
        "00001": ("glioma", "axial", True),
        "00002": ("meningioma", "coronal", True),
        "00003": ("pituitary", "sagittal", True),
        "00007": ("glioma", "axial", False),
        "00009": ("no_tumor", "axial", False),
    }
    assert len(cases) == 5


@pytest.mark.parametrize(
    ("folder", "tumour_class"),
    [("glioma", "glioma"), ("Meningioma", "meningioma"), ("Pituitary tumor", "pituitary"), ("no_tumor", "no_tumor"),
     ("NoTumour", "no_tumor"), ("notumor", "no_tumor"), ("glioma_tumor", "glioma"), ("scans", None)],
)  # fmt: skip
def test_the_folder_of_a_class_gives_the_class(tmp_path, folder, tumour_class):
    save(tmp_path / folder / "one.png")
    (source,) = find_sources([tmp_path], SETTINGS).records
    assert source.tumour_class == tumour_class


@pytest.mark.parametrize(
    ("name", "plane"),
    [
        ("case_ax.png", "axial"),
        ("p1-Coronal-7.png", "coronal"),
        ("x_sag_t1.png", "sagittal"),
        ("tax_cosa.png", "unknown"),
    ],
)
def test_words_of_the_name_give_the_plane(tmp_path, name, plane):
    save(tmp_path / name)
    assert find_sources([tmp_path], SETTINGS).records[0].plane == plane


def test_masks_go_with_their_images_and_are_no_cases(tmp_path):
    save(tmp_path / "glioma/a.png", head(1))
    save(tmp_path / "glioma/a_mask.png", lesion())
    save(tmp_path / "no_tumor/b.png", head(2))
    cases, aside, _ = read(tmp_path)
    assert [(case.source, case.has_mask) for case in cases] == [("a.png", True), ("b.png", False)]
    assert not aside
    mask = read_array(cases[0].arrays, f"{cases[0].case_id}/mask")
    np.testing.assert_array_equal(mask, lesion() > 127)
    (alone,), _, _ = read(tmp_path / "glioma/a.png")
    assert alone.has_mask


def test_hidden_files_links_and_other_kinds_are_passed_over(tmp_path):
    save(tmp_path / "a.png")
    save(tmp_path / ".hidden.png")
    save(tmp_path / "._a.png")
    save(tmp_path / ".git/b.png")
    save(tmp_path / "__MACOSX/c.png")
    (tmp_path / "link.png").symlink_to(tmp_path / "a.png")
    for name in ("notes.txt", "table.csv", "meta.json", "paper.pdf", "README.md"):
        (tmp_path / name).write_text("x")
    sources = find_sources([tmp_path], SETTINGS)
    assert [source.name for source in sources.records] == ["a.png"]
    assert not sources.quarantined
    assert sources.passed_over == {"hidden": 4, "link": 1, ".txt": 1, ".csv": 1, ".json": 1, ".pdf": 1, ".md": 1}
    assert passed_over_words(sources.passed_over).startswith("10 files passed over (4 hidden, 1 link, ")


def test_what_a_folder_walk_passes_over_is_told_without_a_name(tmp_path):
    save(tmp_path / "a/b.png")
    (tmp_path / "linked").symlink_to(tmp_path / "a")
    (tmp_path / "scan.Anna Smith").write_text("x")
    (tmp_path / "notes").write_text("x")
    os.mkfifo(tmp_path / "pipe.png")
    passed_over = find_sources([tmp_path], SETTINGS).passed_over
    assert passed_over == {"without a known ending": 2, "link": 1, "no regular file": 1}


def test_phantoms_are_marked_synthetic_and_take_their_plane_from_the_truth_table(tmp_path):
    save(tmp_path / "glioma/x1.png")
    (tmp_path / "phantom.json").write_text(json.dumps({"seed": 1}))
    with open(tmp_path / "truth.csv", "w", newline="") as stream:
        csv.writer(stream).writerows([("file", "tumour_class", "plane"), ("glioma/x1.png", "glioma", "coronal")])
    for given in (tmp_path, tmp_path / "glioma", tmp_path / "glioma/x1.png"):
        ((case,), _, _) = read(given)
        assert (case.synthetic, case.plane, case.tumour_class) == (True, "coronal", "glioma")


# ---- identity


def test_case_id_depends_on_content_not_on_name_and_repeats_are_numbered(tmp_path):
    save(tmp_path / "a/x.png", head(1))
    save(tmp_path / "b/y.png", head(1))
    save(tmp_path / "c/z.png", head(2))
    cases, _, _ = read(tmp_path)
    first, second, third = (case.case_id for case in cases)
    assert second == f"{first}-1"
    assert third[:16] != first
    ((again,), _, _) = read(tmp_path / "b/y.png")
    assert again.case_id == first


def test_names_shown_hold_no_folder(tmp_path):
    save(tmp_path / "Jane Doe/x.png")
    (tmp_path / "Jane Doe/bad.png").write_bytes(b"no")
    cases, aside, _ = read(tmp_path)
    assert [case.source for case in cases] == ["x.png"]
    assert "Doe" not in repr([record.model_dump() for record in aside])


def test_the_stored_image_is_the_file_and_its_measures_are_its_own(tmp_path):
    ((case,), _, _) = read(save(tmp_path / "a.png", head(4)))
    np.testing.assert_array_equal(read_array(case.arrays, f"{case.case_id}/image"), head(4))
    assert (case.height_px, case.width_px) == (60, 48)
    assert (case.head_box, case.head_pct, case.contrast) == measure_head(head(4))
    assert case.head_pct == pytest.approx(100 * np.pi * 25 * 18 / (60 * 48), rel=0.05)
    assert case.input == FileRef.of(tmp_path / "a.png")


# ---- volumes


def ball(shape=(30, 34, 40), middle=(15, 17, 20), radius=12):
    grid = np.meshgrid(*map(np.arange, shape), indexing="ij")
    inside = sum((axis - centre) ** 2 for axis, centre in zip(grid, middle, strict=True)) < radius**2
    return np.where(inside, 300 + grid[0], 0).astype(np.int16)


def test_a_volume_becomes_one_case_per_slice_with_tissue_all_of_one_group(tmp_path):
    nib.save(nib.Nifti1Image(ball(), np.diag([1, 1, 2.5, 1])), tmp_path / "scan_cor.nii.gz")
    cases, aside, empty = read(tmp_path)
    assert not aside
    assert len(cases) + len(empty) == 40
    assert [case.slice_index for case in cases] == list(range(cases[0].slice_index, cases[-1].slice_index + 1))
    assert "scan_cor.nii.gz#0" in empty
    assert cases[3].source == f"scan_cor.nii.gz#{cases[3].slice_index}"
    assert len({case.case_id for case in cases}) == len(cases)
    assert len({case.group_id for case in cases}) == 1
    assert {case.plane for case in cases} == {"axial"}  # the affine says so, whatever the name says


def test_a_mask_volume_is_no_case_and_an_unpaired_one_is_told(tmp_path):
    nib.save(nib.Nifti1Image(ball(), np.eye(4)), tmp_path / "scan.nii.gz")
    nib.save(nib.Nifti1Image((ball(radius=4) > 0).astype(np.uint8), np.eye(4)), tmp_path / "scan_seg.nii.gz")
    nib.save(nib.Nifti1Image(ball(radius=4), np.eye(4)), tmp_path / "other_segmentation_auto.nii.gz")
    cases, aside, _ = read(tmp_path)
    assert {case.source.split("#")[0] for case in cases} == {"scan.nii.gz"}
    assert all(case.has_mask for case in cases)
    assert said(aside) == {
        "other_segmentation_auto.nii.gz": "ingest: expected an image beside its mask, got a mask whose image is missing"
    }


@pytest.mark.parametrize("ending", ["_mask", "_seg", "_segmentation", "-mask", ".SEG", " Segmentation"])
def test_what_is_told_to_be_a_mask_goes_with_its_image(tmp_path, ending):
    save(tmp_path / "x.png")
    save(tmp_path / f"x{ending}.png", lesion())
    ((case,), aside, _) = read(tmp_path)
    assert (case.source, case.has_mask, aside) == ("x.png", True, ())


def test_a_name_that_is_no_utf8_is_spelt_out_and_can_be_written_everywhere(tmp_path):
    for name in (b"caf\xe9.png", b"bad\xe9.png", b"sides\xe9.png"):
        save(tmp_path / os.fsdecode(name))
    (tmp_path / os.fsdecode(b"bad\xe9.png")).write_bytes(b"no")
    save(tmp_path / os.fsdecode(b"sides\xe9_mask.png"), lesion((50, 48)))
    write_dicom(tmp_path / os.fsdecode(b"\xff.dcm"), head(3), 1, "1.2.3")
    cases, aside, _ = read(tmp_path, os.fsdecode(b"no\xe9.png"))
    assert sorted(case.source for case in cases) == ["\\xff.dcm", "caf\\xe9.png"]
    assert sorted(each.source for each in aside) == ["bad\\xe9.png", "no\\xe9.png", "sides\\xe9.png"]
    for each in (*cases, *aside):
        "".join(map(str, each.row().values())).encode()


def write_dicom(path, pixels, z, series):
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID = MRImageStorage, generate_uid()
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    data = FileDataset(str(path), {}, file_meta=meta, preamble=b"\0" * 128)
    data.SOPClassUID, data.SOPInstanceUID = MRImageStorage, meta.MediaStorageSOPInstanceUID
    data.SeriesInstanceUID, data.PatientID, data.PatientName = series, "secret-17", "Doe^Jane"
    data.Rows, data.Columns = pixels.shape
    data.BitsAllocated, data.BitsStored, data.HighBit, data.PixelRepresentation = 16, 16, 15, 0
    data.SamplesPerPixel, data.PhotometricInterpretation = 1, "MONOCHROME2"
    data.PixelSpacing, data.SliceThickness = [0.5, 0.8], 5
    data.ImagePositionPatient, data.ImageOrientationPatient = [0, 0, z], [1, 0, 0, 0, 1, 0]
    data.PixelData = pixels.astype(np.uint16).tobytes()
    path.parent.mkdir(parents=True, exist_ok=True)
    data.save_as(path, enforce_file_format=True)


def test_dicom_files_are_grouped_by_series_sorted_by_place_and_nameless(tmp_path, recwarn, caplog):
    for number, z in enumerate((30, 10, 20)):
        write_dicom(tmp_path / f"a/IM{number}", head(number) + z, z, "1.2.3")  # no ending: known by its mark
    write_dicom(tmp_path / "a/x.dcm", head(9), 5, "1.2.4")
    write_dicom(tmp_path / "a/odd.dcm", head(9), 7, "1.2.5!not a uid, with a name: Doe")
    (tmp_path / "a/DICOMDIR").write_bytes(b"\0" * 128 + b"DICM")
    recwarn.clear()
    caplog.clear()
    cases, aside, _ = read(tmp_path)
    assert not aside
    assert Counter(case.source for case in cases) == {
        "IM1#0": 1, "IM1#1": 1, "IM1#2": 1, "x.dcm": 1, "odd.dcm": 1,
    }  # fmt: skip
    series = sorted((case for case in cases if case.slice_index is not None), key=lambda case: case.slice_index)
    assert [case.affine[11] for case in series] == [10, 20, 30]
    assert [Path(case.input.path).name for case in series] == ["IM1", "IM2", "IM0"]
    assert len({case.group_id for case in cases}) == 1
    told = repr([case.model_dump(exclude={"input", "arrays"}) for case in cases])
    told += repr([str(warning.message) for warning in recwarn]) + caplog.text
    assert not [word for word in ("secret", "Doe", "1.2.3", "1.2.5") if word in told]


def test_a_cheng_file_gives_class_group_and_mask(tmp_path):
    with h5py.File(tmp_path / "1.mat", "w", userblock_size=512) as file:
        file["cjdata/image"] = np.int16(head().T) * 9
        file["cjdata/label"] = [[3.0]]
        file["cjdata/PID"] = np.array([[ord("7")]], dtype=np.uint16)
        file["cjdata/tumorMask"] = np.uint8(lesion().T > 127)
    ((case,), _, _) = read(tmp_path)
    assert (case.tumour_class, case.has_mask, case.plane) == ("pituitary", True, "unknown")
    assert len(case.group_id) == 16
    np.testing.assert_array_equal(read_array(case.arrays, f"{case.case_id}/mask"), lesion() > 127)


# ---- bad input


def bad_folder(root):
    """Every bad input of the requirements, beside three good ones."""
    save(root / "good1.png", head(1))
    save(root / "good2.jpg", head(2))
    nib.save(nib.Nifti1Image(ball(), np.eye(4)), root / "good3.nii.gz")
    (root / "empty.png").touch()
    (root / "text.png").write_text("no image at all, only words")
    save(root / "cut.jpg")
    (root / "cut.jpg").write_bytes((root / "cut.jpg").read_bytes()[:300])
    save(root / "dot.png", np.full((1, 1), 9, np.uint8))
    save(root / "black.png", np.zeros((60, 48), np.uint8))
    header = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 0, 0, 0, 0)
    chunks = b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(500))), (b"IEND", b""))
    )
    (root / "huge.png").write_bytes(b"\x89PNG\r\n\x1a\n" + chunks)
    save(root / "other.png", head(3))
    save(root / "other_mask.png", lesion((50, 48)))
    save(root / "orphan_mask.png", lesion())
    save(root / "hollow.png", head(4))
    (root / "hollow_mask.png").touch()
    with h5py.File(root / "nomask.mat", "w", userblock_size=512) as file:
        file["cjdata/image"], file["cjdata/label"], file["cjdata/PID"] = head(), [[1.0]], np.array([[65]], np.uint16)
    (root / "old.mat").write_bytes(b"MATLAB 5.0 MAT-file".ljust(300))
    hole = ball().astype(np.float32)
    hole[1, 2, 3] = np.nan
    nib.save(nib.Nifti1Image(hole, np.eye(4)), root / "nan.nii")
    nib.save(nib.Nifti1Image(np.stack([ball()] * 2, -1), np.eye(4)), root / "four.nii")
    nib.save(nib.Nifti1Image(np.zeros((30, 30, 30), np.int16), np.eye(4)), root / "void.nii")
    (root / "words.dcm").write_text("not DICOM")


def test_each_bad_input_is_told_and_each_good_one_goes_on(tmp_path):
    bad_folder(tmp_path)
    cases, aside, _ = read(tmp_path)
    assert {case.source.split("#")[0] for case in cases} == {"good1.png", "good2.jpg", "good3.nii.gz"}
    sides = "ingest: expected sides of 16 to 8192 px, got"
    assert said(aside) == {
        "empty.png": "ingest: expected a file with content, got an empty file",
        "text.png": "ingest: expected a PNG, JPEG, TIFF or BMP image, got a file without such a header",
        "cut.jpg": "ingest: expected a whole image, got a damaged or cut-off file (OSError)",
        "dot.png": f"{sides} 1 x 1 px",
        "black.png": "ingest: expected a head brighter than its background, got a flat slice",
        "huge.png": f"{sides} 900000000 px declared",
        "other.png": "ingest: expected a mask of 60 x 48 px as its image, got 50 x 48 px",
        "orphan_mask.png": "ingest: expected an image beside its mask, got a mask whose image is missing",
        "hollow.png": "ingest: expected a mask that is a file with content, got an empty file: hollow_mask.png",
        "nomask.mat": "ingest: expected cjdata/tumorMask, got a file without cjdata/tumorMask",
        "old.mat": f"ingest: expected {CHENG}, got a MATLAB v5 file",
        "nan.nii": "ingest: expected finite values, got 1 NaN or infinite values",
        "four.nii": "ingest: expected a NIfTI volume with three dimensions, got 4 dimensions: 30 x 34 x 40 x 2",
        "void.nii": "ingest: expected a slice with tissue, got empty slices only",
        "words.dcm": "ingest: expected a DICOM file, got a damaged or cut-off file (InvalidDicomError)",
    }
    assert len(aside) == len(said(aside))


def test_named_inputs_that_are_nothing_are_told(tmp_path):
    (tmp_path / "notes.txt").write_text("x")
    save(tmp_path / "a.png")
    save(tmp_path / "a_mask.png", lesion())
    (tmp_path / "nothing").mkdir()
    _, aside, _ = read(tmp_path / "absent.png", tmp_path / "notes.txt", tmp_path / "a_mask.png", tmp_path / "nothing")
    told = said(aside)
    assert told["absent.png"] == "ingest: expected a file or folder, got nothing of that name"
    assert told["notes.txt"].endswith("DICOM file, got a file ending in '.txt'")
    assert told["a_mask.png"] == "ingest: expected an image, got the mask of an image"
    assert "nothing" not in told


def test_an_unreadable_file_is_told_and_the_next_one_is_read(tmp_path, monkeypatch):
    save(tmp_path / "a.png", head(1))
    save(tmp_path / "b.png", head(2))
    of = FileRef.of.__func__

    def denied(cls, path):
        if Path(path).name == "a.png":
            raise PermissionError(13, "Permission denied", str(path))
        return of(cls, path)

    monkeypatch.setattr(FileRef, "of", classmethod(denied))
    cases, aside, _ = read(tmp_path)
    assert [case.source for case in cases] == ["b.png"]
    assert said(aside) == {"a.png": "ingest: expected a file that may be read, got Permission denied"}


def test_a_file_that_goes_away_before_it_is_read_is_told(tmp_path):
    save(tmp_path / "a.png", head(1))
    save(tmp_path / "b.png", head(2))
    sources = find_sources([tmp_path], SETTINGS)
    (tmp_path / "a.png").unlink()
    cases = ingest.fn(sources, SETTINGS)
    assert [case.source for case in cases.records] == ["b.png"]
    assert said(cases.quarantined)["a.png"].endswith("(FileNotFoundError)")


def test_a_file_over_the_limit_is_not_opened(tmp_path):
    with open(save(tmp_path / "big.png"), "r+b") as stream:
        stream.truncate(3 * 2**20)
    sources = find_sources([tmp_path], IngestSettings(max_file_mb=2))
    assert said(sources.quarantined) == {"big.png": "ingest: expected a file of at most 2 MB, got 3 MB"}


def test_one_bad_file_of_a_dicom_series_leaves_the_others(tmp_path):
    for z in (1, 2, 3):
        write_dicom(tmp_path / f"{z}.dcm", head(z), z, "1.2.3")
    data = pydicom.dcmread(tmp_path / "2.dcm")
    data.PixelData = b"\0\0" * 9
    data.save_as(tmp_path / "2.dcm")
    cases, aside, _ = read(tmp_path)
    assert [case.slice_index for case in cases] == [0, 2]
    assert list(said(aside)) == ["2.dcm"]


# ---- real data


def test_the_whole_brisc_folder_is_listed(brisc):
    sources = find_sources([brisc], SETTINGS)
    assert not sources.quarantined
    assert Counter((source.tumour_class, source.mask is not None) for source in sources.records) == {
        ("glioma", True): 1147, ("meningioma", True): 1329, ("pituitary", True): 1457, ("no_tumor", False): 1067,
    }  # fmt: skip
    assert "unknown" not in {source.plane for source in sources.records}
    keys = [(source.files[0].sha256, source.repeat) for source in sources.records]
    assert len(set(keys)) == 5000
    assert sum(source.repeat > 0 for source in sources.records) == 38


def test_real_slices_come_through(brisc, tmp_path):
    for path in sorted((brisc / "segmentation_task/train/images").iterdir())[::400]:
        (tmp_path / "images").mkdir(exist_ok=True)
        (tmp_path / "masks").mkdir(exist_ok=True)
        shutil.copy(path, tmp_path / "images")
        shutil.copy(path.parents[1] / "masks" / f"{path.stem}.png", tmp_path / "masks")
    cases, aside, _ = read(tmp_path)
    assert (len(cases), aside) == (10, ())
    for case in cases:
        mask = read_array(case.arrays, f"{case.case_id}/mask")
        assert 0.0005 < mask.mean() < 0.15
        assert case.head_pct > 15


def test_a_real_oblique_scan_is_cut_along_its_thick_axis_and_shown_upright(brisc):
    volumes = brisc.parent / "volumes"
    if not volumes.is_dir():
        pytest.skip("real data are absent: ../shared/data/volumes")
    cases, aside, empty = read(volumes / "TCGA-FG-6692_native_t1c.nii.gz")
    assert not aside
    assert len(cases) + len(empty) == 26
    assert {case.plane for case in cases} == {"axial"}
    assert cases[0].spacing_mm == pytest.approx((0.898, 0.898), abs=0.01)
    affine = np.array(cases[10].affine).reshape(4, 4)
    left_of_image, right_of_image = affine @ [0, 0, 0, 1], affine @ [0, 255, 0, 1]
    top, bottom = affine @ [0, 0, 0, 1], affine @ [223, 0, 0, 1]
    assert left_of_image[0] > right_of_image[0] + 200  # the patient's right is on the image's left
    assert top[1] > bottom[1] + 150  # the front is up
    heights = [np.array(case.affine).reshape(4, 4)[2, 3] for case in cases]
    assert np.diff(heights) == pytest.approx(5.47, abs=0.1)
