"""Readers: every format by a small file made here, and what each refuses."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import h5py
import nibabel as nib
import numpy as np
import pydicom
import pytest
from PIL import Image
from pydicom.dataset import FileDataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian, MRImageStorage, generate_uid

from data_contracts.record import CaseError
from data_contracts.settings import IngestSettings
from tasks import dicom, volumes
from tasks.dicom import dicom_identity, dicom_slices
from tasks.formats import Slice, binary, read_cheng, read_image
from tasks.volumes import nifti_slices

SETTINGS = IngestSettings()


def ramp(height=30, width=44):
    rows, columns = np.mgrid[:height, :width]
    return (2 * rows + 3 * columns).astype(np.uint8)


def write_cheng(path, **changes):
    parts = {
        "image": np.int16(ramp().T) * 10,
        "label": np.array([[2.0]]),
        "PID": np.array([[ord(letter)] for letter in "MR017"], dtype=np.uint16),
        "tumorMask": np.uint8(ramp().T > 100),
        **changes,
    }
    with h5py.File(path, "w", userblock_size=512) as file:
        for name, value in parts.items():
            if value is not None:
                file[f"cjdata/{name}"] = value
    with open(path, "r+b") as stream:
        stream.write(b"MATLAB 7.3 MAT-file")
    return path


def write_dicom(path, pixels, position=(0, 0, 0), orientation=(1, 0, 0, 0, 1, 0), series="1.2.3", **changes):
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = MRImageStorage
    meta.MediaStorageSOPInstanceUID = generate_uid()
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    data = FileDataset(str(path), {}, file_meta=meta, preamble=b"\0" * 128)
    data.SOPClassUID, data.SOPInstanceUID = meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID
    data.SeriesInstanceUID, data.PatientID, data.PatientName = series, "secret-17", "Doe^Jane"
    data.Rows, data.Columns = pixels.shape
    data.BitsAllocated, data.BitsStored, data.HighBit, data.PixelRepresentation = 16, 16, 15, 0
    data.SamplesPerPixel, data.PhotometricInterpretation = 1, "MONOCHROME2"
    data.PixelSpacing, data.SliceThickness = [0.5, 0.8], 5
    data.ImagePositionPatient, data.ImageOrientationPatient = list(position), list(orientation)
    data.PixelData = pixels.astype(np.uint16).tobytes()
    for name, value in changes.items():
        if value is None:
            delattr(data, name)
        else:
            setattr(data, name, value)
    data.save_as(path, enforce_file_format=True)
    return path


def refusal(call, *arguments):
    def finished():
        result = call(*arguments)
        return result if isinstance(result, (np.ndarray, Slice)) else list(result)

    with pytest.raises(CaseError) as caught:
        finished()
    return f"{caught.value.expected} | {caught.value.got}"


# ---- images


def test_eight_bit_greys_are_kept(tmp_path):
    Image.fromarray(ramp()).save(tmp_path / "a.png")
    np.testing.assert_array_equal(read_image(tmp_path / "a.png", SETTINGS), ramp())


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P", "LA", "CMYK"])
def test_other_modes_of_the_same_grey_read_the_same(tmp_path, mode):
    path = tmp_path / ("a.tif" if mode == "CMYK" else "a.png")
    Image.fromarray(ramp()).convert("RGB" if mode == "CMYK" else "L").convert(mode).save(path)
    assert np.abs(read_image(path, SETTINGS).astype(int) - ramp()).max() <= 1


def test_transparent_pixels_are_black(tmp_path):
    pixels = np.dstack([np.full((20, 30), 200, np.uint8), np.zeros((20, 30), np.uint8)])
    pixels[:, 15:, 1] = 255
    Image.fromarray(pixels, "LA").save(tmp_path / "a.png")
    image = read_image(tmp_path / "a.png", SETTINGS)
    assert image[:, :15].max() == 0
    assert image[:, 15:].min() == 200


@pytest.mark.parametrize("kind", [np.uint16, np.float32])
def test_deep_greys_are_scaled_in_order_despite_a_hot_pixel(tmp_path, kind):
    values = ramp(64, 80).astype(kind) * 11
    values[0, 0] = 60000
    Image.fromarray(values).save(tmp_path / "a.tif")
    image = read_image(tmp_path / "a.tif", SETTINGS)
    assert image.dtype == np.uint8
    assert np.percentile(image, 99) > 200
    assert (np.diff(image[5].astype(int)) >= 0).all()


def test_exif_orientation_turns_the_image_upright(tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.fromarray(ramp()).save(tmp_path / "a.jpg", exif=exif, quality=100)
    assert np.abs(read_image(tmp_path / "a.jpg", SETTINGS).astype(int) - np.rot90(ramp(), -1)).mean() < 3


def test_what_is_no_image_is_refused_in_its_own_words(tmp_path):
    (tmp_path / "text.png").write_text("this is a text file, not an image")
    assert "without such a header" in refusal(read_image, tmp_path / "text.png", SETTINGS)
    Image.fromarray(ramp()).save(tmp_path / "whole.jpg")
    (tmp_path / "cut.jpg").write_bytes((tmp_path / "whole.jpg").read_bytes()[:400])
    assert "damaged or cut-off" in refusal(read_image, tmp_path / "cut.jpg", SETTINGS)
    Image.fromarray(np.ones((1, 1), np.uint8)).save(tmp_path / "dot.png")
    assert refusal(read_image, tmp_path / "dot.png", SETTINGS) == "sides of 16 to 8192 px | 1 x 1 px"
    pages = [Image.fromarray(ramp())] * 3
    pages[0].save(tmp_path / "stack.tif", save_all=True, append_images=pages[1:])
    assert "several pages" in refusal(read_image, tmp_path / "stack.tif", SETTINGS)


@pytest.mark.parametrize(("side", "said"), [(30_000, "900000000 px declared"), (9_000, "9000 x 9000 px")])
def test_a_declared_size_over_the_limit_is_refused_before_pixels_are_read(tmp_path, side, said):
    def chunk(name, body):
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    body = (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )
    (tmp_path / "bomb.png").write_bytes(body)
    assert refusal(read_image, tmp_path / "bomb.png", SETTINGS).endswith(said)


def test_messages_tell_no_path(tmp_path):
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\nrest")
    assert str(tmp_path) not in refusal(read_image, tmp_path / "a.png", SETTINGS)


# ---- figshare/Cheng


def test_cheng_file_gives_image_mask_class_and_a_patient_digest(tmp_path):
    item = read_cheng(write_cheng(tmp_path / "1.mat"), SETTINGS)
    other = read_cheng(
        write_cheng(tmp_path / "2.mat", PID=np.array([[65]], np.uint16), label=np.array([[1.0]])), SETTINGS
    )
    assert item.image.shape == (30, 44)
    assert np.corrcoef(item.image.ravel(), ramp().ravel())[0, 1] > 0.99
    np.testing.assert_array_equal(item.mask, ramp() > 100)
    assert (item.tumour_class, other.tumour_class) == ("glioma", "meningioma")
    assert item.group_id != other.group_id
    assert "MR017" not in item.group_id


@pytest.mark.parametrize("missing", ["image", "label", "PID", "tumorMask"])
def test_cheng_file_without_a_part_is_refused_by_its_name(tmp_path, missing):
    path = write_cheng(tmp_path / "1.mat", **{missing: None})
    assert refusal(read_cheng, path, SETTINGS).endswith(f"a file without cjdata/{missing}")


def test_cheng_file_of_another_kind_is_refused(tmp_path):
    (tmp_path / "old.mat").write_bytes(b"MATLAB 5.0 MAT-file, Platform: PCWIN64".ljust(600, b"\0"))
    assert refusal(read_cheng, tmp_path / "old.mat", SETTINGS).endswith("a MATLAB v5 file")
    assert "1, 2 or 3 | 7" in refusal(read_cheng, write_cheng(tmp_path / "7.mat", label=np.array([[7.0]])), SETTINGS)
    nan = np.full((40, 50), np.nan)
    path = write_cheng(tmp_path / "nan.mat")
    with h5py.File(path, "r+") as file:
        del file["cjdata/image"]
        file["cjdata/image"] = nan
    assert "2000 NaN" in refusal(read_cheng, path, SETTINGS)


def test_cheng_file_that_points_elsewhere_or_declares_too_much_is_refused(tmp_path):
    secret = tmp_path / "secret.bin"
    secret.write_bytes(bytes(30 * 44))
    with h5py.File(tmp_path / "other.h5", "w") as other:
        other["image"] = ramp()
    layout = h5py.VirtualLayout(shape=(30, 44), dtype="u1")
    layout[:] = h5py.VirtualSource(tmp_path / "other.h5", "image", shape=(30, 44))

    def spoil(make):
        path = write_cheng(tmp_path / "bad.mat")
        with h5py.File(path, "r+") as file:
            del file["cjdata/image"]
            make(file)
        return refusal(read_cheng, path, SETTINGS)

    external = [(str(secret), 0, 30 * 44)]
    assert "ExternalLink" in spoil(lambda f: f.__setitem__("cjdata/image", h5py.ExternalLink("other.h5", "image")))
    assert "SoftLink" in spoil(lambda f: f.__setitem__("cjdata/image", h5py.SoftLink("/cjdata/tumorMask")))
    assert "another file" in spoil(lambda f: f.create_dataset("cjdata/image", (30, 44), "u1", external=external))
    assert "another file" in spoil(lambda f: f.create_virtual_dataset("cjdata/image", layout))
    assert "100000 x 100000 px" in spoil(
        lambda f: f.create_dataset("cjdata/image", (100_000, 100_000), "u1", chunks=(100, 100))
    )


# ---- NIfTI


def block(shape=(20, 26, 32)):
    """A volume in RAS order: values rise to the right (x), more so to the front (y), most so upwards (z)."""
    x, y, z = np.meshgrid(*map(np.arange, shape), indexing="ij")
    return np.where(x > 0, 100 + x + 3 * y + 5 * z, 0).astype(np.int16)


def stored(volume, zooms, order="RAS"):
    """The same volume as a scanner might store it: axes in another order and direction, and the affine for it."""
    affine = np.diag([*zooms, 1.0])
    affine[:3, 3] = (-7, 11, 3)
    image = nib.Nifti1Image(volume, affine)
    return image.as_reoriented(
        nib.orientations.ornt_transform(nib.io_orientation(affine), nib.orientations.axcodes2ornt(tuple(order)))
    )


@pytest.mark.parametrize("order", ["RAS", "LPS", "ASR", "IPL"])
@pytest.mark.parametrize(
    ("zooms", "plane", "shape"),
    [((1, 1, 5), "axial", (26, 20)), ((1, 4, 1), "coronal", (32, 20)), ((6, 1, 1), "sagittal", (32, 26)),
     ((1, 1, 1), "axial", (26, 20))],
)  # fmt: skip
def test_slices_are_shown_in_radiological_convention_however_stored(tmp_path, order, zooms, plane, shape):
    volume = block()
    nib.save(stored(volume, zooms, order), tmp_path / "v.nii.gz")
    items = [item for item in nifti_slices(tmp_path / "v.nii.gz", None, SETTINGS) if isinstance(item, Slice)]
    item = items[3]
    assert item.plane == plane
    assert item.image.shape == shape
    inner = item.image[1:-1, 1:-1].astype(int)
    assert (np.diff(inner, axis=0) <= 0).all()  # front or top is up: grey falls with the row
    assert (np.diff(inner, axis=1) <= 0).all()  # right, or front on a sagittal slice, is on the image's left
    assert inner[0, 0] > inner[-1, -1]


@pytest.mark.parametrize("order", ["RAS", "LPI", "SAL"])
@pytest.mark.parametrize("zooms", [(0.9, 0.8, 5), (0.9, 4, 0.7), (6, 0.8, 0.7)])
def test_affine_leads_each_pixel_to_its_voxel(tmp_path, order, zooms):
    """A bright cube: the affine at the middle of what is seen of it gives its world position, however stored."""
    volume = block()
    place = (12, 9, 17)
    volume[tuple(slice(middle - 1, middle + 2) for middle in place)] = 3000
    nib.save(stored(volume, zooms, order), tmp_path / "v.nii")
    items = [item for item in nifti_slices(tmp_path / "v.nii", None, SETTINGS) if isinstance(item, Slice)]
    (item,) = (one for one in items if one.index == place[{"sagittal": 0, "coronal": 1, "axial": 2}[one.plane]])
    row, column = np.argwhere(item.image > 200).mean(axis=0)
    affine = np.array(item.affine).reshape(4, 4)
    np.testing.assert_allclose((affine @ [row, column, 0, 1])[:3], np.array(place) * zooms + (-7, 11, 3), atol=1e-4)
    assert item.spacing_mm == pytest.approx((np.linalg.norm(affine[:3, 0]), np.linalg.norm(affine[:3, 1])), rel=1e-5)


def test_slices_without_tissue_are_counted_by_index(tmp_path):
    volume = block()
    volume[:, :, :4] = 0
    volume[:, :, 30:] = np.random.default_rng(0).integers(0, 6, (20, 26, 2))
    nib.save(stored(volume, (1, 1, 1)), tmp_path / "v.nii")
    items = list(nifti_slices(tmp_path / "v.nii", None, SETTINGS))
    assert [item for item in items if isinstance(item, int)] == [0, 1, 2, 3, 30, 31]
    assert [item.index for item in items if isinstance(item, Slice)] == list(range(4, 30))


def test_a_volume_without_orientation_gets_no_plane_and_no_affine(tmp_path):
    image = nib.Nifti1Image(block(), None)
    image.header.set_zooms((0.5, 0.7, 2.0))
    nib.save(image, tmp_path / "v.nii")
    item = next(iter(nifti_slices(tmp_path / "v.nii", None, SETTINGS)))
    assert (item.plane, item.affine) == ("unknown", None)
    assert item.spacing_mm == pytest.approx((0.7, 0.5))


def test_a_mask_volume_goes_with_its_slices(tmp_path):
    mask = np.zeros(block().shape, dtype=np.uint8)
    mask[12, 9, 17] = 1
    nib.save(stored(block(), (1, 1, 3), "LPS"), tmp_path / "v.nii")
    nib.save(stored(mask, (1, 1, 3), "RAS"), tmp_path / "v_mask.nii")
    items = list(nifti_slices(tmp_path / "v.nii", tmp_path / "v_mask.nii", SETTINGS))
    assert [item.index for item in items if item.mask.any()] == [17]
    nib.save(stored(mask[:, :, 1:], (1, 1, 3)), tmp_path / "v_mask.nii")
    assert "20 x 26 x 31" in refusal(nifti_slices, tmp_path / "v.nii", tmp_path / "v_mask.nii", SETTINGS)


@pytest.mark.parametrize(("values", "tumour"), [((1, 2, 4), 3), ((0.2, 0.6, 0.9), 2), ((255, 255, 255), 3)])
def test_every_label_of_a_mask_volume_is_tumour(tmp_path, values, tumour):
    mask = np.zeros(block().shape, dtype=np.float32)
    mask[12, 9:12, 17] = values
    nib.save(stored(block(), (1, 1, 3)), tmp_path / "v.nii")
    nib.save(stored(mask, (1, 1, 3)), tmp_path / "v_seg.nii")
    items = nifti_slices(tmp_path / "v.nii", tmp_path / "v_seg.nii", SETTINGS)
    assert sum(int(item.mask.sum()) for item in items) == tumour


@pytest.mark.parametrize(("largest", "kept"), [(1, 6), (255, 6), (128, 6)])
def test_masks_of_either_range_are_read(largest, kept):
    assert binary(np.array([[0] * 5, [largest] * 5, [largest, 0, 0, 0, 0]])).sum() == kept


def test_a_label_map_given_as_an_image_mask_is_refused_rather_than_lost():
    with pytest.raises(CaseError, match="values up to 3"):
        binary(np.array([[0, 1, 2, 3]], dtype=np.uint8))


def test_volumes_that_cannot_be_cut_are_refused(tmp_path):
    def said(values, affine=None, settings=SETTINGS):
        nib.save(nib.Nifti1Image(values, np.eye(4) if affine is None else affine), tmp_path / "v.nii")
        return refusal(nifti_slices, tmp_path / "v.nii", None, settings)

    hole = block().astype(np.float32)
    hole[3, 4, 5] = np.nan
    assert said(hole) == "finite values | 1 NaN or infinite values"
    assert "4 dimensions: 20 x 26 x 32 x 2" in said(np.stack([block()] * 2, axis=-1))
    assert "20 x 26 x 32" in said(block(), settings=IngestSettings(max_side_px=31))
    assert "20 x 5 px" in said(block()[:, :5])
    flat = np.eye(4)
    flat[2, 2] = 0
    image = nib.Nifti1Image(block(), np.eye(4))
    image.header.set_sform(flat, 1)
    image._affine = flat
    nib.save(image, tmp_path / "f.nii")
    assert "singular affine" in refusal(nifti_slices, tmp_path / "f.nii", None, SETTINGS)


# ---- DICOM


def test_dicom_series_is_ordered_by_place_and_turned_like_a_nifti(tmp_path):
    """Axial frames of a supine patient, stored as scanners do: columns run to the patient's left, rows to the back."""
    volume = block()
    for number, z in enumerate((4, 20, 12)):
        pixels = volume[::-1, ::-1, z].T
        write_dicom(tmp_path / f"{number}.dcm", pixels, position=(-19 * 0.8, -25 * 0.5, z))
    order = sorted(tmp_path.iterdir(), key=lambda path: dicom_identity(path).position)
    assert [path.name for path in order] == ["0.dcm", "2.dcm", "1.dcm"]
    items = list(dicom_slices(order, SETTINGS))
    assert [item.index for item in items] == [0, 1, 2]
    assert items[0].image.mean() < items[1].image.mean() < items[2].image.mean()
    affine = np.array(items[2].affine).reshape(4, 4)
    assert items[2].plane == "axial"
    assert items[2].spacing_mm == pytest.approx((0.5, 0.8))
    np.testing.assert_allclose((affine @ [0, 0, 0, 1])[:3], [19 * 0.8, 25 * 0.5, 20], atol=1e-6)
    np.testing.assert_allclose((affine @ [25, 19, 0, 1])[:3], [0, 0, 20], atol=1e-6)
    assert (np.diff(items[2].image[:, 3].astype(int)) <= 0).all()


@pytest.mark.parametrize(
    ("orientation", "plane"), [((1, 0, 0, 0, 0, -1), "coronal"), ((0, 1, 0, 0, 0, -1), "sagittal")]
)
def test_dicom_plane_comes_from_the_orientation(tmp_path, orientation, plane):
    (item,) = dicom_slices([write_dicom(tmp_path / "a.dcm", ramp() + 50, orientation=orientation)], SETTINGS)
    assert (item.plane, item.index) == (plane, None)
    np.testing.assert_array_equal(np.argsort(item.image[0]), np.argsort(item.image[0], kind="stable"))


def test_dicom_stored_upside_down_is_shown_upright(tmp_path):
    up = write_dicom(tmp_path / "up.dcm", ramp() + 50, orientation=(1, 0, 0, 0, 0, -1))
    down = write_dicom(tmp_path / "down.dcm", ramp()[::-1] + 50, orientation=(1, 0, 0, 0, 0, 1))
    (first,), (second,) = dicom_slices([up], SETTINGS), dicom_slices([down], SETTINGS)
    np.testing.assert_array_equal(first.image, second.image)


def test_dicom_identifiers_leave_as_digests(tmp_path):
    path = write_dicom(tmp_path / "a.dcm", ramp())
    identity = dicom_identity(path)
    assert identity == dicom_identity(write_dicom(tmp_path / "b.dcm", ramp() + 1))
    assert identity.group_id != dicom_identity(write_dicom(tmp_path / "c.dcm", ramp(), PatientID="other")).group_id
    shown = repr(identity) + repr(list(dicom_slices([path], SETTINGS)))
    assert not [word for word in ("secret", "Doe", "1.2.3") if word in shown]


def test_inverted_and_rescaled_greys(tmp_path):
    plain = write_dicom(tmp_path / "a.dcm", ramp() + 50)
    scaled = write_dicom(tmp_path / "b.dcm", ramp() + 50, RescaleSlope=3, RescaleIntercept=-90)
    inverse = write_dicom(tmp_path / "c.dcm", 500.0 - ramp(), PhotometricInterpretation="MONOCHROME1")
    (first,), (second,), (third,) = (dicom_slices([path], SETTINGS) for path in (plain, scaled, inverse))
    np.testing.assert_array_equal(first.image, second.image)
    assert np.abs(first.image.astype(int) - third.image).max() <= 1


def test_dicom_without_geometry_keeps_its_rows_and_says_unknown(tmp_path):
    (item,) = dicom_slices([write_dicom(tmp_path / "a.dcm", ramp() + 50, ImageOrientationPatient=None)], SETTINGS)
    assert (item.plane, item.affine, item.spacing_mm) == ("unknown", None, (0.5, 0.8))
    assert (np.diff(item.image[0].astype(int)) >= 0).all()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"PixelData": None}, "no PixelData"),
        ({"NumberOfFrames": 4}, "4 frames"),
        ({"Rows": 60000}, "60000 x 44 px"),
        ({"PixelData": b"\1\0" * 40}, "damaged or cut-off"),
        ({"ImageOrientationPatient": [1, 0, 0, 1, 0, 0]}, "right angle"),
    ],
)
def test_a_bad_file_of_a_series_is_told_and_the_others_are_read(tmp_path, changes, said):
    good = write_dicom(tmp_path / "good.dcm", ramp() + 50)
    bad = write_dicom(tmp_path / "bad.dcm", ramp() + 50, **changes)
    told, item = dicom_slices([bad, good], SETTINGS)
    assert told[0] == bad
    assert said in str(told[1])
    assert item.index == 1


@pytest.mark.parametrize("size", ["nan", "inf", "1e300", "1e-300", "-5"])
@pytest.mark.parametrize("name", ["SliceThickness", "PixelSpacing"])
def test_a_length_that_cannot_be_is_told_and_the_others_are_read(tmp_path, monkeypatch, name, size):
    for mode in ("reading_validation_mode", "writing_validation_mode"):
        monkeypatch.setattr(pydicom.config.settings, mode, pydicom.config.IGNORE)
    good = write_dicom(tmp_path / "good.dcm", ramp() + 50)
    bad = write_dicom(tmp_path / "bad.dcm", ramp() + 50, **{name: [size, "0.8"] if name == "PixelSpacing" else size})
    told, item = dicom_slices([bad, good], SETTINGS)
    assert told[0] == bad
    assert name in told[1].expected
    assert item.index == 1


def test_a_frame_that_cannot_be_turned_is_told_and_the_others_are_read(tmp_path, monkeypatch):
    paths = [write_dicom(tmp_path / f"{z}.dcm", ramp() + 50, position=(0, 0, z)) for z in (1, 2)]
    turned = volumes.slice_of

    def fails_on_the_first(grey, mask, axis, index, *rest, **options):
        if index == 0:
            raise np.linalg.LinAlgError("SVD did not converge")
        return turned(grey, mask, axis, index, *rest, **options)

    monkeypatch.setattr(dicom, "slice_of", fails_on_the_first)
    told, item = dicom_slices(paths, SETTINGS)
    assert (told[0], told[1].got) == (paths[0], "a damaged or cut-off file (LinAlgError)")
    assert item.index == 1


def test_a_deflated_dicom_file_is_refused_unopened(tmp_path):
    path = write_dicom(tmp_path / "a.dcm", ramp())
    data = pydicom.dcmread(path)
    data.file_meta.TransferSyntaxUID = pydicom.uid.DeflatedExplicitVRLittleEndian
    data.save_as(path)
    assert refusal(lambda: [dicom_identity(path)]).endswith("a deflated one")


# ---- damage


def test_damage_of_any_kind_is_a_case_error(tmp_path: Path):
    """Cut at many places, and with bytes changed, a file of each format is read or refused; nothing else happens."""
    Image.fromarray(ramp()).save(tmp_path / "a.png")
    Image.fromarray(ramp()).save(tmp_path / "a.jpg")
    Image.fromarray(ramp()).save(tmp_path / "a.tif")
    write_cheng(tmp_path / "a.mat")
    nib.save(nib.Nifti1Image(block(), np.eye(4)), tmp_path / "a.nii")
    nib.save(nib.Nifti1Image(block(), np.eye(4)), tmp_path / "a.nii.gz")
    write_dicom(tmp_path / "a.dcm", ramp())
    readers = {
        "mat": lambda path: read_cheng(path, SETTINGS),
        "nii": lambda path: list(nifti_slices(path, None, SETTINGS)),
        "gz": lambda path: list(nifti_slices(path, None, SETTINGS)),
        "dcm": lambda path: (dicom_identity(path), list(dicom_slices([path], SETTINGS))),
    }
    random = np.random.default_rng(0)
    refused = 0
    for path in sorted(tmp_path.iterdir()):
        whole = path.read_bytes()
        read = readers.get(path.name.split(".")[-1], lambda path: read_image(path, SETTINGS))
        read(path)
        cuts = [whole[:end] for end in (1, 9, 140, 349, *(len(whole) * np.arange(1, 8) // 8))]
        for _ in range(25):
            spoilt = bytearray(whole)
            for place in random.integers(0, min(len(whole), 2000), 4):
                spoilt[place] = int(random.integers(256))
            cuts.append(bytes(spoilt))
        for content in cuts:
            path.write_bytes(content)
            try:
                read(path)
            except CaseError:
                refused += 1
    assert refused > 70
