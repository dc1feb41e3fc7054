"""What the label of a section, or the key before a colon, stands for."""

import re
from enum import StrEnum
from functools import lru_cache

from afterround.formats.notes.marks import without_signs, words_of


class Field(StrEnum):
    """What can be read under a label."""

    DATE = "date"
    APPLIED = "applied"
    COMPANY = "company"
    ROLE = "role"
    KIND = "kind"
    PEOPLE = "people"
    RECRUITER = "recruiter"
    RESULT = "result"
    FINAL = "final"
    MOCK = "mock"
    QUESTIONS = "questions"
    WENT_WELL = "went_well"
    SHAKY = "shaky"
    HINTS = "hints"
    FEEDBACK = "feedback"
    FOLLOW_UPS = "follow_ups"
    LESSONS = "lessons"
    FACT = "fact"
    ASIDE = "aside"
    WHOLE = "whole"


LISTS = (
    *(Field.QUESTIONS, Field.WENT_WELL, Field.SHAKY, Field.HINTS, Field.FEEDBACK),
    *(Field.FOLLOW_UPS, Field.LESSONS),
)
"""The fields that hold lines. FACT is a fact that no field holds (a duration), ASIDE text beside the round (links,
preparation), WHOLE text about the whole process (advice, overall experience)."""

_WORDS: dict[Field, str] = {
    Field.DATE: (
        "date|dates|interview date|interview dates|date of interview|when|day|conducted on|interviewed on"
        "|date time"
        "|date and time|interviewed|time and date"
        "|日期|时间|面试时间|面試時間|날짜|면접 일시|면접 날짜|면접일|일시|fecha|datum"
    ),
    Field.APPLIED: "applied|applied on|applied date|date applied|application date|applied at|申请时间|投递时间|지원일",
    Field.COMPANY: (
        "company|company name|employer|organization|organisation|firm|client|target company|interviewed "
        "at|公司|회사|회사명|기업"
        "|empresa|firma"
    ),
    Field.ROLE: (
        "role|position|title|job title|job|job role|position applied for|position applied|applied for"
        "|profile|designation"
        "|role applied for|target role|vacancy|opening|岗位|职位|직무|포지션|puesto|stelle"
    ),
    Field.KIND: (
        "round|round type|type of round|interview type|type of interview|stage|round name|kind"
        "|format"
        "|interview stage|interview round|round no|round number|轮次|전형"
    ),
    Field.PEOPLE: (
        "interviewer|interviewers|interviewer name|interviewers names|interviewed by|with|panel|panelists"
        "|partner"
        "|mock partner|peer|面试官|면접관"
    ),
    Field.RECRUITER: "recruiter|hr contact|recruiter name|talent partner",
    Field.RESULT: (
        "result|results|outcome|status|verdict|decision|interview result|round result|interview outcome"
        "|recommendation"
        "|hire recommendation|would you hire|would hire|hire|hiring decision|interview status|hire decision"
        "|current status|결과|结果|状态|resultado|ergebnis"
    ),
    Field.FINAL: (
        "final result|final outcome|final verdict|end result|overall result|final decision|final status"
        "|overall outcome"
        "|offer|offer status|application status|overall verdict|最终结果|최종 결과|outcome and offer"
    ),
    Field.MOCK: "mock|is mock|mock interview platform",
    Field.QUESTIONS: (
        "question|questions|questions asked|question asked|interview questions|technical questions"
        "|coding questions"
        "|coding question|coding problems|coding problem|problem|problems|problem statement|problem "
        "statements"
        "|problems asked|problem asked|topics|topic|topics covered|topics discussed|topics asked"
        "|questions they asked"
        "|they asked|asked|what they asked|questions i was asked|questions from the interviewer"
        "|behavioral questions"
        "|behavioural questions|hr questions|design questions|system design question|system design "
        "questions|task|tasks"
        "|follow up question|follow up questions|question summaries|question summary|coding|coding "
        "section|dsa"
        "|dsa question|dsa questions|theory questions|theory|conceptual questions|questions discussed"
        "|sql questions"
        "|core subjects|core cs|puzzle|puzzles|interview question|key topics discussed|coding challenge"
        "|coding challenges|main question|primary question|second question|first question|third question"
        "|exercise"
        "|exercises|challenge|algorithm|algorithms|problem text"
        "|题目|问题|面试题|面试问题|문제|질문|면접 질문|preguntas|fragen"
    ),
    Field.WENT_WELL: (
        "what went well|went well|what went right|what i did well|did well|strengths|strength|positives"
        "|positive|pros"
        "|good|the good|what worked|what worked well|highlights|wins|things that went well|what was good"
        "|good points"
        "|things i did well|positive signals|positive points|confident|key strengths|plus|what i did "
        "right|强项|优点"
        "|잘한 점|좋았던 점|lo bueno"
    ),
    Field.SHAKY: (
        "what went wrong|went wrong|what felt shaky|felt shaky|shaky|weaknesses|weakness|weak points"
        "|weak areas"
        "|negatives|negative|cons|bad|the bad|improvements|improvement|areas to improve|areas of improvement"
        "|areas for improvement|area of improvement|to improve|need to improve|needs improvement|what to "
        "improve"
        "|what could be better|what could improve|what could be improved|could be better|could improve"
        "|what didnt go well|what did not go well|didnt go well|what went badly|what could have gone better"
        "|what i could have done better|what i couldve done better|could have done better|room for "
        "improvement"
        "|things to improve|things to improve on|things to work on|work on|needs work|need work|mistakes"
        "|my mistakes"
        "|mistakes made|mistakes i made|struggles|struggled with|struggled|difficulties|challenges faced"
        "|personal scrutiny"
        "|self scrutiny|self criticism|self critique|critique|what i struggled with|where i struggled"
        "|gaps|knowledge gaps"
        "|missed|what i missed|stumbled|what was shaky|regrets|growth areas|development areas|concerns"
        "|blind spots"
        "|what went less well|things that didnt go well|things that went wrong|not so good|the ugly|failures"
        "|stuck|stuck on|got stuck on|stumbled on"
        "|what failed|where i failed|opportunities for improvement|minus|deltas|delta|不足|问题点|아쉬운 점|부족한 점"
        "|lo malo"
    ),
    Field.HINTS: (
        "hint|hints|hints given|hint given|hints given how did i respond|hints received|help given|提示|힌트"
    ),
    Field.FEEDBACK: (
        "feedback|interviewer feedback|interviewers feedback|feedback received|feedback from interviewer"
        "|feedback from recruiter|recruiter feedback|interviewer comments|comments|interviewer comment"
        "|interviewer notes"
        "|interviewer remarks|remarks|feedback from conversation|feedback given|received feedback|peer "
        "feedback"
        "|score feedback|feedback from the interviewer|interviewers comments|verbal feedback|written feedback"
        "|evaluation|assessment|rubric|score|scores|rating|ratings|overall score|scorecard|评价|反馈|피드백"
    ),
    Field.FOLLOW_UPS: (
        "follow up|follow ups|followup|followups|follow up actions|follow up action|action items|action "
        "item|actions"
        "|next|next steps|next step|next actions|to do|todo|todos|to dos|plan|action plan|improvement notes"
        "|to study"
        "|to review|need to study|things to study|things to review|study next|study list|homework|what "
        "to study|待办"
        "|topics to study|topics to review|to practice|to practise|things to practice|follow up tasks|to "
        "learn"
    ),
    Field.LESSONS: (
        "lesson|lessons|lessons learned|lessons learnt|lesson learned|lesson learnt|learnings|learning"
        "|key learnings"
        "|takeaway|takeaways|key takeaways|key takeaway|my takeaways|main takeaway|main takeaways|what i "
        "learned"
        "|what i learnt|what did i learn|learned|things i learned|for next time|next time|note to self"
        "|notes to self"
        "|what id do differently|what i would do differently|would do differently|do differently"
        "|key learning|reflections|reflection|self reflection|my reflection|经验|总结|반성|교훈|배운 점"
    ),
    Field.FACT: (
        "format|interview format|question link|problem link|duration|time|length|platform|difficulty"
        "|level|location|mode|medium"
        "|language|total rounds|rounds"
        "|type|source"
        "|no of questions|number of questions|ctc|salary|stipend|compensation|experience|yoe|cgpa"
        "|eligibility|tech stack"
        "|application source|application method|time taken|time allotted|link|url|note|notes|office"
        "|referral|via"
        "|offer details|package|team|department|industry|tools|tools used|attendees|participants"
        "|confidence|feeling"
        "|mood|stress|overall feeling|batch|college|branch|year|topics to prepare|prepared topics|date "
        "posted|author"
    ),
    Field.ASIDE: (
        "references|reference|interviewer background|about the interviewer|about the company|company "
        "background|pre interview prep|key points to make|input format|output format|sample"
        "|table name|stories ready|points to make|company research|research|before the interview"
        "|resources|resources used|links|related links|useful links|preparation"
        "|preparation tip|prep"
        "|preparation tips|how i prepared|preparation strategy|my preparation|questions to ask|questions "
        "for them"
        "|questions for interviewer|my questions|questions i asked|questions asked to the interviewer"
        "|questions you asked"
        "|questions i asked the interviewer|questions for the interviewer|my questions asked|solution"
        "|code|approach"
        "|questions to ask them|questions to ask the interviewer|further reading|shared by|table of "
        "contents|contents"
        "|example|examples|constraints|input|output|explanation|sample input|sample output|proposed "
        "solution|my solution"
        "|optimal solution|function signature|answer|answers|my answer|expectations|pre interview "
        "preparation|glossary"
        "|question for interviewer|questions from me|my implementation|questions for the company"
        "|opportunity source"
        "|asked them|i asked|what i asked|questions to interviewer|recommendations to prepare|stories ready"
    ),
    Field.WHOLE: (
        "overall experience|overall|advice|advice for others|tips|tips and tricks|conclusion|summary"
        "|final thoughts"
        "|verdict and tips|my advice|suggestions|general tips|tip|closing thoughts|epilogue|wrap up"
        "|conclusions|pros and cons"
        "|final words|overall impression|my experience|closing|learning trends|statistics|stats|final "
        "advice|preamble"
        "|advice for candidates|tips for others|advice for future candidates|tips for candidates"
        "|background|introduction"
    ),
}
_MEANING = {words: field for field, ways in _WORDS.items() for words in ways.split("|")}
LABEL_WORDS = frozenset(word for words in _MEANING for word in words.split())
"""Every word of a label; a label that is understood is said by its field."""

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NOT_WORDS = re.compile(r"[^\w\s]|_")
_ARROW = re.compile(r"\s*(?:→|->|=>)")
_NUMBER = re.compile(r"^(?:\d+ )|(?: \d+)$")
_KEY = re.compile(r"^([^:：=|]{1,60}?)\s*(?:::?|：|\s=\s)\s*(.*)$", re.DOTALL)
_DASHED = re.compile(r"^([^-–—:]{2,40}?)\s+[-–—]+\s+(.*)$")
LONGEST_LABEL = 80


def label_words(words: str) -> str:
    """The words of a label that its field says; the others, such as a subject's name, are not said by it."""
    return " ".join(word for word in words_of(words) if word in LABEL_WORDS)


def folded(words: str) -> str:
    """Words in the form in which labels are compared: lower case, no signs, nothing in brackets."""
    bare = _BRACKETS.sub(" ", without_signs(words).casefold())
    return " ".join(_NOT_WORDS.sub(" ", re.sub(r"['’`]", "", bare)).split())


@lru_cache(maxsize=4096)
def meaning(words: str) -> Field | None:
    """What a label stands for; None where it is none that is known."""
    if len(words) > LONGEST_LABEL:
        return None
    said = folded(_ARROW.split(words)[0])
    found = _MEANING.get(said)
    if found is None and (bare := _MEANING.get(_NUMBER.sub("", said))) is not Field.KIND:
        found = bare
    if found:
        return found
    for lead in ("my ", "the ", "some ", "key ", "main ", "overall ", "your ", "interview "):
        if said.startswith(lead) and (inner := _MEANING.get(said.removeprefix(lead))) in LISTS:
            return inner
    return _ending(said)


def _ending(said: str) -> Field | None:
    """A label of questions by its last word: "computer networks questions", "resume and technical questions"."""
    parts = said.split()
    if not 2 <= len(parts) <= 7:
        return None
    if parts[-1] in ("questions", "problems"):
        return (
            Field.ASIDE
            if {"ask", "them", "sample", "practice", "related", "similar"} & set(parts)
            else Field.QUESTIONS
        )
    if parts[-1] == "feedback":
        return Field.FEEDBACK
    if parts[0] in ("tips", "advice", "suggestions") and parts[1] in ("for", "to", "and"):
        return Field.WHOLE
    return None


def split_key(text: str) -> tuple[str, str, Field] | None:
    """A line as key, value and what the key stands for: "Date: 3 May", "Result - rejected"."""
    head = text[:LONGEST_LABEL]
    for shape in (_KEY, _DASHED):
        found = shape.match(text) if shape.match(head) else None
        known = meaning(found[1]) if found else None
        if found and known and (shape is _KEY or folded(found[1]) in _MEANING):
            return found[1], found[2].strip(), known
    return None
