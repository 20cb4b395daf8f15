"""The words that records, settings and the command line share. Imports nothing, so that `--help` costs nothing."""

from __future__ import annotations

from typing import Literal

TumourClass = Literal["glioma", "meningioma", "pituitary", "no_tumor"]
Plane = Literal["axial", "coronal", "sagittal", "unknown"]
SplitBy = Literal["series", "clusters", "slices"]
Part = Literal["train", "validation", "test"]
CamMethod = Literal["gradcam", "gradcam++", "scorecam"]
Audience = Literal["clinician", "patient"]
Hemisphere = Literal["left", "right", "midline", "both"]
Backbone = Literal[
    "vgg16", "vgg19", "resnet50", "resnet50v2", "xception", "inceptionv3", "densenet121", "efficientnetb0",
    "inceptionresnetv2", "mobilenetv2",
]  # fmt: skip

REPLAY = "replay:"
"""What stands before a run folder whose stored answers serve in a language model's place."""

CLASS_WORDS = {"glioma": "glioma", "meningioma": "meningioma", "pituitary": "pituitary tumour", "no_tumor": "no tumour"}
METHOD_WORDS = {"gradcam": "Grad-CAM", "gradcam++": "Grad-CAM++", "scorecam": "Score-CAM"}
EVIDENCE_IDS = {"gradcam": "gradcam", "gradcam++": "gradcampp", "scorecam": "scorecam"}
"""How the ids of findings name a method: they hold no sign."""
