"""The lexicon of feedback: wordings that give a reason, topics that need a judging word beside them, stock phrases.

In a wording `*` stands for the rest of a word, `_` for up to three words between, none of them a no, `~` for
"did not" in any of its forms, `#` for a number. Nothing else is hidden here.
"""

from afterround.core.feedback import Polarity, Reason

CUES: dict[tuple[Reason, Polarity], tuple[str, ...]] = {
    (Reason.SPEED, Polarity.SHAKY): (
        "too slow*", "bit slow*", "rather slow*", "quite slow*", "very slow*", "slow to", "but slow", "was slow",
        "were slow", "slow side", "slow pace", "slower than", "ran out of time", "run out of time",
        "running out of time", "out of time", "short on time", "too long on", "spent too long on _ part",
        "spent too long", "took too long", "took a long time", "took longer", "too much time",
        "most of the hour", "most of the time on", "~ finish*", "~ complete", "still incomplete",
        "given more time", "unfinished", "incomplete solution", "partial solution", "only partially",
        "only finished", "only completed", "only got through", "one of _ two questions", "one of _ two problems",
        "rushed", "behind the clock", "no time left", "no time for", "not enough time", "never got to",
        "~ get to", "never reached", "move faster", "be faster", "work faster", "faster pace",
        "pick up the pace", "manage your time", "time allocation", "too little time", "took # minutes",
        "took you # minutes", "spent # minutes",
    ),
    (Reason.SPEED, Polarity.WELL): (
        "quick to", "very quickly", "quickly implement*", "implement* _ quickly", "solv* _ quickly",
        "finish* _ quickly", "complet* _ quickly", "questions quickly", "quickly solv*", "worked quickly",
        "coded quickly", "very fast", "well paced", "good pace", "in good time", "time to spare",
        "with time left", "bit of time left", "finished early", "within the time", "managed _ time well",
        "used _ time well",
    ),
    (Reason.CORRECTNESS, Polarity.SHAKY): (
        "edge case* _ missed", "missed _ edge case*", "watch _ edge case*", "forgot _ edge case*",
        "overlooked _ case*", "~ cover _ edge case*", "~ cover _ edgecase*", "~ handle _ case*",
        "~ consider _ edge case*", "bug", "bugs", "buggy", "off by one", "wrong answer", "wrong output",
        "wrong result*", "incorrect*", "not correct", "~ correctly", "~ run", "~ compile", "~ work", "untested",
        "~ test*", "~ execute", "without testing", "forgot to test", "forgot the empty _ case", "failing test*",
        "failed _ test*", "broke on", "no tests", "no unit tests", "more tests", "test your code",
        "riddled with", "mistakes in _ code", "syntax error*", "logic error*", "typos", "messy", "hard to read",
        "unreadable", "hard to maintain", "duplicated code", "poor naming", "unnecessarily complex",
        "unnecessary method*", "unnecessary code", "not production ready", "sloppy", "careless", "crashed",
        "infinite loop", "had errors", "code _ errors", "forgot _ null*", "spaghetti", "duplicate code",
        "repeated code", "logic gap*", "logical error*", "logic flaw*", "~ fulfil* _ requirements",
        "adding comments", "code comments", "solution was wrong", "answer was wrong", "recurrence was wrong",
        "code was wrong", "far from correct",
    ),
    (Reason.CORRECTNESS, Polarity.WELL): (
        "clean solution", "clean code", "clean implementation", "correct solution", "solution was correct",
        "code is correct", "code was correct", "solid solution", "working solution", "tested it", "wrote tests",
        "wrote _ tests", "well tested", "handled _ edge case*", "covered _ edge case*", "caught _ edge case*",
        "happy with _ solution*", "tests first", "dry run", "bug free", "readable code", "easy to read",
        "flawless", "code is _ clear", "code looks good", "well structured code", "fixed _ bug*",
        "spotted _ bug*", "idiomatic", "tested _ solution", "tested _ code", "verified _ solution",
        "validated _ solution", "you found _ bug*",
    ),
    (Reason.COMMUNICATION, Polarity.SHAKY): (
        "hard to follow", "difficult to follow", "difficulty following", "trouble following", "went quiet",
        "too quiet", "went silent", "long silence*", "silent", "silence", "rambl*", "unclear", "not clear",
        "~ explain", "without explaining", "no explanation", "no verbal explanation", "stopped talking",
        "lost the thread", "more structure", "lack* _ structure", "unstructured", "disorgani*",
        "all over the place", "talk us through", "think* out loud more", "think* aloud more", "interrupted",
        "talked over", "~ listen", "vague explanation*", "vague answer*", "vague response*", "too vague",
        "too general", "more specific", "specific example*", "concrete example*", "tangent*", "long winded",
        "too verbose", "too much detail", "~ articulate", "articulat* your thought*", "articulat* your thinking",
        "language barrier*", "improve clarity", "speak up more", "talk* _ too much", "too many words",
        "big words", "jargon", "~ answer", "~ answer _ question*", "more concise*", "to the point", "monologu*",
        "~ structure _ well", "~ structure", "not relevant", "irrelevant answer*", "evasive", "non-responsive",
        "one-word", "single-word", "off topic", "questions that weren't asked", "talk past", "lost me",
        "lost us",
    ),
    (Reason.COMMUNICATION, Polarity.WELL): (
        "how you explain*", "the way you explain*", "how you compare*", "explain* _ well", "explain* _ clearly",
        "reason* clearly", "take* a hint well", "took a hint well", "took the hint", "easy to follow",
        "easy to understand", "clear communicat*", "communicat* _ clearly", "communicat* well",
        "good to talk to", "talked through", "talked us through", "said it aloud", "articulate and",
        "articulation _ well", "clear explanation*", "clear and concise", "clarity of thought",
        "thinking clearly", "project* clearly", "clearly explain*", "clearly present*", "narrated",
        "thought out loud", "well spoken", "listened well", "receptive to", "receptive",
        "well structured presentation", "well structured answer*", "could not have been clearer",
        "couldn't have been clearer", "you could not have been clearer", "you couldn't have been clearer",
    ),
    (Reason.PROBLEM_SOLVING, Polarity.SHAKY): (
        "more questions about _ input", "more questions about", "more clarifying questions", "~ ask",
        "~ ask _ clarifying questions", "no clarifying questions", "without clarifying questions",
        "without asking", "jump* into _ cod*", "jump* straight _ cod*", "jump* to cod*", "jump* straight into",
        "dove into _ cod*", "coded before", "before planning", "coding too early", "without a plan", "no plan",
        "needed _ hint*", "need* _ hint*", "needed _ help", "needed _ guidance", "needed _ prompt*",
        "needed _ nudg*", "lot of hints", "many hints", "several hints", "plenty of hints", "too many hints",
        "without hints", "got stuck", "stuck", "lost the _ state", "wrong approach", "wrong pattern", "~ see",
        "blanked", "~ solve", "~ figure out", "~ come up with", "~ find _ solution", "~ find _ optim*",
        "~ realize", "~ realise", "~ recogni*", "suboptimal", "sub-optimal", "not optimal", "inefficient",
        "more efficient", "more optimal", "brute force only", "trouble developing", "~ understand the problem",
        "misread", "understanding the prompt", "difficulty in understanding _ problem",
        "~ determine _ complexity", "~ consider alternative*", "rabbit hole", "~ invert", "went in circles",
        "misunderst*", "no clear plan", "jumping directly into", "jumping straight into", "first understand",
        "step back", "wrong problem", "skip* _ clarif*", "jump* to implement*", "jump* into implement*",
        "had to redirect", "had to _ redirect", "needed redirect*", "sub optimal", "~ reach _ optim*",
        "~ get _ optim*", "struggl* coming up with", "struggl* to come up with", "struggl* to find",
        "repeated hint*", "significant hint*", "significant _ hint*", "heavy hint*", "a lot of help",
        "significant help", "some help", "be prompted", "be guided", "be led", "much guidance", "much prompting",
        "unstructured approach", "unstructured in _ approach", "structure into your approach",
        "more structured approach", "more methodical", "more systematic",
    ),
    (Reason.PROBLEM_SOLVING, Polarity.WELL): (
        "asked the right questions first", "asked the right questions", "asked _ clarifying questions",
        "good clarifying questions", "good approach", "structured approach", "logical approach",
        "systematic approach", "strong problem solv*", "good intuition", "saw the pattern", "asked about",
        "strong debugging", "nearly optimal", "near optimal", "optimal solution _ quickly", "optimal code",
        "came up with _ optimal", "~ need _ hint*", "~ require _ hint*", "no hints", "few hints",
        "without _ hint*", "without _ prompted", "without _ prompting", "without significant help",
        "independently", "understood the problem", "understood the question", "recogni*ed it",
        "algorithm was correct", "solved both", "solved all", "handled the ambigu*", "broke _ problem _ down",
    ),
    (Reason.DESIGN, Polarity.SHAKY): (
        "estimate* _ off by _ magnitude", "estimate* _ off", "single point of failure", "over-engineer*",
        "overengineer*", "overcomplicat*", "over-complicat*", "over architect*", "trade-offs missing",
        "no trade-offs", "~ scale", "struggl* _ scale", "at scale", "at their scale", "at our scale",
        "doing too much", "does too much", "god class", "~ ask _ requirements", "~ clarify _ requirements",
        "hard to extend", "tightly coupled", "requirements first", "head-room", "bottleneck",
        "~ consider extensibility", "lacks ownership clarity",
    ),
    (Reason.DESIGN, Polarity.WELL): (
        "strong on consistency", "what could fail", "good design", "solid design", "sound design", "clear api",
        "good trade-offs", "weighed the trade-offs", "simple _ design*", "system* thinking",
    ),
    (Reason.KNOWLEDGE, Polarity.SHAKY): (
        "gap* in", "knowledge gap*", "lack* of experience", "lack* _ experience", "lack* _ knowledge",
        "lack* _ depth", "lack* depth", "depth lacking", "little depth", "more depth", "go deeper",
        "limited depth", "absence of _ experience", "limited experience", "limited knowledge",
        "limited _ knowledge", "limited understanding", "lack of understanding", "no experience with",
        "no experience in", "~ know", "~ know enough", "not knowing", "not familiar", "not _ familiar",
        "~ be familiar", "unfamiliar", "rusty", "never used", "never worked with", "more experience with",
        "more experience in", "more experiences in", "has more _ experience", "with more _ experience",
        "more hands-on experience", "shallow", "superficial", "surface level", "depth in", "skill set _ strong",
        "skillset _ strong", "not that good _ developer", "stronger _ experience*", "stronger background",
        "speciali*ed in", "experience _ not align", "toward the required skills", "brush up on",
        "~ answer _ technical question*", "not enough experience with", "not enough experience in",
        "enough experience with", "enough experience in", "someone with more experience in",
        "somebody with more experience in", "somebody with more experience with",
        "candidate with more experience in", "candidate with more experience with",
        "candidates with more experience in", "candidates with more experience with",
        "someone with more experience with", "more expertise", "who has more experience in",
        "who has more experience with", "more extensive experience", "extensive experience in", "deepen",
        "deeper expertise", "deeper _ expertise", "expect* you to know", "missing proof", "more _ expertise",
        "lack* expertise", "lack* _ expertise", "lack* understanding", "lack* _ understanding",
        "poor understanding", "weak understanding", "basic understanding", "should know", "should have known",
        "to know more about", "expected _ to know", "pretend* to know", "deeper knowledge", "deeper _ knowledge",
        "deeper understanding", "deeper _ understanding", "deeper experience", "deeper _ experience",
        "stronger knowledge", "stronger _ knowledge", "stronger _ skills", "better knowledge",
        "better understanding of", "sufficient background",
    ),
    (Reason.KNOWLEDGE, Polarity.WELL): (
        "deep knowledge", "in-depth knowledge", "solid knowledge", "good knowledge", "strong fundamentals",
        "solid fundamentals", "good fundamentals", "solid foundation", "solid technical foundation",
        "strong technical foundation", "knows _ well", "knew _ well", "well versed", "deep understanding",
        "good understanding", "strong understanding", "good grasp", "strong grasp", "good familiarity",
        "familiarity with", "practical experience with", "depth in _ index*",
    ),
    (Reason.LEVEL, Polarity.SHAKY): (
        "not senior enough", "too junior", "more senior", "more seniority", "more experienced",
        "not yet at _ level", "below _ level", "below _ bar", "~ meet _ bar", "not _ meet _ bar",
        "short of _ bar", "level down", "down-level*", "downlevel*", "level below", "level lower", "lower level",
        "mid-level", "closer to _ level", "closer to _ L3", "closer to _ L4", "closer to _ L5", "closer to _ L6",
        "closer to _ E4", "closer to _ E5", "required for L5", "required for L6", "required for L7",
        "ready for L5", "ready for L6", "ready for L7", "not ready for", "strategic thinking",
        "think strategically", "staff level thinking", "below _ threshold", "overqualified", "over-qualified",
        "too experienced", "inexperienced", "too green", "qualifications _ exceed", "qualifications _ surpass",
        "too senior", "years of experience", "level of experience", "experience level", "no experience",
        "more work experience", "not enough experience", "~ have enough experience", "~ have _ years",
        "someone with more experience", "who has more experience", "who had more experience",
        "somebody with more experience", "candidate with more experience", "candidates with more experience",
        "more years of", "few years of experience", "far from meeting", "far from the bar",
        "expected at _ level", "expected of a senior", "expected from a senior", "little more experience",
        "bit more experience", "more experience under", "work experience needed", "more time in",
        "more leadership experience", "more professional experience", "more experience", "senior level for",
        "for a senior level", "for the senior level", "for the level", "expectations for _ level",
        "experience _ not align with expectations",
    ),
    (Reason.LEVEL, Polarity.WELL): (
        "at _ senior level", "above the bar", "above _ level", "clearly senior", "ready for staff",
        "ready for senior", "met the bar", "raises the bar", "experienced enough", "senior enough",
    ),
    (Reason.FIT, Polarity.SHAKY): (
        "not quite the right fit", "not the right fit", "not a fit", "not a good fit", "not the best fit",
        "~ have a good fit", "not a _ match", "not _ right match", "better fit", "closer fit", "closer match",
        "better match", "culture fit", "cultural fit", "not a culture fit", "not a cultural fit",
        "aren't a culture fit", "aren't a cultural fit", "weren't a culture fit", "weren't a cultural fit",
        "wasn't a culture fit", "wasn't a cultural fit", "better cultural fit",
        "closely with our company culture", "~ enjoy working", "convinced about your motivation",
        "your motivation", "solo developer", "superiority complex", "arrogan*", "ego", "~ right for this role",
        "~ right for the role", "~ convey _ enthusiasm", "~ convey _ passion", "~ convey _ interest",
        "lack* _ enthusiasm", "lack* _ passion", "lack* _ interest", "little interest", "what the company does",
        "what we do", "too energetic", "mutual alignment", "mutual fit",
    ),
    (Reason.FIT, Polarity.WELL): (
        "great fit", "good fit", "strong fit", "right fit", "fit right in", "fantastic cultural fit",
        "great cultural fit", "good cultural fit", "strong cultural fit", "great culture fit",
        "good culture fit", "cultural alignment", "aligned with our values", "fit with our organi*",
        "fit with our culture", "fit with our team",
    ),
    (Reason.OTHER, Polarity.SHAKY): (
        "hiring freeze", "headcount", "budget", "on hold", "not hiring", "no longer hiring", "stopped hiring",
        "role _ cancelled", "position _ cancelled", "role _ closed", "position _ closed", "already filled",
        "internal candidate", "internal applicant", "relocat*", "visa", "sponsorship", "salary expectation*",
        "telecommuting", "time zone*", "notice period", "speaking candidates", "compensation", "too much money",
        "too expensive", "lack* _ ownership", "enough ownership", "self awareness", "leadership principles",
        "nondisclosure", "non-disclosure",
    ),
}  # fmt: skip
"""Wordings that give a reason and its polarity by themselves. Of those that overlap, the longest counts."""

WEAK: dict[tuple[Reason, Polarity], tuple[str, ...]] = {
    (Reason.PROBLEM_SOLVING, Polarity.SHAKY): (
        "struggled to", "struggled with", "struggled on", "had difficulty", "had trouble", "was lost",
    ),
}  # fmt: skip
"""Wordings that give a reason where nothing else in their clause does."""

TOPICS: dict[Reason, tuple[str, ...]] = {
    Reason.SPEED: ("speed", "pace", "time management", "time", "slow*", "fast", "clock"),
    Reason.CORRECTNESS: (
        "correct*", "edge case*", "edgecase*", "corner case*", "base case", "test*", "accuracy", "code quality",
        "error handling", "case", "duplicates", "null*", "empty input*", "empty list*", "empty array*",
        "empty string*", "empty tree", "negative number*", "overflow*", "boundary condition*", "boundary case*",
    ),
    Reason.COMMUNICATION: (
        "communicat*", "explan*", "explain*", "clarity", "listen*", "present*", "questions", "think* aloud",
        "think* out loud",
    ),
    Reason.PROBLEM_SOLVING: (
        "problem solving", "problem-solving", "approach", "dp state", "brute force", "optimal solution",
        "algorithm*", "pattern", "data structure*", "dp", "clarifying questions", "time complexity",
        "time and space complexity", "recursion", "graph*", "tree", "heap", "hint*", "complexity", "invariant",
        "debugging",
    ),
    Reason.DESIGN: (
        "design", "architecture", "scal*", "trade-off*", "tradeoff*", "capacity", "estimate*", "consistency",
        "cache", "caching", "queue", "shard*", "replica*", "requirements",
    ),
    Reason.KNOWLEDGE: ("knowledge", "experience", "fundamentals", "depth", "background", "grasp"),
    Reason.LEVEL: ("seniority", "the level", "the bar"),
    Reason.FIT: ("fit", "culture", "values"),
}  # fmt: skip
"""What may be judged. In feedback a topic gives a reason only with a judging word in its clause; in a line of a
retrospective the heading has judged already."""

SAID_TOPICS: dict[Reason, tuple[str, ...]] = {
    Reason.SPEED: ("timing", "time keeping", "productivity", "minutes"),
    Reason.CORRECTNESS: (
        "code", "coding", "code design", "coding style", "code structure", "implementation", "naming",
        "readability", "structured and readable code", "edge scenario*", "attention to detail*", "null check*",
        "validation", "exception handling", "exceptions", "edge case test*", "refactor*", "syntax",
        "input validation",
    ),
    Reason.COMMUNICATION: (
        "articulat*", "verbali*", "narrat*", "answers", "storytelling", "STAR", "confidence", "listening skills",
        "explain* _ approach", "explain* _ thought process", "explain* _ reasoning", "explain* _ thinking",
        "explain* _ solution", "explain* _ logic", "communicat* _ approach", "communicat* _ thought process",
        "communicat* _ reasoning", "communicat* _ thinking", "communicat* _ solution",
        "communicat* _ problem solving", "articulat* _ approach", "articulat* _ thought process",
        "articulat* _ reasoning", "articulat* _ solution", "conversation skills", "structure of your answer*",
    ),
    Reason.PROBLEM_SOLVING: (
        "thought process", "logical thinking", "foundational thinking", "analytical", "approaches", "solution",
        "problem solver", "big o", "big-o", "well reasoned decisions", "data structures understanding",
        "reasoning", "logic", "ambigu*", "optimi*", "decomposition", "understanding of the problem",
        "dynamic programming", "efficiency", "space complexity",
    ),
    Reason.DESIGN: (
        "system design", "latency", "throughput", "availability", "data model*", "schema", "api design", "apis",
        "load balanc*", "fault toleran*", "partition*", "high level design", "HLD", "non-functional", "NFRs",
        "trade offs", "dependency management", "requirements gathering", "data storage", "data flow",
        "deep dive*", "orchestration", "replication", "failover", "failure mode*", "reliability", "protocol",
        "component*", "back of the envelope",
    ),
    Reason.KNOWLEDGE: (
        "technical depth", "technical knowledge", "technical skills", "technical understanding", "hands-on",
        "domain knowledge", "concepts", "skill set", "skillset", "sql", "java", "python", "javascript",
        "typescript", "react", "kubernetes", "docker", "aws", "golang", "databases", "networking",
        "operating systems", "concurrency", "multithreading", "oop", "object oriented", "graphql", "linux",
        "machine learning", "design patterns", "design pattern", "expertise",
    ),
    Reason.LEVEL: ("leadership experience", "scope", "staff level", "staff-level", "L5", "L6", "L7"),
    Reason.FIT: ("motivation", "team fit", "attitude", "passion for _ role", "interest in _ company"),
    Reason.OTHER: ("ownership", "leadership", "initiative", "data-driven approach"),
}  # fmt: skip
"""Topics that only what was said is judged by; in a line of one's own they are too common to mean anything."""

JUDGING: dict[Polarity, tuple[str, ...]] = {
    Polarity.WELL: (
        "good", "great", "strong*", "excellent", "impress*", "clear", "clearly", "liked", "loved", "enjoyed",
        "solid", "happy with", "well", "praised", "appreciated", "positive", "thoughtful", "fine", "effective*",
        "comprehensive", "thorough*", "exceptional*", "stellar", "nuanced", "excel*", "outstanding", "fantastic",
        "demonstrat*", "showed", "shows", "showing", "nailed", "robust", "sound", "crisp*", "smooth*",
        "elegant*", "no concerns", "no issues", "amazing", "awesome", "perfect*", "brilliant", "deep",
        "detailed", "comfortable", "confident", "competent", "proficien*", "fluent*", "articulate", "insightful",
        "systematic", "logical", "impressive", "nice", "nicely", "decent", "strength*", "pleased", "able to",
        "high quality",
    ),
    Polarity.SHAKY: (
        "weak*", "lack*", "poor*", "struggl*", "concern*", "improv*", "not enough", "too little", "more work",
        "would have liked", "would have expected", "would like to see more", "would be nice", "ideally",
        "could be", "could have been", "below", "missing", "missed", "thin", "hesita*", "doubt*", "unsure",
        "short", "needs", "need to", "work on", "off", "suffered", "sharper", "limited", "worried", "difficult*",
        "trouble", "gap*", "absence", "vague", "confus*", "insufficient*", "inconsisten*", "less", "a bit more",
        "superficial*", "should", "make sure", "try to", "focus on", "practice", "practise", "recommend",
        "next time", "avoid", "consider", "benefit from", "brush up", "room for", "~ discuss", "~ mention",
        "~ consider", "~ address", "~ cover", "~ describe", "~ state", "~ identify", "~ justify",
        "~ demonstrate", "~ show", "~ clarify", "~ define", "~ think", "~ check", "~ account", "~ provide",
        "~ give", "~ convince*", "~ go", "~ write", "~ implement", "~ use", "~ meet", "~ have", "~ determine",
        "can't see", "~ handle", "~ say", "~ reflect", "~ like", "demonstrat* no", "demonstrat* little",
        "demonstrat* a lack", "demonstrat* limited", "show* no", "show* little", "show* a lack", "show* limited",
        "~ test", "~ seem", "no sign of", "not so good", "expected", "failed", "barrier*", "incomplete",
        "inadequate*", "terrible", "awful", "bad", "badly", "disappoint*", "uneven", "patchy", "shaky", "rough",
        "gray area", "grey area", "too much", "too many", "too few", "not there yet", "refinement", "instead of",
    ),
}  # fmt: skip
"""Words that judge. A "not" shortly before one turns it round."""

ADVICE: tuple[str, ...] = (
    "add", "address", "always", "anticipate", "articulate", "ask", "avoid*", "be", "break down", "call out",
    "check", "clarify", "communicate", "consider", "cover", "define", "describe", "discuss", "draw", "ensure",
    "estimate", "explain", "extract", "finish", "give", "handle", "highlight", "identify", "implement",
    "improve", "include", "instead of", "jump", "justify", "list", "manage", "mention", "more", "name",
    "optimi*e", "practice", "practise", "prepare", "prioriti*e", "provide", "quantify", "refactor", "refine",
    "restate", "review", "slow down", "specify", "speak", "spend", "state", "strengthen", "structure", "suggest",
    "summari*e", "take", "talk", "test", "think", "try", "type out", "use", "validate", "verify", "walk",
    "watch", "write", "work", "you should", "you could", "i recommend", "i would", "i'd",
)  # fmt: skip
"""What a clause of advice begins with: it doubts what it is about."""

DEEDS: tuple[str, ...] = (
    "addressed", "anticipated", "captured", "considered", "covered", "designed", "discussed", "enumerated",
    "explored", "handled", "identified", "incorporated", "listed", "proposed", "provided", "reasoned",
    "validated", "weighed", "compared", "justified", "estimated", "tested", "verified",
)  # fmt: skip
"""What a clause that tells what somebody did begins with, after its subject: it praises what it is about."""

HEADINGS: dict[Polarity, tuple[str, ...]] = {
    Polarity.WELL: (
        "strengths", "areas of strength", "areas of strength included", "positives", "pros", "what went well",
        "went well", "the good", "positive things", "what you did well", "highlights", "green flags", "keep",
    ),
    Polarity.SHAKY: (
        "weaknesses", "negatives", "cons", "concerns", "areas for improvement", "areas to improve",
        "improvements", "improvement suggestions", "things to improve", "to improve", "to work on",
        "the not so good", "weak points", "weak point", "what could be better", "growth areas", "suggestions",
        "opportunities", "red flags", "stop", "start", "next time",
    ),
}  # fmt: skip
"""Headings that judge the lines below them."""

COURTESIES: tuple[str, ...] = (
    "appreciat* _ time", "appreciat* _ effort*", "appreciat* _ interest", "appreciat* _ opportunity",
    "appreciat* your background and experience", "for your skills and experience", "time and effort",
    "thank* _ for _ time", "time you took", "time to apply", "take the time", "taking the time", "at this time",
    "at the present time", "some time", "time in the future", "response time", "impressed _ your background",
    "impressed _ your experience", "impressed _ your qualifications", "impressed _ your skills",
    "impressed _ your expertise", "impressed _ your experience and qualifications",
    "impressed _ your qualifications and experience", "impressed _ your skills and background",
    "background is impressive", "impressive background", "strong applicants", "strong applications",
    "strong candidates", "strong pool", "good luck", "well suited", "experience* _ more closely align*",
    "experience* _ more closely match*", "experience _ closely match*", "experience* _ align* more closely",
    "experience* better match*", "experience* better align*", "experience and skills are more in line",
    "previous work experience", "more relevant experience", "skills and experience",
    "your experience and interests", "qualifications and enthusiasm", "skills and experiences",
    "qualifications are very impressive", "strong candidate with", "strong player", "better qualifications",
    "skills and background", "better fit for you", "better fits your profile", "better fit your profile",
    "could be a _ fit", "could be a better match", "may be a good fit", "may be a better fit",
    "might be a good fit", "might be a better fit", "might be a good match", "would be a good fit for",
    "if one of them is a good fit", "be a good match for you", "a better match for your skills",
    "another role that fits", "our requirements", "requirements for _ position", "requirements for _ role",
    "requirements of", "next level", "high quality of candidates", "quality of candidates",
    "candidate experience", "interview experience", "great experience", "learning about your",
    "learning more about your", "hearing about your", "waste _ time", "in case", "in that case", "in this case",
    "in any case", "in your case", "use case*", "business case", "case study", "case studies",
)  # fmt: skip
"""Wordings of politeness and of form letters that hold words of the lexicon and say nothing."""

STOCK: tuple[str, ...] = (
    "not quite the right fit", "not the right fit", "not a fit", "not _ right match", "better fit",
    "closer match", "closely matched", "closely match*", "closely align*", "exact alignment", "isn't a match",
    "other candidates", "other applicants", "another candidate", "another applicant", "a different candidate",
    "candidates whose", "strong candidates", "many qualified", "qualified applicants", "strong applicants",
    "strong applications", "move forward with _ others", "not move forward", "~ move forward",
    "~ moving forward", "not moving forward", "not to move forward", "~ be moving forward", "decided not to",
    "chosen not to", "choosing not to", "not go on", "not proceed", "not to proceed", "not be proceeding",
    "~ be progressing", "decided to pursue", "to pursue your application", "~ select", "~ been selected",
    "not selected", "~ offer you", "unable to proceed", "regret to inform", "unsuccessful",
    "high number of applica*", "large number of applica*", "high volume of", "competitive", "keep your details",
    "keep your resume", "keep your application", "keep your cv", "keeping your resume", "resume on file",
    "resume in our database", "keep you in mind", "wish you all the best", "wish you the best",
    "wish you every success", "best of luck", "position has been filled", "role has been filled",
    "not be offering", "different direction", "difficult decision", "best match for you", "on this occasion",
    "decided to proceed with", "strong candidate", "stay in touch", "apply again", "future openings",
    "future opportunities", "been declined", "been rejected", "someone else", "went another way", "go another way",
    "mutual alignment", "mutual fit",
)  # fmt: skip
"""Wordings that say a decision and no reason for it."""
