"""Who does what before, during and after the call that the demo plays; all of it is made up."""

from datetime import UTC, datetime

from app.demo.script import PAPERS

CYCLE = "igf2021-meeting"
COCHAIR, MEMBER, ABSENT, OTHER = "cochair", "m-cs-grulac", "m-gov-asia", "m-gov-african"
"""The second chair, a member who comes, one who cannot, and one who is known by the chair alone."""
READERS = (MEMBER, ABSENT)
TEMPLATE, TITLE, DAY = "mag-3", "MAG virtual meeting IV", "2021-02-24"
"""The call that the chair makes the next one of."""
BEFORE = datetime(2021, 2, 22, 9, tzinfo=UTC)
DURING = datetime(2021, 2, 24, 15, 2, tzinfo=UTC)
AFTER = datetime(2021, 2, 25, 8, tzinfo=UTC)

FORUMS = "Best Practice Forums: the revised proposals"
MINUTES = 4 * len(PAPERS)
"""Four minutes for each proposer, as at the call of 27 January 2021."""
SHAPE, LAST = "Shape and programme of IGF 2021", "Any other business"
SHORTER, TALK = 45, 5
"""Minutes that the chair leaves of SHAPE, and that the second chair gives to LAST."""
AGENDA = (
    ("1", "What the stocktaking says", 60),
    ("2", FORUMS, MINUTES),
    ("3", SHAPE, SHORTER),
    ("4", "Digital cooperation: update", 10),
    ("5", LAST, TALK),
)
"""What both chairs' work comes to: number, title, minutes."""
OBJECTION = "An hour is too long for what the stocktaking says."

PREPARED = "The revised proposal names the newsrooms; I support it and can find a speaker."
READ_OUT = "Local content needs somebody who collects what is known from last year."
APOLOGIES = "I am in the air that day."
ASKED = "On the newsrooms"

GUEST, DOUBTED = "Lynne Brooke", "Noor ?"
"""A guest, and somebody whose name was not heard well."""
SPEAKER_MINUTES = 5
POINT = "The newsrooms are named in version 2."
DECISION = "The five forums go on to the second reading."
STEP, DUE = "Find a speaker for the first call on gender and digital rights", "2021-03-05"

CAPTIONED = "ESTRELA MAR"
"""How the captions call MEMBER."""
QUOTED = "I also offer to find a speaker for its first call."
CHAT_LINES = 3
"""Lines of the chat that were for everybody; one more was not."""
HOST = 2
"""The line of the chat that is made a next step of the second chair's."""
NEXT = "24 March 2021, 14:00 UTC"
ADDED = "The Secretariat asks the venue about its size"
GROUP, WISH = "hybrid", "I have run hybrid meetings at home."
WELCOME = "Welcome to the group."
