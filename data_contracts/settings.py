"""What a user may set, one record per stage: a change re-runs that stage and what follows, nothing before it."""

from __future__ import annotations

from typing import Literal, Self, get_args

from pydantic import Field, model_validator

from data_contracts.names import REPLAY, Audience, Backbone, CamMethod, SplitBy
from data_contracts.record import Record

AUDIENCE_OF: dict[str, Audience] = {"report/v1": "clinician", "report/patient-v1": "patient"}
"""Whom each report template addresses; the first of an audience is the one taken without a name."""


class IngestSettings(Record):
    """Limits on what is read. A file that declares more is refused before its pixels are."""

    max_side_px: int = 8192
    max_file_mb: int = 2048
    min_side_px: int = 16


class SplitSettings(Record):
    """What is kept together, and which fold serves for what.

    Attributes
    ----------
    by : "series" keeps a patient, a given series and near-duplicates together, joined along chains; "clusters"
        near-duplicates and equal pictures only; "slices" nothing: it shows what a leak is worth, and no training passes
        the gate behind it.
    groups : a CSV file with the columns `file_stem` and `series` (or `group_id`); the flow fills in its digest, so that
        another table under the same name is another split.
    test_fold : locked: nothing before the last scoring may use it.
    """

    by: SplitBy = "series"
    groups: str | None = None
    groups_sha256: str | None = None
    folds: int = Field(default=5, ge=3)
    test_fold: int = Field(default=0, ge=0)
    validation_fold: int = Field(default=1, ge=0)
    seed: int = 0

    @model_validator(mode="after")
    def _two_folds_of_these(self) -> Self:
        if self.test_fold == self.validation_fold or max(self.test_fold, self.validation_fold) >= self.folds:
            raise ValueError(
                f"expected a test and another validation fold below {self.folds}, got {self.test_fold} and "
                f"{self.validation_fold}"
            )
        return self


class TrainSettings(Record):
    """The training recipe.

    `start_weights` is "imagenet", "none", a file of backbone weights without top or a model folder; the flow fills in the
    digest, so that other weights under the same name are another training. Training stops early once `patience` epochs
    in a row were no better than the best on the validation part.

    Attributes
    ----------
    optimizer : "adam" with a learning rate that rises over the first tenth of the steps and falls as a cosine; "sgd" with
        the momentum and the decay of the published method's authors' earlier code.
    augmentation : slices are moved and changed in grey level at random; see `tasks.feed`.
    balance_classes : every class weighs the same in the loss, however many slices it has.
    dice_loss : the segmentation's loss is cross-entropy + 1 - soft Dice, else cross-entropy alone.
    segmentation_loss_weight : with as much weight as the class, the shared layers learn the masks worse than without it;
        see docs/recipes.md.
    """

    backbone: Backbone = "mobilenetv2"
    start_weights: str = "none"
    start_weights_sha256: str | None = None
    image_size: int = Field(default=192, ge=32, le=512, multiple_of=32)
    epochs: int = Field(default=16, ge=1)
    patience: int = Field(default=8, ge=1)
    batch_size: int = Field(default=32, ge=1)
    learning_rate: float = Field(default=1e-3, gt=0)
    class_loss_weight: float = Field(default=1.0, ge=0)
    segmentation_loss_weight: float = Field(default=12.0, ge=0)
    optimizer: Literal["adam", "sgd"] = "adam"
    augmentation: bool = True
    balance_classes: bool = True
    dice_loss: bool = True
    seed: int = 0


REFERENCE = TrainSettings(
    backbone="inceptionresnetv2",
    image_size=224,
    epochs=20,
    patience=20,
    batch_size=64,
    learning_rate=1e-3,
    segmentation_loss_weight=1.0,
    optimizer="sgd",
    augmentation=False,
    balance_classes=False,
    dice_loss=False,
)
"""The published method (arXiv 2605.06197) rebuilt as far as it is known: two heads trained together, and the backbone that
its abstract calls best. Every other value is a guess: epochs, batch, optimizer, no start weights and no augmentation are
those of the same group's earlier code (GitHub yusufbrima/XAIBiomedical), 224 stands for its 225 px, cross-entropy for a
segmentation loss that nobody has published. The heads, the framing and the choice of the best epoch are cortextual's."""


class PredictSettings(Record):
    batch_size: int = Field(default=16, ge=1)


class CamSettings(Record):
    """`scorecam_channels` bounds Score-CAM to the channels whose activation spreads most over each image."""

    methods: tuple[CamMethod, ...] = ("gradcam++",)
    scorecam_channels: int = Field(default=32, ge=1)


class ThresholdSettings(Record):
    """How heatmaps and the segmentation are cut.

    Attributes
    ----------
    hot_share : of a heatmap's range inside the brain: what lies above is hot, and its area sets the percentile; chosen for
        the shipped network, by `benchmarks/hot_share.py`.
    low_percentile, high_percentile : bounds of that percentile inside the brain mask.
    segmentation_probability : from which a pixel is tumour.
    smallest_area_pct : of the brain: a smaller component is no mask.
    """

    hot_share: float = Field(default=0.35, gt=0, lt=1)
    low_percentile: float = Field(default=85.0, ge=50, le=100)
    high_percentile: float = Field(default=99.5, ge=50, le=100)
    segmentation_probability: float = Field(default=0.5, gt=0, lt=1)
    smallest_area_pct: float = Field(default=0.05, ge=0, le=100)


class AtlasSettings(Record):
    """`region_probability_pct`: a voxel belongs to its most probable region if that is at least this probable."""

    region_probability_pct: float = Field(default=25.0, ge=0, le=100)
    smallest_overlap_pct: float = Field(default=1.0, ge=0, le=100)
    nearby_regions: int = Field(default=3, ge=1)


class GenerateSettings(Record):
    """Who words the findings, and how a call is bounded.

    Attributes
    ----------
    llm, fallbacks : LiteLLM names in the order in which they are asked; or `replay:RUN` alone, for the stored answers
        of a run: whoever plays a run back asks nobody.
    replay_sha256 : digest of those answers; the flow fills it in.
    api_base : address of an OpenAI-compatible server, for `llm` and for fall-backs of the same provider.
    temperature, max_tokens, seed : how the model samples: part of what an answer is stored under.
    timeout_s : for one call over a network. `budget_s` : for all calls about one case with their delays.
    attempts : calls about one case to one model, before the next model is asked.
    ceiling_usd : what the calls of one run may cost; a call that could go past it is not made.
    breaker_failures, breaker_pause_s : so many cases in a row without an answer, and a model is left alone for so long.
    """

    llm: str = "embedded/smollm2"
    fallbacks: tuple[str, ...] = ()
    replay_sha256: str | None = None
    api_base: str | None = None
    temperature: float = Field(default=0.0, ge=0)
    max_tokens: int = Field(default=2048, ge=16)
    seed: int = 0
    timeout_s: float = Field(default=120.0, gt=0)
    budget_s: float = Field(default=600.0, gt=0)
    attempts: int = Field(default=4, ge=1)
    ceiling_usd: float | None = Field(default=None, ge=0)
    breaker_failures: int = Field(default=5, ge=1)
    breaker_pause_s: float = Field(default=60.0, gt=0)

    @model_validator(mode="after")
    def _a_run_is_played_back_alone(self) -> Self:
        if len(self.models) > 1 and any(llm.startswith(REPLAY) for llm in self.models):
            raise ValueError(f"expected {REPLAY}RUN without other models, got {len(self.models)} of them")
        return self

    @property
    def models(self) -> tuple[str, ...]:
        """All models in the order in which they are asked, each once."""
        return tuple(dict.fromkeys((self.llm, *self.fallbacks)))

    def only(self, llm: str) -> GenerateSettings:
        """The settings for one of the models; the address goes with the provider it was given for."""
        same_provider = llm.partition("/")[0] == self.llm.partition("/")[0]
        return self.model_copy(
            update={"llm": llm, "fallbacks": (), "api_base": self.api_base if same_provider else None}
        )


class VerifySettings(Record):
    """A report of which less than `smallest_supported_share` of the statements is supported is written anew without a model."""

    smallest_supported_share: float = Field(default=0.5, ge=0, le=1)


class RunSettings(Record):
    """The run as a whole: how many cases share a task call, how many LLM calls run at once, when a run has failed."""

    batch_cases: int = Field(default=64, ge=1)
    llm_concurrency: int = Field(default=1, ge=1)
    largest_quarantined_share: float = Field(default=1.0, gt=0, le=1)


class EvaluateSettings(Record):
    run: RunSettings = RunSettings()
    ingest: IngestSettings = IngestSettings()
    predict: PredictSettings = PredictSettings()
    cam: CamSettings = CamSettings()
    threshold: ThresholdSettings = ThresholdSettings()


class TrainRunSettings(EvaluateSettings):
    split: SplitSettings = SplitSettings()
    train: TrainSettings = TrainSettings()


class CompareSettings(EvaluateSettings):
    """The one budget of all backbones: cases, parts and recipe. The flow puts backbone and start weights into `train`.

    `images` are drawn from the train part, `test_images` from the test part, stratified by class with the seed of
    `train`; None takes the whole part. `start_weights` is "imagenet", "none" or a folder of weights files without top.
    """

    split: SplitSettings = SplitSettings()
    train: TrainSettings = TrainSettings(image_size=96, epochs=4)
    backbones: tuple[Backbone, ...] = get_args(Backbone)
    images: int | None = Field(default=800, ge=1)
    test_images: int | None = Field(default=None, ge=1)
    start_weights: str = "none"


class ExplainSettings(EvaluateSettings):
    """`prompt` and `repair_prompt` name templates; without a name, the audience's."""

    audience: Audience = "clinician"
    prompt: str | None = None
    repair_prompt: str = "repair/v1"
    atlas: AtlasSettings = AtlasSettings()
    generate: GenerateSettings = GenerateSettings()
    verify: VerifySettings = VerifySettings()

    @property
    def template(self) -> str:
        """Name of the template that is rendered first."""
        return self.prompt or next(name for name, audience in AUDIENCE_OF.items() if audience == self.audience)


class CompareLlmsSettings(Record):
    """Models and prompts to compare: every model under every prompt. `generate.llm` is each model in turn.

    `repair_prompt` is the template of the one question about statements that failed, as when explaining.
    """

    llms: tuple[str, ...] = ("embedded/smollm2",)
    prompts: tuple[str, ...] = ("report/v1",)
    repair_prompt: str = "repair/v1"
    run: RunSettings = RunSettings()
    generate: GenerateSettings = GenerateSettings()
    verify: VerifySettings = VerifySettings()
