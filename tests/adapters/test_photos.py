"""A kept photo shows what was photographed, upright and not larger than needed, and tells nothing else."""

from collections.abc import Callable

import pytest
from PIL import Image, ImageCms, ImageDraw

from afterround.adapters.photos import bare_photo
from afterround.core.attachments import LONG_SIDE
from tests.pictures import COMMENT, DEVICE, PLACE, TURNED, claiming, jpeg, opened, png, saved, whiteboard

SECRETS = (DEVICE.encode(), PLACE, COMMENT)
MADE: dict[str, Callable[[], bytes]] = {
    "JPEG": jpeg,
    "PNG": png,
    "WEBP": lambda: saved(
        whiteboard(), "WEBP", exif=b"Exif\0\0" + b"MM\0*" + PLACE, xmp=DEVICE.encode() + COMMENT
    ),
    "GIF": lambda: saved(whiteboard(), "GIF", comment=b" ".join(SECRETS)),
}


@pytest.mark.parametrize("form", MADE)
def test_place_device_and_comment_are_gone(form: str) -> None:
    before = MADE[form]()
    assert all(secret in before for secret in SECRETS)
    after = bare_photo(before).content
    assert not [secret for secret in SECRETS if secret in after]
    assert not opened(after).info.keys() - {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_what_was_photographed_is_still_to_be_seen() -> None:
    kept = bare_photo(jpeg(quality=95))
    red = opened(kept.content).convert("RGB").getpixel((20, 20))
    assert isinstance(red, tuple) and red[0] > 200 and red[1] < 60
    assert (kept.media_type, kept.width, kept.height) == ("image/jpeg", 400, 300)


def test_a_photo_taken_sideways_stands_upright() -> None:
    kept = bare_photo(jpeg(orientation=TURNED, quality=95))
    assert (kept.width, kept.height) == (300, 400)
    corner = opened(kept.content).convert("RGB").getpixel((290, 10))
    assert isinstance(corner, tuple) and corner[0] > 200 and corner[1] < 60


@pytest.mark.parametrize(
    ("size", "kept_size"),
    [
        ((4000, 3000), (LONG_SIDE, 1920)),
        ((1500, 6000), (640, LONG_SIDE)),
        ((2560, 10), (2560, 10)),
        ((1, 1), (1, 1)),
    ],
)
def test_the_long_side_is_bounded(size: tuple[int, int], kept_size: tuple[int, int]) -> None:
    kept = bare_photo(saved(Image.new("RGB", size, "white"), "JPEG"))
    assert (kept.width, kept.height) == opened(kept.content).size == kept_size


def test_a_transparent_picture_stays_transparent() -> None:
    picture = Image.new("RGBA", (50, 50), (255, 0, 0, 0))
    kept = bare_photo(saved(picture, "PNG"))
    assert (kept.media_type, opened(kept.content).getpixel((5, 5))) == ("image/png", (255, 0, 0, 0))


def test_a_drawing_in_lines_stays_a_png_and_a_photo_becomes_a_jpeg() -> None:
    lines = Image.new("RGB", (800, 600), "white")
    ImageDraw.Draw(lines).line((0, 0, 800, 600), fill="black", width=3)
    assert bare_photo(saved(lines, "PNG")).media_type == "image/png"
    assert bare_photo(png()).media_type == "image/jpeg"


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "CMYK", "I;16"])
def test_every_mode_of_colour_is_taken(mode: str) -> None:
    form = "TIFF" if mode == "none" else "JPEG" if mode == "CMYK" else "PNG"
    kept = bare_photo(saved(Image.new(mode, (40, 30)), form))
    assert opened(kept.content).mode in ("L", "RGB", "RGBA")


def test_colours_stay_right_where_a_profile_named_them() -> None:
    swapped = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for profile in (srgb, swapped, b"no profile"):
        kept = bare_photo(saved(Image.new("RGB", (40, 30), (10, 200, 30)), "PNG", icc_profile=profile))
        colour = opened(kept.content).convert("RGB").getpixel((5, 5))
        assert isinstance(colour, tuple) and abs(colour[1] - 200) < 8


def test_of_a_moving_picture_the_first_is_kept() -> None:
    frames = [Image.new("RGB", (30, 30), colour) for colour in ("red", "blue")]
    kept = bare_photo(saved(frames[0], "GIF", save_all=True, append_images=frames[1:]))
    colour = opened(kept.content).convert("RGB").getpixel((5, 5))
    assert isinstance(colour, tuple) and colour[0] > 200


@pytest.mark.parametrize(("width", "height"), [(50_000, 50_000), (9_000, 9_000), (2**31 - 1, 2**31 - 1)])
def test_a_small_file_that_claims_a_huge_picture_is_refused(width: int, height: int) -> None:
    with pytest.raises(ValueError, match=r"million pixels|damaged"):
        bare_photo(claiming(width, height))


@pytest.mark.parametrize("form", MADE)
def test_a_picture_cut_off_or_spoilt_is_refused_or_still_bare(form: str) -> None:
    whole = MADE[form]()
    for part in (10, 40, 200, len(whole) // 2):
        for spoilt in (whole[:part], whole[:part] + b"\xff" * 50 + whole[part + 50 :]):
            try:
                kept = bare_photo(spoilt)
            except ValueError as error:
                assert "damaged" in str(error) or "pixels" in str(error)
            else:
                assert PLACE not in kept.content


def test_a_truncated_jpeg_is_refused() -> None:
    with pytest.raises(ValueError, match="cut off or damaged"):
        bare_photo(jpeg()[:-4000])


def test_what_hides_behind_a_picture_is_gone() -> None:
    assert b"<script>" not in bare_photo(jpeg() + b"<script>alert(1)</script>").content
