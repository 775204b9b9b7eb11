"""A made-up call of the shape of a real one: captions with all that goes wrong in them, and who and what it was."""

from app.domain.records import Record
from tests.builders import proposal, record

MEETING = "call"
ROSTER = {
    "amara": ("Amara Osei-Bonsu", "chair", ()),
    "tendai": ("Tendai Mukasa", "secretariat", ()),
    "krystian": ("Krystian Wojcik", "member", ()),
    "bettina": ("Albertina Rossi", "member", ("Betti Rossi",)),
    "johan": ("Johan Jansson", "observer", ()),
    "farid": ("Farid Benali", "member", ()),
    "luz": ("Luz Marina Prado", "member", ()),
    "chai": ("Chiara Chair", "member", ()),
    "omar": ("Omar Olive", "member", ()),
    "carlos": ("Carlos Alberto Nunes", "member", ()),
    "joyce": ("Joyce Tan", "member", ()),
    "joy": ("Joyce Tam", "member", ()),
    "ravelo": ("Noro Ravelojaona", "member", ()),
}
"""{account: (name, role, aliases)}"""
AGENDA = (
    ("1", "Welcome and adoption of the agenda", ()),
    ("2", "Updates from the Secretariat", ()),
    ("3", "Timeline of the year", ()),
    ("4", "Working groups", ()),
    ("5", "Proposals received and the criteria", ("bees", "wells", "seeds")),
    ("6", "Cooperation with the harbour", ()),
    ("7", "Any other business", ()),
)
"""(label, title, proposals)"""
PROPOSALS = {
    "bees": ("Beekeeping in towns", ("joyce",)),
    "wells": ("Water wells and pumps", ("chai", "johan")),
    "seeds": ("A bank of old seeds", ("carlos",)),
}
HEAD = """ORCHARD 2030 - COUNCIL - Virtual Meeting - IV

What follows is the output of the real-time captioning of a virtual call. It may be incomplete or
wrong where passages could not be heard, and should not be treated as an authoritative record.

***
"""
SAID = (
    # caption, words, who it was, item, proposal
    ("TENDAI MUKASA", "Before we start: this call is recorded, and captioned.\n\nAmara, our chair, please start.",
     "tendai", "1", None),
    ("CHAIR", ("Thank you, Tendai.  Welcome to everyone.\n\nLet us look at the agenda.  First the welcome, then "
     "updates from the Secretariat, then the timeline, the working groups, and then item 5, the proposals on "
     "beekeeping, wells and seeds, and at last the harbour.\n\nI see no objections.  The agenda is adopted.\n\n"
     "Krystian, some opening remarks?"), "amara", "1", None),
    ("KRYSTYAN WOJCIK", "A happy new year from the whole host town.  We are on track.", "krystian", "1", None),
    ("CHAIR", "Thank you for that.\n\nOver to you, Tendai, for the next agenda item.", "amara", "1", None),
    ("TENDAI MUKASA", ("I will give some updates from the secretariat.  The report of last year is being printed.\n\n"
     "We got 49 contributions to the stocktaking; the consultants start in a week."), "tendai", "2", None),
    ("CHAIR", "Any questions for Tendai?  The dates are always on the website.", "amara", "2", None),
    ("JOHAN JANSEN", "Is the report of the secretariat in print for the missions too?", "johan", "2", None),
    ("TENDAI MUKASA", "Yes.  Yes.", "tendai", "2", None),
    ("CHAIR", "If there are no further questions, let's move on to the next item.\n\nTendai, the timeline?",
     "amara", "2", None),
    ("TENDAI MUKASA", "The timeline of the year has four deadlines; the first of the year is in March.",
     "tendai", "3", None),
    ("", "May I have the floor.", None, "3", None),
    ("CHAIR", "Yes.  Go ahead.", "amara", "3", None),
    ("FARID BENALI", "The timeline should have a rest in August.", "farid", "3", None),
    ("CHAIR", ("Noted.  I see nobody in the queue, so let's move on.\n\nItem number four, the working groups.  Betti, "
     "a few words on your group?"), "amara", "4", None),
    ("BETTI ROSI", "The working group on ladders met twice.  Whoever wants can join the groups.", "bettina", "4", None),
    ("OMAR OLIVE", "As a new member: do we join the working groups now?", "omar", "4", None),
    ("CHAIR", ("You can join at any time.  (Laughter)\n\nLet's move on to the next item, the proposals we received "
     "and the criteria for them."), "amara", "4", None),
    ("FARID", "Of the criteria the community matters most to me when we look at proposals received.",
     "farid", "5", None),
    ("CHAIR", "Thank you, Farid.\n\nLet's start with the proposal on beekeeping.  I give the floor to Joyce.",
     "amara", "5", None),
    ("JOYCE TAN", "Bees live well in towns.  We ask for hives on forty roofs, and for beekeeping classes.",
     "joyce", "5", "bees"),
    ("[Applause]", "", None, "5", "bees"),
    ("NORO", "We keep bees here as well.  (Poor audio quality).\n\nThe hives need shade [inaudible] in towns.",
     "ravelo", "5", "bees"),
    ("CHAIR", "We struggle to hear you.", "amara", "5", "bees"),
    ("NORO RAVELO", "Is it better now?", "ravelo", "5", "bees"),
    ("BENALI", "Who pays for the hives on the roofs?", "farid", "5", "bees"),
    ("JOYCE", "The towns do; the beekeeping classes pay for themselves.  Omar, could you tell how it went?",
     "joyce", "5", "bees"),
    ("OMAR OLIVE", "It went well with the bees in our town.", "omar", "5", "bees"),
    ("CHAIR", "Thank you, Omar.\n\nLet's move on to the next proposal, which is on wells and pumps.  Chiara, please.",
     "amara", "5", "bees|wells"),
    ("CHIARA", "Our water comes from three wells, and the pumps are old.  Together with Johan I propose new pumps.",
     "chai", "5", "wells"),
    ("Johan Jansson", "The wells are nine metres deep; a pump costs as much as a cart.", "johan", "5", "wells"),
    ("LUZ MARINA", "Who mends the pumps when they break?  I support the wells.", "luz", "5", "wells"),
    ("CHIARA", "We train two people for each well.", "chai", "5", "wells"),
    ("CHAIR", "Thank you.  Next we hear about old seeds.  Carlos, you have the floor.", "amara", "5", "wells|seeds"),
    ("CARLOS NUNES", "A bank of old seeds keeps what our grandparents sowed.", "carlos", "5", "seeds"),
    ("CARLOS ALBERTO ANON", "The bank has room for nine hundred kinds of seeds.", "carlos", "5", "seeds"),
    ("LUZ", "Is the bank open to gardeners who have no seeds?", "luz", "5", "seeds"),
    ("Carlos", "No problem.", "carlos", "5", "seeds"),
    ("CHAIR", "Thank you all.  We have one more agenda item, the cooperation with the harbour.", "amara", "6|5", None),
    ("TENDAI MUKASA", "The harbour offers us cooperation and two sheds.", "tendai", "6", None),
    ("CHAIR", "We will answer the harbour.\n\nThe next meeting is on the 9th.  Good bye, everyone.",
     "amara", "6|7", None),
    ("TENDAI MUKASA", "Good bye, all.", "tendai", "7|6", None),
)  # fmt: skip
SETTLED = {"NORO RAVELO": "ravelo"}
"""The one name that has to be settled by hand."""


def transcript(end: str = "") -> str:
    return HEAD + "".join(
        f"\n\n \n\n >> {caption}{':  ' if caption and caption[0] != '[' else ''}{words}"
        for caption, words, *_ in SAID
    ) + end  # fmt: skip


def papers() -> list[Record]:
    """The meeting, its agenda, proposals and people as a server gives them."""
    return [
        record("meetings", MEETING, title="Virtual meeting IV", starts="2030-02-01T10:00:00Z"),
        *(
            record("items", f"call-{label}", meeting=MEETING, label=label, title=title,
                   position=at, proposals=list(proposals))
            for at, (label, title, proposals) in enumerate(AGENDA)
        ),
        *(
            proposal(id, title=title, code=id[0].upper(),
                     proponents=[{"name": ROSTER[each][0], "member": each} for each in by])
            for id, (title, by) in PROPOSALS.items()
        ),
        *(
            record("members", account, name=name, role=role, aliases=list(aliases))
            for account, (name, role, aliases) in ROSTER.items()
        ),
    ]  # fmt: skip


CHAT = """10:01:12\t From  Farid Benali : Hello from the hills
10:02:40 From Luz Marina to Everyone: Who pays for the hives?
and who for the bees?
10:03:01 From Chiara Chair to Amara Osei-Bonsu(Direct Message): between us
10:03:30 From Nobody Known to Everyone:
\tIs the bank of old seeds open?
10:04:02 From Tendai Mukasa to Everyone: Please send the list of wells by Friday
"""
"""Four lines for everybody in three shapes, and one that was not."""
