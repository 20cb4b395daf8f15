"""The models that come with cortextual, one folder each."""

from __future__ import annotations

from pathlib import Path

SHIPPED = Path(__file__).parent / "brisc-mobilenetv2-192"
"""What explains and scores where no other model is named."""
