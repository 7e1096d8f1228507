"""The sRGB profile that PDF/A asks for, made on the spot and always the same."""

from __future__ import annotations

_DATE = slice(24, 36)
_PROFILE_ID = slice(84, 100)


def srgb_profile() -> bytes:
    """Return an ICC profile of sRGB whose date is fixed, so that equal papers have equal bytes."""
    from PIL import ImageCms

    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[_DATE] = bytes((7, 228, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0))
    profile[_PROFILE_ID] = bytes(16)
    return bytes(profile)
