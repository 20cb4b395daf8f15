"""Other names of what may not have been assessed, and their places in a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from data_contracts.findings import Fact
from tasks.mentions import ClaimError
from tasks.spelling import spoken
from tasks.unmeasured import UNMEASURED

TOPICS = {
    "input.spacing": r"size of (?:one|1|an?|each|the) (?:dot|pixel|px|point)|how (?:large|big|wide) (?:each|one|1|an?) (?:image |picture )?(?:dot|pixel|px|point|square) is(?: in (?:real(?: life)?|mm|reality))?|(?:the )?(?:spacing|size) of (?:the |this )?(?:\w+ )?(?:slice|image|picture)'s pixels|(?:how (?:many|large|big) (?:mm|cm) )?(?:(?:the )?(?:pixel|voxel|image)s?(?:'s)? )?(?:spacing|size|scale|resolution|dimensions?)(?: of (?:a|the|each|one) pixels?)?(?: in (?:real )?(?:mm|units|length))?|(?:how (?:many|large|big) )?(?:mm|pixels?)\b(?: (?:a |one |each )?pixels?)?(?: (?:spans?|measures?|covers?|is|are|has|stands? for|represents?|corresponds? to))?(?: in mm)?",
    "input.plane": r"(?:(?:image|slice) )?(?:plane|orientation)(?: of the (?:slice|image))?",
    "tumour.place": r"(?:anatomical )?(?:place|location|position)(?: of the (?:tumour )?mask)?(?: in the brain)?|where (?:in the brain )?(?:the )?(?:tumour |mask )?lies",
    "tumour.hemisphere": r"left[- ]or[- ]right(?: answer| call| verdict| label)|(?:the )?(?:affected|involved) (?:half|side|hemisphere)|(?:the )?(?:half|side|hemisphere) (?:that is |which is )?(?:affected|involved|concerned)|(?:the )?(?:half|side|hemisphere) of the brain|whether (?:it|the [\w ]{3,20}?) (?:is|lies|sits|was) (?:on|in) the (?:left or (?:the )?right|right or (?:the )?left)(?: (?:side|half|hemisphere)(?: of (?:the )?brain)?)?|whether (?:it|the (?:tumour|lesion|mass|mask)) (?:is|lies|sits|was) (?:on|in) the left or (?:the |in the |on the )?right(?: (?:side|half|hemisphere)(?: of the brain)?)?|which (?:hemisphere|side) (?:harbou?r|hold|contain|house|host|bear|carrie)s (?:the )?(?:lesion|tumour|mass|mask)|(?:the )?(?:hemispheres?|sides?|laterality|(?:hemispheric )?laterali[sz]ation)(?: of the (?:tumour |mask )+)?|left or right|left and right",
    "grade": r"how (?:fast-growing|serious|bad|dangerous|aggressive|malignant)(?: (?:or|and) (?:fast-growing|serious|bad|dangerous|aggressive|malignant))? (?:the |it )?(?:tumour |lesion |mass )?is|how (?:fast|quickly|slowly|aggressively) (?:the|it) ?(?:tumour|lesion|mass)? ?(?:grows|is growing|behaves|spreads)|how (?:bad|dangerous|serious) (?:it|this) is|how (?:serious|bad|dangerous|severe|aggressive|malignant|benign) (?:(?:the|it|a) ?(?:tumour|lesion|mass)? ?(?:is|was|may be|might be))?|seriousness|(?:the )?(?:who |tumour |histological )?grad(?:es?|ing)(?: of (?:the |this )?(?:tumour|lesion|mass))?|malignan\w+|(?:how )?(?:aggressive|malignant|benign)(?:ness)?",
    "volume": r"(?:how (?:large|big) |size of )(?:the )?(?:tumour|lesion|mass) (?:is )?as a solid (?:shape|lump|body|object|outline)|(?:how much )?(?:space|room) (?:the |it )?(?:tumour |lesion |mass )?(?:takes? up|fills?|occupies) in (?:all )?(?:three dimensions|3d|3 dimensions|depth)|volumetry|volumetric \w+|(?:size|extent) in (?:cubic \w+|[cm]m3|3d|three dimensions)|how (?:big|large|bulky) (?:the|it|a|the) ?(?:tumour|lesion|mass)? ?(?:is|was|may be)(?: in (?:volume|cubic \w+|[cm]m3|3d|three dimensions|total))|(?:tumour |lesion |total )?volumes?|(?:three-dimensional|3d|3-d) (?:size|extent)|cubic \w+",
    "other_lesions": r"(?:whether )?(?:the tumour|it|this|this one) is the only (?:lesion|tumour|one|mass|spot)|(?:more than|at most) (?:one|1) (?:lesion|tumour|mass|spot|growth)|(?:the )?(?:presence of |existence of |possibility of |question of |chance of )?(?:any )?(?:further|other|additional|extra|more|multiple|second|another|satellite|separate|several|new) (?:\w+ ){0,2}?(?:lesions?|tumours?|mass(?:es)?|foci|focus|spots?(?: of disease)?|lumps?|growths?|patches|abnormalit\w+|nodules?)(?: elsewhere)?|(?:number|count) of (?:lesions|tumours)|(?:lesions?|tumours?|masses|spots) elsewhere",
    "other_sequences": r"other (?:mri? |mr )?views(?: taken with (?:different|other) settings)?|(?:mri? |mr )?sequences? (?:other than|beyond|besides|apart from) (?:the|this|t1)(?: (?:one|t1|slice))?(?: (?:at hand|analysed|used))?|multi-?sequence (?:evaluation|protocol|assessment|analysis|imaging)|(?:other|further|additional|different|more|remaining) (?:(?:kinds?|types?|sorts?) of )?(?:mri? |mr |scan |imaging |pulse )*(?:sequences?|weightings?|scans?|images?|pictures?|series|acquisitions?|mri?)|(?:mri? |mr )?(?:sequences?|weightings?)",
    "remaining_brain": r"(?:brain )?tissue (?:away from|outside|beyond|other than) (?:the )?(?:marked |outlined )?(?:spot|mask|area|tumour|outline|mark)|(?:the )?parts? of the brain (?:outside|beyond|away from|apart from) (?:the )?(?:mark|mask|tumour|outline|spot|lesion)|the rest(?= (?:was|is|has|were)\b)|(?:the )?rest of it|what(?:ever)? else the brain (?:may|might) (?:contain|hold|show)(?: (?:beyond|outside|besides) (?:the )?(?:mask|lesion|tumour))?|what else (?:\w+ ){0,4}?(?:in|inside) (?:the )?(?:(?:rest|remaining parts?) of the )?(?:brain|head|slice|image)|(?:areas?|parts?|regions?|anything|everything|structures?) (?:of the (?:brain|slice) )?(?:beyond|outside|other than) (?:what|those|that which) (?:was |were )?(?:analysed|assessed|segmented|outlined|marked)|(?:what(?:ever)?|anything|everything|all) else (?:there )?(?:(?:is|are|may be|might be|lies|can be seen|exists) )?(?:in|of|about|inside) (?:the )?(?:brain|head|slice|image)|(?:apart from|aside from|except for|besides|other than|beyond|outside) (?:the )?(?:(?:tumour|lesion|mask)\b ?)+,? ?(?:the |rest of the )*brain(?: tissue)?|(?:the )?(?:rest|remainder) of (?:the |this )?(?:brain|slice|head|image|scan)|remaining (?:brain(?: tissue)?|parts?|parenchyma|structures?|tissue|anatomy|areas?)|(?:everything|anything|what(?:ever)?|the brain|brain tissue|tissue) (?:is |lies )?(?:outside|beyond|around|apart from|other than) (?:of )?(?:the )?(?:(?:tumour|lesion|mask)\b ?)+|other (?:parts|areas|regions) of the brain|(?:the )?(?:brain )?elsewhere|(?:beyond|outside|around|apart from|besides|other than|except for) (?:of )?(?:the )?(?:tumour|lesion|mask)(?: mask)?",
    "contralateral": r"(?:the )?(?:lesion's |tumour's )side with the (?:opposite|other)(?: one| side)?|comparing (?:the )?left (?:side )?(?:with|to|and) (?:the )?right(?: side)?|(?:comparing )?(?:this|the|one) side with the (?:opposite|other) one|how the (?:\w+ )?(?:side|hemisphere|half) compares? with (?:its|the) (?:\w+ )?(?:counterpart|other side|opposite (?:side|one)|other(?: one)?|twin)(?: (?:across|beyond) the midline)?|(?:side-(?:to|by)-side|left-right|symmetry|contralateral) comparisons?|(?:comparisons?|comparing|contrasting) (?:(?:with|to|between|of) )?(?=(?:the |its )?(?:left|right|other|opposite|two|both))|a?symmetry|(?:left|one)[- ](?:to|versus|vs|and|side with the)[- ](?:right|other)|mirror side|(?:the |its )?(?:contralateral|opposite|other|mirror|left and right|left|right|both|two|one|1) (?:cerebral )?(?:sides?|hemispheres?|halves|half)(?: of the brain)?|the (?:other|left|right)(?: one)?(?=[ .,;]|$)(?! \\w+s?ion)",
    "treatment": r"(?:treatment|therapy) (?:suggestion|recommendation|advice|proposal)s?|what (?:to do|can be done|comes) (?:about it|next)|therapeutic(?: (?!was|were|is|are|not|and|or|nor)\w+)?|(?:medical )?care\b|(?:(?:any|the|a) )?needs? (?:for|of) (?:treatment|therapy|surgery|an operation)|(?:how )?to treat(?: it)?|(?:the )?(?:treatments?|therap(?:y|ies)|management|interventions?|follow-up|next steps|surgery|operation|radiotherapy|chemotherapy)(?: options?| plans?| choices?)?|(?:how|whether) (?:it|the (?:tumour|lesion)|you|the patient) (?:should|could|might|can|may|will|would|is to|needs? to|ought to) be (?:treated|operated(?: on)?)|what (?:should|could|can|must|is to) be done(?: (?:about|with) it)?",
    "prognosis": r"(?:clinical|medical) outlook|(?:the )?future health|forecasts?(?: (?:about|of|on) (?:the )?(?:health|future))?|what (?:it|this|that) means for the future|what lies ahead(?: for (?:the|your) health)?|how (?:you|we|they|he|she|it|things|the patient) (?:will |may |might |would |could |can |is likely to |are likely to )?(?:fares?|does?|do|goes?|gets? on|go(?:es)? on|turns? out|ends?|develops?)\b(?: in the (?:long|short) (?:run|term)| later(?: on)?| over time| from (?:here|now) on)?|(?:what )?(?:the )?future(?: (?:holds|brings|will bring|course|development))?|what (?:will|may|might|is going to|would) (?:happen|come)(?: (?:next|later|in (?:the )?future|to you))?|course the (?:illness|disease)|illness|disease|prognos[ie]s|prognosticat\w+|prognostic(?: (?!was|were|is|are|not|and|or|nor)\w+)?|outcomes?|outlooks?|survival|(?:expected |future )?course(?: of (?:the )?(?:disease|illness|tumour))?|recurrence|life expectancy|how (?:\w+ )?(?:the|it) [^.;,]*(?:develop|progress|grow)",
    "enhancement": r"(?:how|(?:the )?way) (?:the )?(?:tumour|it|lesion|spot) (?:reacts|responds) to (?:the )?(?:contrast|dye)(?: dye| agent)?|how (?:the )?(?:\w+ )?(?:soaks?|takes?|drinks?) up (?:the )?(?:contrast )?(?:dye|contrast)|(?:the )?(?:way|how) (?:that )?(?:the )?(?:contrast )?(?:dye|agent|contrast) (?:shows? up|behaves)|(?:the )?(?:way|how) (?:that )?(?:the )?(?:dye|contrast(?: agent)?) is taken up|contrast (?:behaviou?r|uptake|pattern|dynamics)|(?:pattern of )?(?:contrast )?(?:agent )?(?:enhancement|uptake)(?: pattern)?|(?:takes?|taking|took) up (?:the )?(?:contrast|dye)(?: agent| medium)?|(?:uptake of )?contrast(?: agent)?|(?:the )?(?:contrast )?dye|enhances",
    "oedema": r"peritumou?ral (?:features|changes|findings)(?: such as)?|(?:peritumou?ral|vasogenic|perifocal|perilesional) or (?:any )?other oedema|(?:vasogenic|cytotoxic|any) (?:or (?:any )?other )?oedema|(?:brain |cerebral |peritumou?ral |perifocal |perilesional |vasogenic |surrounding )?(?:oedema|swelling)(?: (?:surrounding|around|about|beside) (?:the |this )?(?:lesion|tumour|mass|mask))?|(?:swollen|excess (?:fluid|water)|fluid)(?: (?:tissue|brain|around the (?:tumour|lesion)))?",
    "midline_shift": r"(?:push|shift|displacement) of the brain off (?:its|the) midline|(?:sideways )?(?:push|shift|pressure) (?:on|of) the midline|(?:the )?middle of the brain (?:is|lies|sits) (?:off-?centre|out of place)|brain (?:has been|is|was) (?:pushed|shifted|moved) off (?:its|the) (?:middle line|midline|centre)|(?:pushed|shifted|displaced|moved|deviated)(?:-(?:over|aside))? midline|(?:the )?midline for (?:an? |any )?(?:shift\w*|displacement|deviation)|(?:push|shift|mov|displac)\w* (?:the )?(?:midline|middle of the brain)(?: structures)?(?: aside| over| away| across)?|(?:position|place|course|state) of the midline|(?:shift|deviation|displacement|movement)s? (?:of|across) (?:the )?(?:brain's )?midline(?: structures)?|midline (?:shift|displacement|deviation|structures)|(?:the )?(?:midline|middle of the brain) (?:has |have |had |having |is |was |been |structures )*(?:been )?(?:shift\w*|push\w*|mov\w*|displac\w*|deviat\w*)(?: over| aside| away)?|(?:the )?midline",
    "mass_effect": r"mass effects?(?: (?:up)?on (?:the )?(?:surrounding|adjacent|neighbouring|nearby) (?:structures?|brain|tissue))?|(?:effects? of (?:the )?(?:mass|pressure)|pressure|compression|displacement|push\w*|press(?:es|ed|ing)?)(?: (?:exerted )?(?:on|of) (?:the )?(?:brain|surrounding|neighbouring|adjacent|nearby|its|structures|tissue|surroundings|neighbours| )+)?",
    "histology": r"tissue confirmation|(?:fine |cellular |microscopic )*(?:tissue|cell|cellular) (?:structure|make-?up|build|architecture|composition|character)|(?:exact |precise )?(?:kind|type|sort) of (?:tumour|tissue)|what (?:kind|type|sort) of (?:tumour|tissue|cells?) (?:it|this) is|histolog(?:y|ical)(?: (?:type|subtype|findings?|diagnosis|confirmation))?|tissue (?:type|diagnosis)(?: seen)?(?: under the microscope)?|patholog(?:y|ical)(?: \w+)?|cell types?|subtypes?|molecular (?:\w+)|(?:microscopic|genetic) \w+|tissues?(?: samples?)?|(?:tissue |biopsy )?samples?|(?:the )?microscope|biopsy(?: result)?",
    "class.certain": r"whether the class is certain|certainty",
}  # fmt: skip
"""Other names of what may not have been assessed, by the id of the fact."""
NAMED_BY_CLAIM = (
    "other_sequences",
    "oedema",
    "midline_shift",
    "mass_effect",
    "enhancement",
    "volume",
    "histology",
    "grade",
)
"""What may also be named by the words that would claim it."""


BEFORE_TOPIC = r"possible|potential|likely|probable|expected|eventual|suitable|appropriate|best|exact|precise|actual|surrounding|associated|accompanying|adjacent|individual"
"""What may be said of a topic without claiming it ("the likely course of the disease was not assessed")."""


def named(said: str, facts: Sequence[Fact]) -> str:
    """The words with every name of what was not assessed as a sign of its own."""
    named = False
    for fact in sorted(facts, key=lambda fact: -len(fact.name)):
        names = (
            TOPICS.get(fact.id, r"(?!)"),
            re.escape(spoken(fact.name)),
            re.escape(fact.id.replace("_", " ")),
            rf"(?:(?:any|the|an?) )?(?:{UNMEASURED[fact.id] if fact.id in NAMED_BY_CLAIM else '(?!)'})",
        )
        for name in names:
            said, count = re.subn(rf"(?<!\w)(?:{name})(?!\w)", "¤", said)
            named = named or count > 0
    if not named:
        raise ClaimError("does not name what was not assessed")
    return re.sub(rf"\b(?:{BEFORE_TOPIC}) (?=¤)", "", said)


def merged(said: str) -> str:
    """Names of topics in a row as one."""
    return re.sub(r"¤(?:(?: ?[,/]? ?(?:and|or|nor|as well as|&)?) ?(?:the |an? |any |no )?¤)+", "¤", said)
