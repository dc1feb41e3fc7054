"""Says what a sentence of prose is about: a question, what went well, what felt shaky, a hint, feedback."""

import re
from collections.abc import Iterator

from afterround.formats.notes.labels import Field
from afterround.formats.notes.marks import LONGEST

LONGEST_SENTENCE = 400

_ENDS = re.compile(r"(?<=[.!?])[\"”’)*_]*\s+(?=[\"“‘(*_]*[A-Z0-9])|(?<=[。！？])")
_ASKED = re.compile(
    r"\basked\b (?!(?:for )?(?:my |about my )?(?:ctc|salary|compensation|availability|resume))(?!(?:me "
    r"|us )?to (?:fill|send|share|submit|join|wait|come|provide|schedule|have|bring"
    r"|apply|confirm|sign|wear))(?:then |also |again |just |me |us |with ){0,2}(?:to|about|how|what|why|if"
    r"|whether|when|which|for|on|some|the|a|an|one|two"
    r"|three|four|few|several|many|couple|lot|basic|questions?|regarding|various|my|\d)\b"
    r"|\b(?:given|posed|gave|presented)\b .{0,50}?\b(?:questions?|problems?|task|puzzle|snippet|scenario)\b"
    r"|\b(?:main|first|second|third|next|other|another|last|final|coding|dsa|only|follow[- ]?up) (?:\w+ "
    r")?(?:question|problem|task)s? (?:was|were|is|asked|given|:|-)"
    r"|\bquestions? (?:was|were|included|like|such as|on|from|about|around|related|based)\b|\b(?:had"
    r"|have) to (?:design|implement|code|write|solve|build|explain)\b"
    r"|\b(?:discussion|grilled|quizzed|talked|discussed|questioned|drilled)(?: me)? (?:about|on|around"
    r"|regarding|over)\b|\bwanted me to\b|\btold me to (?:write|implement|design|code|solve)\b",
    re.I,
)
_SHAKY = re.compile(
    r"\b(?:I|we|me|my)\b.{0,60}?\b(?:couldn't|could not|cannot|can't|wasn't able|was not able|unable"
    r"|struggled|struggling|got stuck|was stuck|stuck|forgot|forgotten"
    r"|didn't know|did not know|didn't remember|did not remember|don't know|messed up|screwed up|fumbled"
    r"|blanked|froze|panicked|nervous|confused|rambled|rushed"
    r"|ran out of time|should have|should've|could have|could've|wish I|failed to|missed|bombed|choked"
    r"|hesitated|stumbled|botched|overcomplicated|lost"
    r"|not (?:very |so |that |really )?(?:confident|prepared|clear|sure|good|familiar|comfortable)"
    r"|didn't (?:finish|complete|get|solve|realize|realise|notice|mention|ask|think|explain|test|do well"
    r"|answer|write|consider|go well)"
    r"|did not (?:finish|complete|get|solve|realize|realise|notice|mention|ask|think|explain|test|do well"
    r"|answer|write|consider|go well)"
    r"|made (?:a|some|several|many|silly|stupid|one|two) (?:\w+ )?(?:mistakes?|errors?|bugs?)"
    r"|weak(?:er)? (?:in|at|on)|took (?:me )?too (?:long|much)|too (?:slow|long|nervous))\b"
    r"|^\W*(?:couldn't|could not|struggled|got stuck|forgot|didn't (?!get (?:the|an) offer)|did not"
    r"|failed to|unable to|missed|messed up|fumbled|ran out of time|should have|not able to|wasn't able"
    r"|needed)\b"
    r"|\b(?:personal scrutiny|my (?:biggest |main |big )?(?:mistake|weakness|fault|regret|downfall"
    r"|undoing))\b|\bdid(?:n't| not) go (?:so |as |very |too |that )?(?:well|great|good|smoothly|expected"
    r"|planned)\b"
    r"|\bwent (?:badly|poorly|wrong|south|terribly|horribl[ey])\b|\bwas (?:really |very |quite "
    r")?(?:horrible|terrible|awful|a disaster|rusty|shaky|my weak)\b|\bcould be (?:better|improved"
    r"|cleaner|faster)\b",
    re.I,
)
_WISHED = re.compile(
    r"\bI(?:'d| would) (?:have |'ve )?(?:liked?|loved?|preferred|wanted|expected|appreciated|hoped)\b"
    r"|\bwould(?:'ve| have) (?:liked|preferred|been (?:nice|better|good|great))\b"
    r"|\bdid suggest\b|\bsuggest(?:ed|s)? (?:that )?I\b|\balso suggested\b|\brecommended (?:that )?I\b"
    r"|\b(?:he|she|they|interviewer) (?:felt|thought|said|mentioned|noted|pointed out) (?:that )?(?:I"
    r"|my)\b.{0,80}\b(?:could|should|need|lack|not|more|slow|weak|miss|but)"
    r"|\b(?:needs?|needed) (?:to )?(?:improve(?:ment)?|work on|practice|more|better|be (?:more|faster"
    r"|clearer))\b|\black(?:ed|s|ing)?\b|\broom for improvement\b|\b(?:candidate|interviewee) (?:did not"
    r"|didn't|could not|couldn't|struggled|missed|failed|should|could have)"
    r"|\bthere (?:is|was) (?:some |a )?gap\b|\bdidn't realize\b",
    re.I,
)
_WELL = re.compile(
    r"\b(?:went|going) (?:really |very |pretty |quite |super |fairly |so |extremely )?(?:well|great|good"
    r"|smooth(?:ly)?|fine|perfect(?:ly)?)\b"
    r"|(?<!which )(?<!that )(?<!what )\bI (?:was able to (?!answer most)|managed to|nailed|aced|crushed"
    r"|solved|cracked|answered (?:all|every|most|them|it|correctly|everything|both)|successfully|quickly "
    r"(?:solved|came)|did (?:really |very |pretty )?well)\b"
    r"|\binterviewer (?:was|seemed|looked) (?:\w+ )?(?:impressed|satisfied|happy|pleased|convinced)\b"
    r"|\b(?:impressed|appreciated|liked|loved) (?:with |by )?(?:my|the way I|it|how I)\b"
    r"|\b(?:was|am|felt) (?:very |really |pretty |quite |so )?(?:happy|confident|satisfied|proud"
    r"|comfortable) (?:with|about|of)\b|\ball (?:the )?test ?cases (?:were )?pass(?:ed)?\b|\ball passed\b",
    re.I,
)
_HINT = re.compile(
    r"\b(?:gave|given|got|needed|with|after|took|received|provided|asked for|without|few|small|couple of"
    r"|some|a|several) (?:me )?(?:an? |some |few |small |little |the |any |of |big |lot of |minor |more "
    r")*(?:hints?|nudges?)\b"
    r"|\bhinted\b|\bnudged\b|\bpointed me (?:to|toward|in)\b|\bhelped me (?:out|to|with|realize|realise"
    r"|get|see)\b|\bguided me\b|\bsteered me\b",
    re.I,
)
_SAID = re.compile(
    r"\b(?:commended|praised|complimented|congratulated) (?:me|my)\b|\bfeedback (?:was|is|were|from|said"
    r"|I (?:got|received))\b|\b(?:gave|given|got|received|shared) (?:me )?(?:\w+ ){0,4}feedback\b"
    r"|\b(?:she|he|they|interviewers?|recruiter|hr|person [a-z]) (?:\w+ )?(?:said|told|mentioned"
    r"|suggested|did suggest|noted|commented|felt|thought|remarked|recommended|advised|pointed "
    r"out)\b(?!.{0,30}\b(?:get back|would be|next round|wait|call))"
    r"|\bfull marks\b|\b(?:would|will) (?:absolutely |definitely )?hire me\b|\bI(?:'d| would) have "
    r"liked\b|\bthe candidate\b|\binterviewee\b",
    re.I,
)
_LESSON = re.compile(
    r"\b(?:lesson(?:s)? (?:learned|learnt|is|was|here|:)|I (?:have )?learn(?:ed|t) (?:that|to|a lot about"
    r"|how)|(?:my|key|main|biggest) (?:take-?away|lesson|learning)s?|moral of the story|next time,? I"
    r"|note to self|(?:in hindsight|looking back),? I)\b",
    re.I,
)
_REFERENCE = re.compile(
    r"\b(?:you can|practi[cs]e|references?|read more|learn more|prepar(?:e|ing|ation)|revise"
    r"|brush(?:ing)? up|review (?:a|similar|it)|resources?|further reading|recommended|learn about|more "
    r"about|helpful|official page|related links|tip)\b",
    re.I,
)
_LEADS: tuple[tuple[Field, re.Pattern[str]], ...] = (
    (Field.ASIDE, _REFERENCE),
    (Field.QUESTIONS, re.compile(r"\b(?:asked|asking|asks)\b", re.I)),
    (Field.LESSONS, re.compile(r"take-?aways?|\blessons?\b|\bI learn|\blearnings\b", re.I)),
    (
        Field.FEEDBACK,
        re.compile(
            r"commended|praised|complimented|feedback|\b(?:he|she|they|recruiter) (?:said|told|suggested"
            r"|mentioned)",
            re.I,
        ),
    ),
    (
        Field.SHAKY,
        re.compile(
            r"struggled|difficult(?:y|ies)|mistakes?|couldn't|could not|wrong|improve|scrutiny|weak", re.I
        ),
    ),
    (Field.WENT_WELL, re.compile(r"\bwent well\b|\bdid well\b|\bstrengths?\b|\bgood at\b", re.I)),
    (
        Field.QUESTIONS,
        re.compile(
            r"ask|question|problem|such as|includ|discuss|topics?|\blike\b|cover|task|following|consist"
            r"|focus|section",
            re.I,
        ),
    ),
)


def sentences(text: str) -> Iterator[str]:
    """The sentences of a line, in order."""
    if len(text) > LONGEST:
        return
    for part in _ENDS.split(text):
        if part.strip() and len(part) <= LONGEST_SENTENCE:
            yield part.strip()


def about(sentence: str) -> tuple[Field, ...]:
    """The fields a sentence belongs to. A remark that finds fault is feedback and shaky at once."""
    said = sentence.replace("’", "'")
    if said.rstrip("\"”'’)*_ ").endswith("?"):
        return (Field.QUESTIONS,) if _ASKED.search(said) else ()
    wished = bool(_WISHED.search(said))
    if _SAID.search(said):
        return (Field.FEEDBACK, Field.SHAKY) if wished else (Field.FEEDBACK,)
    if wished:
        return (Field.FEEDBACK, Field.SHAKY) if said.startswith(('"', "“", "'")) else (Field.SHAKY,)
    if _LESSON.search(said):
        return (Field.LESSONS,)
    if _HINT.search(said) and not re.search(r"\bwithout (?:any |a )?hints?\b", said, re.I):
        return (Field.HINTS, Field.SHAKY) if _SHAKY.search(said) else (Field.HINTS,)
    if _SHAKY.search(said):
        return (Field.SHAKY,)
    if _WELL.search(said):
        return (Field.WENT_WELL,)
    return (Field.QUESTIONS,) if _ASKED.search(said) else ()


def is_fault(text: str) -> bool:
    """Whether somebody's remark finds fault."""
    said = text[:LONGEST_SENTENCE].replace("’", "'")
    return bool(_WISHED.search(said) or _SHAKY.search(said))


def leads_to(text: str) -> Field | None:
    """What a line that ends in a colon leads to; None where it does not say."""
    return next(
        (field for field, shape in _LEADS if shape.search(text[:LONGEST_SENTENCE].replace("’", "'"))), None
    )


def is_reference(text: str) -> bool:
    """Whether a line only leads elsewhere: to a page to read, a problem to practise."""
    return bool(_REFERENCE.search(text[:LONGEST_SENTENCE])) and (
        "http" in text or "here" in text.lower() or text.rstrip().endswith(":")
    )
