"""Check the sides that a sentence names: of the brain, of the image, of the patient."""

from __future__ import annotations

import re

from tasks import lexicon
from tasks.quantities import ClaimError, clause
from tasks.regions import read_region
from tasks.sentence import TAKEN, Sentence

PICTURE = r"(?:image|picture|slice|display|screen|scan|view)"
OF_PICTURE = (
    rf"{PICTURE}(?:'s)?[\s-](?:left|right)|(?:left|right)(?:[\s-]hand)?(?: side| half| part| edge)?(?: side)? (?:of|in) (?:the |this )?{PICTURE}"
    rf"|(?:left|right)(?= in the (?:image|picture))|[io]n the (?:image|picture|display|screen)[^;.]{{0,40}}\bon the (?:left|right)|{PICTURE} [^,;.]{{0,24}}\bon its (?:left|right)"
)
OF_PATIENT = r"(?:patient|person|subject)'s (?:own |true |real )?(?:left|right)|(?:left|right)(?:[\s-]hand)? (?:side )?of the (?:patient|person|subject)"
SIDE = r"(?:left|right)(?:-hand)?(?:[\s-]sided?|[\s-]hemispheric|-lateralised|-lateralized)?|bilateral\w*|both (?:hemispheres|sides|halves)|midline|two hemispheres|both"
DENIED = r"(?:and |but |, )?(?:not|rather than|instead of) (?:on |in |at |to )?(?:the )?(?:left|right)(?:[\s-]sided| side| one| hemisphere)?"
OPPOSITE = {"left": "right", "right": "left"}


def read_sides(sentence: Sentence) -> None:
    """Take every side out of the sentence, those of named regions apart, which are taken with their names.

    Raises
    ------
    ClaimError
        If a side is not that of the cited findings.
    """
    if sentence.known("tumour.hemisphere_from") != "file":
        sentence.claims += len(list(sentence.take(r"left (?:and|or|from) right|(?:radiological )?conventions?")))
        list(sentence.take(r"patient's (?:true )?sides?|sides? of the patient"))
        for match in sentence.take(rf"(?<!{TAKEN} )(?:{lexicon.FILE_TELLS})(?! ?{TAKEN}| (?:it )?(?:no|not)\b)"):
            raise ClaimError(f"{match.group()!r}: the file does not tell left from right")
    else:
        sentence.claims += len(list(sentence.take(lexicon.FILE_TELLS)))
    for match in sentence.take(OF_PATIENT):
        if sentence.known("tumour.hemisphere_from") != "file":
            raise ClaimError(f"{match.group()!r}: the file does not tell the patient's side")
        _compare(sentence, match, r"\.hemisphere")
    for match in sentence.take(OF_PICTURE):
        loose = re.match(r"[io]n the", match.group()) and not sentence.values(r".*\.image_side")
        _compare(sentence, match, r"\.hemisphere" if loose else r"\.image_side")
    for match in sentence.take(SIDE):
        _compare(sentence, match, r"\.hemisphere")


def read_denied_sides(sentence: Sentence) -> None:
    """Take out "not on the left", which is true of what lies on the right."""
    for match in sentence.take(DENIED):
        side = "left" if "left" in match.group() else "right"
        measured = sentence.values(r"(?:tumour|evidence\.\w+)\.hemisphere")
        if measured != {OPPOSITE[side]}:
            raise ClaimError(f"{match.group()!r} turns a finding round")
        sentence.claims += 1


def _compare(sentence: Sentence, match: re.Match[str], suffix: str) -> None:
    word = match.group()
    side = next((side for side in ("left", "right", "midline") if side in word), "both")
    if word == "both" and "both" not in sentence.values(r".*\.hemisphere"):
        return
    allowed = {id_: str(fact.value) for id_, fact in sentence.facts.items() if re.search(rf"{suffix}$", id_)}
    subject = _subject(sentence.said, match.start())
    measured = {value for id_, value in allowed.items() if subject in (None, id_.split(".")[0])} or set(
        allowed.values()
    )
    if not allowed and suffix == r"\.hemisphere":
        owners = {owner for mention in sentence.regions for owner in mention.owners}
        measured = {str(read_region(sentence.facts[owner].printed()).side) for owner in owners}
    if measured != {side}:
        raise ClaimError(f"{word!r}: the cited findings say {' or '.join(sorted(measured)) or 'nothing of it'}")
    sentence.claims += 1


def _subject(said: str, place: int) -> str | None:
    start, end = clause(said, place)
    for part in (said[start:end], said[:end]):
        subjects = [name for name, words in lexicon.SUBJECTS.items() if re.search(words, part)]
        if subjects:
            return subjects[0] if len(subjects) == 1 else None
    return None
