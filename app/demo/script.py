"""Who says what in the whole round that the demo plays: twelve members, five proposals."""

from dataclasses import dataclass

PAPERS = (
    "cybersecurity", "gender-digital-rights", "environmental-data", "meaningful-access",
    "local-content",
)  # fmt: skip
CYCLE, ROUND = "igf2021-round", "bpf"
CHANGES = {
    "cycle.toml": (("ends = 2021", "ends = 2031"),),
    f"rounds/{ROUND}.toml": (("at = 2021-01-29", "at = 2031-01-29"),),
}
"""{file of the sample: what is otherwise in a play}: the deadline lies ahead, because a server marks
by its own clock what comes late. The cycle's id, too, is the play's own."""
SCALE = "\n[overall]\nmin = 1\nmax = 5\n"
"""Added to the round's scheme, so that there are numbers to rank by."""

ANSWERS = {
    "m-gov-african": "5 3 2 4 4",
    "m-gov-asia": "4 4 3 5 2",
    "m-gov-eastern": "4 ? . d 3",
    "m-gov-grulac": "3 5 2 4 -",
    "m-gov-weog": "5 4 1 4 3",
    "m-cs-african": "2 ! 4 5 4",
    "m-cs-asia": "d 4 3 5 .",
    "m-cs-grulac": "4 5 2 4 3",
    "m-cs-weog": "3 4 5 1 .",
    "m-tc-grulac": ". . . . .",
    "m-ps-asia": "5 2 3 4 .",
    "m-ps-weog": "4 - 3 5 .",
}
"""A mark for each of `PAPERS`: a score from 1 to 5, `-` words without a score, `d` a draft, `!` a
conflict of interest, `?` no expertise, `.` nothing. Who wrote nothing at all never answers."""
BY_MAIL = "m-gov-weog"
"""Sends her answers as an e-mail where there is no server."""
BY_FORM = ("m-ps-asia", "m-ps-weog")
"""Answer in a text form, without a program, where there is no server."""
CHANGED = ("m-gov-asia", "environmental-data", 4)
"""Who thinks again about which proposal after her answers are in, and her new score."""

STANCES = {5: "support", 4: "support", 3: "changes", 2: "unsure", 1: "object"}
RELEVANCE = {
    5: "The topic is timely and nobody else at the IGF covers it.",
    4: "The topic is timely, and nobody else at the IGF covers it!",
    3: "The topic is good; the plan is too wide for one year.",
    2: "Experience to collect is hard to see in this text.",
    1: "This describes a problem and gathers no practices.",
}
BLANK = "Words only: a number would say more than I know."
COMMUNITY = {
    ("m-cs-grulac", "gender-digital-rights"): "Journalists should be in from the first day.",
    ("m-gov-african", "cybersecurity"): "Small states are hit hardest and are not at the table.",
    ("m-tc-grulac", "local-content"): "",
}
TO_CHAIRS = ("m-cs-asia", "meaningful-access", "I can help to find a speaker.")
MERGES = ("m-cs-weog", "environmental-data", "cybersecurity")
"""Who would merge which proposal with which."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment or a question about a proposal."""

    account: str
    paper: str
    text: str
    kind: str = "comment"
    criterion: str | None = None
    quote: str | None = None


REMARKS = (
    Remark("m-gov-african", "cybersecurity", "Who writes the history of an incident?", "question",
           "relevance", "learn from history"),
    Remark("m-cs-grulac", "gender-digital-rights", "Which newsrooms have agreed to take part?",
           "question", "community"),
    Remark("m-cs-weog", "gender-digital-rights", "What becomes of practices that failed?",
           "question"),
    Remark("m-gov-weog", "meaningful-access", "Who pays for the lines?", "question"),
    Remark("m-cs-asia", "cybersecurity", "Reports by experts for experts are what we have enough.",
           criterion="community", quote="written by experts for experts"),
    Remark("m-gov-grulac", "local-content", "I take this back.", criterion="output"),
)  # fmt: skip
TAKEN_BACK = REMARKS[-1]

COMMON = "How would a member without a line take part?"
"""The chair asks all proposers."""
POINT = "Say in one sentence what the forum leaves out."
"""A point that the chair makes of REMARKS[4] and asks REMARKS[0] with."""


@dataclass(frozen=True, slots=True)
class Reply:
    """Words of a second version that answer one of `REMARKS`, or the common question (None)."""

    paper: str
    remark: int | None
    section: str
    quote: str


REPLIES = (
    Reply("cybersecurity", 0, "about", "by asking people who were there when they were put to the "
          "test"),
    Reply("cybersecurity", None, "community", "mailing list"),
    Reply("gender-digital-rights", 1, "community", "steering committee and a mailing list"),
    Reply("gender-digital-rights", 2, "about", "says plainly what helped, what did not"),
)  # fmt: skip
CONTENT = {0: True, 1: False, 2: True}
"""{remark: whether its writer is satisfied with the answer}."""

ONLINE = ("Dates of the second reading", "The second reading begins on 8 February.", "2031-02-07")
POSITIONS = {
    "m-gov-african": ("no_objection", ""),
    "m-gov-asia": ("no_objection", ""),
    "m-cs-grulac": ("object", "A holiday in our region."),
    "m-cs-weog": ("more_time", ""),
    "m-cs-african": ("conflict", ""),
}
"""Everybody else is silent."""

OUTCOMES = {
    "meaningful-access": ("supported", "All who answered want it.", (), ""),
    "cybersecurity": ("supported", "Version 2 says what it leaves out.", (), "a shorter name"),
    "gender-digital-rights": ("supported", "The community is there now.", (), ""),
    "environmental-data": ("supported_if_merged", "One call in common.", ("cybersecurity",), ""),
    "local-content": ("not_this_year", "Too few spoke for it.", (), ""),
}
"""{proposal: outcome, reason, merged with, condition}."""
DECIDED_AT = "2021-02-09"
SLOTS = 3
"""The chair looks how the list would be with so many places."""


def answering(account: str) -> list[tuple[str, str]]:
    """Return (proposal, mark) of what a member wrote."""
    marks = zip(PAPERS, ANSWERS[account].split(), strict=True)
    return [(paper, mark) for paper, mark in marks if mark != "."]
