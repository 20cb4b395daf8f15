"""Phrases of letters and of reports that introduce what is said and claim nothing: taken off before a sentence is read."""

from __future__ import annotations

import re

TELL = (
    r"(?:say|tell|report|inform|add|note|mention|state|admit|write|let|explain|point out|stress|emphasi[sz]e|hear|learn|know|read|see|find|understand|confess|advise"
    r"|remember|remark|announce|communicate|repeat|clarify|underline|make clear|remind)\b"
)
FEELING = r"(?:reassured|afraid|sorry|glad|pleased|happy|relieved|grateful|able|writing|interested|curious|delighted|obliged|bound|aware|keen)"
THAT = r"(?: (?:you|him|her|them|us|to you)\b)?(?:,? that\b|:|,)?"
FRAMES = re.compile(
    r"\b(?:dear|hello|hi|to|good (?:morning|afternoon|day)) (?:patient|reader|colleagues?|sir|madam|doctor|dr|sir or madam|(?:mr|mrs|ms|dr)\.? \w+|all)\b\s*[,:]?"
    rf"|\b(?:i|we) (?:am|are|was|were) (?:very |also |only )?{FEELING}(?: (?:to|of))?(?: {TELL}{THAT})?"
    rf"|\byou (?:will|may|might|would) (?:also |perhaps |probably |surely )?be (?:very )?{FEELING} to {TELL}{THAT}"
    rf"|\b(?:i|we) (?:must|should|have to|can|may|want to|wish to|would like to|'d like to|would|regret to|need to|ought to|shall|will)(?: also| only| just)? {TELL}(?: to)?{THAT}"
    rf"|\b(?:please|kindly|be so (?:good|kind) as to) (?:do )?(?:also )?(?:note|be aware|bear in mind|keep in mind|understand|remember|be advised|be informed|take note|see|accept){THAT}"
    rf"|\b(?:let me|allow me to|i beg to|may i) (?:also |just )?{TELL}{THAT}"
    r"|\bit (?:is|was) (?:also |hereby |further )?(?:noted|observed|reported|stated|recorded|mentioned|emphasi[sz]ed|stressed|acknowledged|understood) that\b"
    r"|(?:and )?no surprise,|^(?:quick |just )?fyi[:,]|^as an? (?:chatbot|ai(?: assistant)?|language model|assistant),?|^if (?:your|the) (?:family|relatives|children|friends) asks? about (?=[^,]*, the answer)|,? ?the answer is that\b|\byou (?:might|may) (?:expect|hope for|have hoped for) (?:better|more),? but\b|^(?:one|an?other|the) (?:thing|point) to (?:keep in mind|note|remember|bear in mind|mention) (?:here )?is that\b|^(?:sure|sure thing|happy to help|(?:that is an? )?(?:good|great|fair|reasonable) (?:question|point))[,!:]"
    r"|\b(?:just )?to be (?:quite |very |more |fully |completely )?(?:transparent|upfront|accurate|honest|precise|clear|exact|frank|fair|sure|specific|safe|brief|complete|plain|more precise)\b"
    rf"|\b(?:it|this) (?:should|must|has to|ought to|needs to|may|might|can|is to) (?:also |however |perhaps |only )?be (?:\w+ )?(?:said|noted|mentioned|added|stressed|stated|admitted|pointed out|emphasi[sz]ed|remembered|borne in mind|kept in mind|understood|reported|told|made clear|acknowledged|conceded|recogni[sz]ed|appreciated)\b{THAT}"
    r"|\b(?:(?:an?|one|two|three|four|\d|some|several) )?(?:gaps?|points?|things?|limits?|limitations?|items?) (?:should|must|need to|are to) be noted:?"
    r"|^(?:please )?(?:verify|assert|check|confirm|expect|ensure) that\b|\b(?:test|negative|positive|edge|corner|boundary|regression|unit|sanity)[ -]?(?:case|test|check|fixture)(?: for [^:,]{0,30})?[:,]"
    r"|\bfor the avoidance of (?:any )?doubt\b,?|\bif (?:i|we) (?:have )?(?:read|see|understand|understood|got|get) (?:\w+ ){1,3}?(?:right|rightly|correctly)\b,?|^(?:no|yes|so|well),(?= )|\bit would be (?:good|nice|useful|helpful|interesting) to know\b|^tl;? ?dr:?|^(?:sure|absolutely|certainly|of course|okay|ok|great|well|yes)[,!:] ?(?:here is|i can|let me|i will)[^:]{0,40}:|^(?:it|that) (?:looks|seems|appears) (?:like|as if|as though|that)\b|\bfor (?:the |your )?(?:handover|notes?|minutes)\b,?"
    r"|\b(?:\w+ )?things (?:that )?(?:an? |the )?\w+ (?:might|may|would|could) (?:ask|want to know|wonder|expect|want|look for|hope for)(?: about)?,?(?: namely)?"
    r"|\bin (?:terms|words) (?:that )?(?:an? )?\w+ (?:might|may|would|could|can) (?:use|understand|know)\b,?"
    r"|\bfor the referring (?:team|clinician|doctor|physician)s?\b,?"
    r"|\b(?:it|this) (?:should|must) not be (?:overlooked|forgotten|missed|ignored)(?:,? that)?"
    rf"|\b(?:readers?|users?|patients?|one|you|we|the reader|clinicians?|physicians?|doctors?) (?:should|must|may|might|has to|have to|ought to|needs? to|can) (?:also |please |however )?(?:note|know|be aware|be told|bear in mind|keep in mind|understand|remember|be informed){THAT}"
    r"|\b(?:for your|for the|for) (?:information|interest|records?|reference|convenience|guidance)\b"
    r"|\byou (?:may|might|will) (?:\w+ )?(?:wonder|ask(?: yourself)?|want to know|like to know|be wondering)\b"
    r"|\b(?:please |so )?do not (?:be|get) (?:puzzled|caught out|mixed up|thrown|fooled|deceived|surprised|alarmed|confused|misled|irritated|astonished)(?: by| that| if| to \w+)?(?: that| the fact that)?"
    r"|\b(?:a )?(?:note|word|remark) (?:for|to) (?:(?:the|our|my) )?(?:\w+ )?(?:colleagues?|readers?|clinicians?|users?):"
    r"|\b(?:the )?(?:board|reader|patient|team|family|clinician|user)s? (?:is|are) (?:advised|informed|told|reminded) that\b"
    rf"|\bit is (?:also )?(?:important|worth|essential|useful|good|helpful|vital|crucial) (?:for you )?(?:to )?(?:{TELL}|understanding|noting|knowing|remembering|mentioning|pointing out|stressing|adding|saying|(?:keep|bear)(?:ing)? in mind|be aware){THAT}"
    r"|\b(?:please )?do not read too much into\b"
    r"|\b(?:i|we) can confirm that\b|\bto picture the (?:size|area|extent):"
    r"|^(?:hi|hello|hey)(?: there)?[!,.]|\blet me be (?:\w+ )?(?:honest|clear|open|frank|plain)(?: with (?:you|them|the (?:family|patient|relatives)))?[:,]?"
    r"|\b(?:i know )?(?:that )?you (?:would (?:like|love)|want) to (?:hear|know|see|have|learn)(?: about| of)?"
    r"|,? ?\bin (?:medical|plain|everyday|simple|technical|lay|other|doctors'|layman's) (?:language|words|terms|parlance|english)\b"
    r"|^for (?:readers?|non-?(?:specialist|expert|radiologist|physician|professional)s?|lay(?:men|people|persons?)?(?: readers?)?|clinicians?|patients?|physicians?|specialists?|engineers?|researchers?|anyone|the (?:patient|reader|family|public))(?: (?:outside|in|from|of|new to|without|the|this|that|a|any|our|field|subject|area|report|discipline|radiology|medicine|imaging|background|training|knowledge|medical|speciality|profession)\b){0,7}[:,]"
    r"|\b(?:you|readers?|one|we) (?:may|can) take it that\b"
    r"|^(?:whoever|anyone who) reads this should know that\b"
    r"|\bjust so you know\b,?"
    r"|\b(?:thank you|many thanks|thanks) for \w+ing [^.;,:]{0,40}[,;:.]"
)


def unframed(said: str) -> str:
    """A lower-case sentence without the phrases that only introduce it.

    Examples
    --------
    >>> unframed("i am sorry to tell you that no mask was made")
    'no mask was made'
    """
    return " ".join(FRAMES.sub(" ", said).split())
