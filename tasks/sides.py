"""Check the sides that a sentence names: of the brain, of the image, of the patient."""

from __future__ import annotations

import re

from tasks import lexicon
from tasks.mentions import ClaimError, clause
from tasks.methods import governing
from tasks.regions import read_region
from tasks.sentence import Sentence, whole_words

PICTURE = r"(?:image|picture|display|screen|scan|view|photo|drawing)"
SIDE = (
    rf"(?:{PICTURE}-)?"
    r"(?:(?:left|right)(?:[\s-]+hand)?(?:[\s-](?:sided?|hemispheric|lateralised|lateralized)(?! of))?|bilateral\w*|bihemispheric|(?:both|two) (?:hemispheres|sides|halves)|midline|both|centre line|between the (?:two |left and right )?(?:hemispheres|halves)(?: of the brain)?|(?:at|along|near|around|on|to|straddl\w*) the middle of the brain|where the (?:two )?(?:halves|hemispheres)(?: of the brain)? meet|in the (?:middle|centre)(?! (?:of the )?(?:mask|heat|tumour|frontal|temporal)))"
)
ON_PICTURE_AFTER = re.compile(
    rf"(?:[\s-]*(?:hand|side|half|part|edge|portion|most|third))*(?:,? (?:of|in|on|within)| as seen (?:on|in)) (?:the |this |our |its |an? )?{PICTURE}|[\s-](?:side of )?(?:the )?{PICTURE}| as (?:you|one|we|they) (?:face|look at|view|see) (?:the |this )?{PICTURE}"
)
ON_PICTURE_BEFORE = re.compile(
    rf"\b{PICTURE}(?:'s)?[\s:-]+(?:hand |side(?: of (?:the )?(?:mask|tumour|lesion))?[\s:]*(?:is |= ?)?(?:the )?)?$|\b{PICTURE}\b[^.;,]{{0,40}}? (?:on|to|at) its $"
)
OF_BRAIN_AFTER = re.compile(
    r"(?:-sided)? by (?:the )?(?:radiological )?convention|(?:[\s-]+(?:cerebral|brain))?[\s-]+(?:hemispher\w+|side of the (?:brain|head)|half of the (?:brain|head)|brain)| (?:of|in) the (?:brain|head)| of the midline"
)
OF_PATIENT_BEFORE = re.compile(r"\b(?:patient|person|subject)(?:'s)?[\s:]+(?:own |true |real |actual )*$")
OF_PATIENT_AFTER = re.compile(r"(?:[\s-]hand)?(?: side)? of the (?:patient|person|subject)")
DISPLAYED = re.compile(
    r"\b(?:displayed|shown|depicted|viewed|visible|seen|sees?|see|appears?|appearing|look\w*|drawn) (?:(?:the |an? )?(?:\w+ ){0,3})?(?:on|to|at|towards) (?:the|its)? ?$"
)
SHOWN = re.compile(
    rf"\b(?:when|as|if) (?:you|one|we) (?:view|look at|see|face) (?:the |this )?{PICTURE}\b|\b(?:[io]n|across|within) (?:the |this |our )?(?:\w+ed )?{PICTURE}\b"
)
BRAIN = re.compile(r"\bconvention|\bhemispher|\bbrain\b|\bpatient")
DENIED = r"(?:and |but |, )?(?:not|rather than|instead of|as opposed to|neither|nor)(?: on| in| at| to| of| belong to| reach)*(?: the)? (?:left|right)(?:[\s-]hand)?(?:[\s-]sided| side| one| hemisphere)?(?! of the (?:image|picture))"
ONE = r"(?:(?:keeps?|kept|sticks?|confined|limited|restricted|only|just|lies|lie|is) (?:to |in |on )*(?:one|a single|1) (?:hemisphere|side|half)(?: alone| only)?|(?:on|to) one side of the midline)"
NOT_ONE = rf"(?:rather than|instead of) (?:being )?(?:left|right)-? (?:or|and) (?:left|right)-sided|straddl\w* neither side(?: in particular)?|neither evidence +nor evidence +\w+ (?:to the |on the )?left n?or (?:to the |on the )?right|neither (?:an? |the )?left n?or (?:an? |the )?right(?: one)?|neither (?:clearly |really |wholly |purely )left (?:nor|or) (?:clearly |really |wholly |purely )?right|neither (?:\w+ )?(?:map|heatmap|mask|method)s?(?: \w+)? (?:takes?|favours?|has|points? to|prefers?) (?:an?|one|either) (?:side|hemisphere|half)|(?:rather than|and not|not|instead of) (?:being )?laterali[sz]ed(?: to (?:one|either) (?:side|hemisphere))?|(?:favour\w*|with|towards?|preferr\w*) neither (?:side|hemisphere|half)(?: (?:being )?favoured)?|(?:neither|not) (?:\w+ )?(?:under|as|with) (?:the )?left (?:nor|or) (?:under |as |with )?(?:the )?right|no (?:single|one) (?:\w+ )?(?:side|hemisphere|half)|neither (?:heatmap|mask|method|of them|of the two)(?: \w+)? (?:takes?|favours?|has|points? to) (?:a|one|either) side|neither (?:hemisphere|side|half)(?: alone| only)? (?:is|was) (?:named|given|assigned|stated|favoured|singled out|reported)|not (?:\w+ ){{0,4}}?(?:to |on |in )?(?:either )?(?:the )?left or (?:to |on |in )?(?:the )?right(?: side| hemisphere)?|(?:rather than|instead of|as opposed to) (?:(?:being )?(?:assigned|allotted|attributed|counted|given) )?(?:on |in |to |at )?(?:the )?(?:left|right) (?:or|and|nor) (?:on |in |to |at )?(?:the )?(?:left|right)(?: side| hemisphere)?|(?:rather than|instead of|not)(?: \w+){{0,5}}? (?:one|1|either) (?:hemisphere|side|half)(?: alone| only)?|not (?:\w+ )?{ONE}|(?:belong\w* to|to|on|in|at) neither (?:hemisphere|side|half)(?: alone| only)?|neither (?:hemisphere|side|half) (?:alone|only)|(?:neither|not) (?:\w+ )?(?:on the |in the |to the |the )?left (?:nor|or) (?:on the |in the |to the |the )?right(?: hemisphere| side)?"
OFF_MIDLINE = r"(?:away|off|far|apart|remote|distant|clear|at a distance|some distance|some way|aside|lateral(?:ly)?|beside|to the side)(?: (?:from|of|to))?(?: the)?(?: brain's)? (?:midline|centre line|middle of the brain)"
FROM_FILE = r"\bnot (?:told|taken|read|derived|judged|determined|known)(?: apart)? from the (?:image|picture)\b|\bit (?:is|was) the (?:file|header) (?:itself )?(?:that |which )(?:tells?|told|says?|said|shows?|showed|states?|settles?|decides?|gives?|records?)\b(?! (?:nothing|not|no|neither)\b)|\bnot (?:from |by )?the (?:image|picture|conventions?) but (?:from |by )?the (?:file|header)|\b(?:file|header),? (?:rather than|and not|not|instead of) (?:from |by )?the (?:image|picture)|(?<!not )\b(?:was|were|is|are) (?:taken|read|derived|confirmed|known|told|settled|decided) (?:from|by|in) the (?:file|header|affine)\b"
SAME_SIDE = r"ipsilateral(?:ly)?|(?:on |in )?(?:the )?same (?:side|half|hemisphere)|(?:concordant|congruent|consistent|in agreement|in accord|identical|agree\w*|match\w*|coincide\w*) (?:(?:in|as to|on|with regard to|regarding|with respect to) (?:the )?(?:side|hemisphere|laterality)|(?:with|to) (?:the )?(?:side|hemisphere|laterality) of)"
LEFT_FROM_RIGHT = r"information (?:on|about|of) left and right|(?:file|header)'s (?:own )?left and right|right from left|which side is (?:left|right|fitting)\b|left (?:and|or|versus) right(?= +(?:\w+ +){0,4}(?:from|by|using|via|through) the (?:orientation )?(?:file|header|affine)\b)|left (?:was |is |has been )?(?:told|distinguished|separated|known|set apart) from right|(?:question|matter|distinction) (?:of|between) (?:left|right) (?:and|or|from|versus) (?:left|right)|left (?:against|versus) right|(?:says|said|tells) (?:on|about|of|as to) left and right|^left and right(?= are as the)|(?:tells?|told|telling) (?:the )?(?:two )?(?:sides|them) apart|(?<=\u00a4 )left (?:and|or|from|versus) right|(?:tell|told|tells|telling) (?:one|1|the one) (?:side|half) from the other|left side from (?:the )?right(?: side)?|(?:indicat|tell|show|stat|record|specif|giv|mark)\w* (?:what is |which is |the )?left and (?:what is |which is )?right|(?:the )?sides?, left and right,?|(?:indication|designation|distinction|assignment|labelling|source|knowledge|naming) (?:of|between) left and right|(?:which|what) (?:side |half )?(?:is|was) left and (?:which|what) (?:side |half )?(?:is|was) (?:right|fitting)|(?:the )?(?:two )?(?:sides|halves)(?= (?:(?:are|is|was|were|being|have been|having been|to be) )?(?:told|taken|distinguished|separated|derived|read)\b)|left from right|(?<=source for )left and right|(?<=source of )left and right|(?<=file for )left and right|(?:left (?:and|or|versus) right|right (?:and|or|versus) left)(?: sides?| hemispheres?| halves)?(?= (?:(?:are|is|was|were|being|have been|having been|to be) )?(?:apart|told|taken|determined|defined|identified|inferred|assigned|indicated|derived|read|given|known|settled|come|comes|came|distinguished|separated|stated|recorded|confirmed|by the|from the)\b)|left-right(?: orientation)?|left(?:-(?:to-)?|/)right|which side is left and which (?:side )?is (?:right|fitting)"
ALIKE = r"(?<!not )alike|(?<!un)like the (?:tumour|evidence|heatmap|other|outline|segmentation|mask)|as (?:is|does|are|do|was) the|both masks|(?:the )?two masks|\btoo\b|likewise|also"
"""That two masks share what is said of one."""
AGREE = r"(?:agree|coincide|match|tally)(?:s|es)?\b|(?:are|is) (?:identical|the same|one and the same|alike)|same side|both (?:are|being|is|say|read|give|name|on)\b"
UNTOLD_SIDE = r"\b(?:unknown|unclear|unsure|open|not (?:be )?(?:known|said|told|determined|clear|stated|decided)) (?:on |in |to |at )?(?:which|what) (?:side|half|hemisphere)"
JOINED_VERB = re.compile(
    r"and (?:also |is |are |was |were )*(?:lies|lie|lying|sits?|spread|spreads|extends?|falls?|belongs?|reach\w*|covers?|occup\w+|stays?|remains?|appears?|spans?|straddles?|counts?)\b"
)
"""A second verb of the subject before it."""
ONE_EACH = r"(?:one|1) (?:to|on|in|at) the (?P<one>left|right)(?: side| hemisphere)? and (?:one|1|the other) (?:to|on|in|at) the (?!(?P=one))(?:left|right)(?: side| hemisphere)?"
"""Two masks, one on each side."""
OPPOSITE = {"left": "right", "right": "left"}


def read_sides(sentence: Sentence) -> None:
    """Take every side out of the sentence, those of named regions apart, which are taken with their names.

    Raises
    ------
    ClaimError
        If a side is not that of the cited findings.
    """
    if sentence.known("tumour.hemisphere_from") != "file":
        sentence.claims += len(
            list(
                sentence.take(
                    r"(?:tell|told|tells|telling) (?:the )?(?:two )?(?:sides|them) apart|(?:tell|told|tells|telling) (?:one|1|the one) (?:side|half) from the other|(?:the )?(?:two )?(?:sides|halves|hemispheres)(?=(?:, left and right,)? (?:are|were|being|was|have been|having been) (?:told|taken|distinguished|separated|identified|determined|derived|read)\b)|(?:which|what) (?:(?:side|half|hemisphere) )?(?:is |was |counts? |to be |being )?(?:called |as |taken as |named )?(?:which|left|right)(?: and (?:which|what)(?: is| as| counts as)? (?:right|left))?|(?:left (?:and|or|from|versus) right|right (?:and|or|from|versus) left|right-left)(?! (?:halves|hemispheres))|left (?:was |is |has been )?(?:told|distinguished|separated|known|set apart) from right|left(?:-(?:to-)?|/)right|(?:radiological )?conventions?"
                )
            )
        )
        list(sentence.take(r"patient's (?:true )?sides?|sides? of the patient"))
        if told := re.search(FROM_FILE, sentence.words):
            raise ClaimError(f"{told.group()!r}: the file does not tell left from right")
        told = whole_words(lexicon.FILE_TELLS).search(sentence.words)
        if told and not re.search(rf"\b(?:{lexicon.NO_SIDE})\b", sentence.words):
            raise ClaimError(f"{told.group()!r}: the file does not tell left from right")
        list(sentence.take(lexicon.FILE_TELLS))
    else:
        if "tumour.hemisphere_from" in sentence.facts:
            sentence.claims += len(list(sentence.take(LEFT_FROM_RIGHT)))
    if (found := re.search(UNTOLD_SIDE, sentence.words)) and not re.search(
        r"\b(?:patient|file|header)", sentence.words
    ):
        raise ClaimError(f"{found.group()!r} turns a finding round")
    list(
        sentence.take(
            r"(?<!each )(?:of|between|among|from) the two (?:hemispheres|sides|halves)(?: of the (?:brain|head))?"
        )
    )
    for match in sentence.take(SAME_SIDE):
        hemispheres = sentence.values(r".*\.hemisphere")
        if len(hemispheres) > 1:
            raise ClaimError(f"{match.group()!r}: the cited findings say {' and '.join(sorted(hemispheres))}")
    _check_alike(sentence)
    words, last = sentence.said, 0
    for match in sentence.take(SIDE):
        frame = _frame(words, match, last)
        last = match.end()
        if (
            frame == "patient"
            and sentence.known("tumour.hemisphere_from") != "file"
            and "convention" not in sentence.words
        ):
            raise ClaimError(f"{match.group()!r}: the file does not tell the patient's side")
        if frame == "patient":
            list(
                sentence.take(
                    r"(?:patient|person|subject)(?:'s)?(?: own| true| real| actual)?(?= ?¤)|(?<=¤ )of the (?:patient|person|subject)"
                )
            )
        cited = sentence.values(r".*\.image_side")
        if frame == "shown":
            frame = "picture" if cited else "brain"
        elif frame == "" and cited and not sentence.values(r".*\.hemisphere"):
            frame = "picture"
        _compare(sentence, match, r"\.image_side" if frame == "picture" else r"\.hemisphere")


def _check_alike(sentence: Sentence) -> None:
    """Whether two masks on two sides, or image side and hemisphere where they differ, are said to be on one."""
    hemispheres, shown = sentence.values(r".*\.hemisphere"), sentence.values(r".*\.image_side")
    named = set(re.findall(r"\b(?:left|right|midline|both hemispheres)\b", sentence.said))
    told = re.search(rf"\b(?:{ALIKE})\b", sentence.words) if len(hemispheres) > 1 and len(named) == 1 else None
    if hemispheres and shown and hemispheres != shown:
        told = told or re.search(rf"\b(?:{AGREE})", sentence.words)
    if told and not re.search(r"\bnot\b|\bdo not\b", sentence.words):
        raise ClaimError(f"{told.group()!r}: the cited findings say {' and '.join(sorted(hemispheres | shown))}")


def _frame(said: str, match: re.Match[str], last: int) -> str:
    """What a side is a side of: picture, brain, patient; shown where the picture is only where it is seen; else empty."""
    before, after = said[: match.start()], said[match.end() :]
    if (
        ("-" in match.group() and re.match(PICTURE, match.group()))
        or ON_PICTURE_AFTER.match(after)
        or ON_PICTURE_BEFORE.search(before)
    ):
        return "picture"
    if OF_PATIENT_AFTER.match(after) or OF_PATIENT_BEFORE.search(before):
        return "patient"
    if OF_BRAIN_AFTER.match(after):
        return "brain"
    if DISPLAYED.search(before):
        return "shown"
    _, end = clause(said, match.start())
    shown = [found.start() for found in SHOWN.finditer(said[last : match.start()])]
    brain = [found.start() for found in BRAIN.finditer(said[last : match.start()])]
    if shown and max(shown) > max(brain, default=-1):
        return "shown"
    return "shown" if SHOWN.search(said[match.end() : end]) else ""


def read_denied_sides(sentence: Sentence) -> None:
    """Take out "not on the left", which is true of what lies on the right, and "not in one hemisphere alone"."""
    if sentence.known("tumour.hemisphere_from") == "file":
        if "tumour.hemisphere_from" in sentence.facts:
            sentence.claims += len(list(sentence.take(LEFT_FROM_RIGHT)))
        sentence.claims += len(list(sentence.take(lexicon.FILE_TELLS)))
    measured = sentence.values(r"(?:tumour|evidence\.\w+)\.hemisphere")
    if measured == {"left", "right"}:
        sentence.claims += len(list(sentence.take(ONE_EACH)))
    named = {
        str(read_region(fact.printed()).side)
        for mention in sentence.regions
        for fact_id, fact in sentence.facts.items()
        if fact_id in mention.owners and re.fullmatch(r"tumour\.(?:region|nearby)\.\d", fact_id)
    }
    if len(measured) == 1 and named == {OPPOSITE.get(next(iter(measured)))}:
        sentence.claims += len(
            list(
                sentence.take(
                    r"(?:on |in )?the (?:opposite|other|contralateral) (?:side|hemisphere)(?: of the (?:brain|midline))?"
                )
            )
        )
    if len(measured) > 1:
        list(sentence.take(r"unlike|differ\w*(?: from)?|in contrast (?:to|with)"))
    if measured and measured <= {"both", "midline"}:
        sentence.claims += len(list(sentence.take(NOT_ONE)))
    for match in sentence.take(ONE):
        if measured & {"both", "midline"}:
            raise ClaimError(f"{match.group()!r}: the cited findings say {' or '.join(sorted(measured))}")
    if measured & {"both", "midline"} and (found := re.search(rf"\b{OFF_MIDLINE}\b", sentence.said)):
        raise ClaimError(f"{found.group()!r}: the cited findings say {' or '.join(sorted(measured))}")
    for match in sentence.take(DENIED):
        side = "left" if "left" in match.group() else "right"
        measured = sentence.values(r"(?:tumour|evidence\.\w+)\.hemisphere")
        if measured != {OPPOSITE[side]}:
            raise ClaimError(f"{match.group()!r} turns a finding round")
        sentence.claims += 1


def _compare(sentence: Sentence, match: re.Match[str], suffix: str) -> None:
    word = match.group()
    side = next(
        (
            side
            for side in ("left", "right", "midline")
            if side
            in re.sub(
                r"centre line|^between.*|^where.*|^(?:in|at|along|near|around|on|to|straddl\w*) the.*", "midline", word
            )
        ),
        "both",
    )
    if word == "both" and "both" not in sentence.values(r".*\.hemisphere"):
        return
    allowed = {id_: str(fact.value) for id_, fact in sentence.facts.items() if re.search(rf"{suffix}$", id_)}
    measured = {value for id_, value in allowed.items() if id_.startswith(_holders(sentence, match))}
    measured = measured or set(allowed.values())
    if not allowed and suffix == r"\.hemisphere":
        owners = {owner for mention in sentence.regions for owner in mention.owners if owner != "tumour.unnamed"}
        if not sentence.regions and re.search(r"\bregions?\b", sentence.words):
            owners = {id_ for id_ in sentence.facts if re.fullmatch(r"tumour\.(?:region|nearby)\.\d", id_)}
        measured = {str(read_region(sentence.facts[owner].printed()).side) for owner in owners}
    if (
        side == "both"
        and measured in ({"left", "right"}, {"midline"})
        and (len(measured) == 2 or "between" in sentence.words)
    ):
        measured = {"both"}
    if measured != {side}:
        raise ClaimError(f"{word!r}: the cited findings say {' or '.join(sorted(measured)) or 'nothing of it'}")
    sentence.claims += 1


def _holders(sentence: Sentence, match: re.Match[str]) -> tuple[str, ...]:
    """What the ids of the findings begin with that a side is said of."""
    place = match.start()
    named = re.match(
        r"(?:[\s-]*sided?)?[\s-]+(?:\w+ )?(tumour|lesion|evidence|mask|outline)\b", sentence.words[match.end() :]
    )
    subject = _subject(sentence.words, place)
    if named and sentence.methods:
        subject = "evidence" if named[1] == "evidence" else "tumour"
    methods = governing(sentence, place) if subject != "tumour" else frozenset()
    start, _ = clause(sentence.words, place)
    joined = re.match(
        r"and (?:the )?[\w+ -]*? (?:are|were|both|lie|sit|fall|point|agree|share)\b", sentence.words[start:place]
    )
    if joined and start:
        earlier = lexicon.subjects_in(sentence.words[clause(sentence.words, start - 1)[0] : start])
        return tuple(f"{name}." for name in (*(methods or ([subject] if subject else [])), *earlier))
    return tuple(f"{name}." for name in methods) or ((f"{subject}.",) if subject else ("",))


def _subject(said: str, place: int) -> str | None:
    start, end = clause(said, place)
    part = lexicon.EVIDENCE_MASK.sub("evidence", said[start:end])
    if JOINED_VERB.match(part) and start:
        earlier = lexicon.subjects_in(said[clause(said, start - 1)[0] : start])
        if earlier:
            return earlier[0]
    subjects = [name for name, words in lexicon.SUBJECTS.items() if re.search(words, part)]
    if subjects:
        return subjects[0] if len(subjects) == 1 else None
    named = lexicon.subjects_in(re.sub(r"\bunlike [^,.;]*,(?! which)", " ", said[:end]))
    return named[-1] if named else None
