"""Other words for what a cited finding is about, and the one in which the checker reads them."""

from __future__ import annotations

import re
from collections.abc import Collection

from tasks import certainty_words, class_words, evidence_words, mask_words, place_words, strangeness_words

OTHER_SCALE = re.compile(r"percentile|pixel|\bpx\b|\bunits?\b|intensit|activation|grey|gray|\bmm\b|\bcm\b|%")
"""Where a bare number is no percentile."""
SYNONYMS = tuple(
    (re.compile(ids), re.compile(pattern), replacement)
    for ids, group in (
        (r"class\.certain(?:\.from)?", certainty_words.OF_RULE),
        (r"class\.certainty", certainty_words.OF_CERTAINTY),
        (r"class\b.*", class_words.OF_CLASS),
        (r"input\.familiarity", strangeness_words.OF_STRANGENESS),
        (r".*\.(?:hemisphere(?:_from)?|image_side)", place_words.OF_SIDE),
        (r"evidence\.\w+\.percentile", evidence_words.OF_PERCENTILE),
        (r"tumour\.mask", mask_words.OF_MASK),
        (r"tumour\..*|evidence\..*", mask_words.OF_OUTLINE),
        (r"tumour\.area\.mm2", mask_words.OF_AREA),
        (r"tumour\.(?:region\.\d\.overlap\w*|unnamed)", mask_words.OF_SHARE),
        (r"tumour\.region\.\d\.overlap_low", mask_words.OF_LOW),
        (r"evidence\..*", evidence_words.OF_EVIDENCE),
        (r"input\.synthetic", class_words.OF_PHANTOM),
        (r"tumour\.placement", place_words.OF_PLACEMENT),
        (r"tumour\.level\.band", place_words.OF_BAND),
    )
    for pattern, replacement in group
)
"""Pattern of the ids of which one must be cited, words, and what stands for them."""
PERCENTILES_ALONE = tuple((re.compile(pattern), replacement) for pattern, replacement in evidence_words.ONLY_PERCENTILE)


def reworded(said: str, cited: Collection[str]) -> str:
    """The sentence with one word for what its findings are about.

    Examples
    --------
    >>> reworded("the answer is not accepted as sure", ["class.certain"])
    'the answer is not accepted as certain'
    >>> reworded("the answer is not accepted as sure", ["class"])
    'the answer is not accepted as sure'
    """
    for ids, pattern, replacement in SYNONYMS:
        if any(ids.fullmatch(fact_id) for fact_id in cited):
            said = pattern.sub(replacement, said)
    if cited and all(fact_id.endswith(".percentile") for fact_id in cited) and not OTHER_SCALE.search(said):
        for pattern, replacement in PERCENTILES_ALONE:
            said = pattern.sub(replacement, said)
    return said
