"""A complete meeting folder in a few lines, for tests to write, break and publish."""

from pathlib import Path

CYCLE = """\
id = "orchard2030"
title = "Orchard cycle 2030"
languages = ["en", "es"]
starts = 2030-01-01
ends = 2030-12-31
"""

MEMBERS = """\
account,role,name,aliases,affiliation,group,region,country,term_year,uncertain
nadia,chair,Nadia Pear,N. Pear;Naddie,Pear Institute,civil,african,TN,2,
omar,member,Omar Plum,,Ministry of Plums,government,asia_pacific,,1,
petra,member,Petra Quince,,UN Quince Office,igo,,,,
quinn,observer,Quinn Fig,,,technical,weog,,,yes
office,secretariat,The office,,,igo,,,,
"""

FIRST_ROUND = """\
id = "first"
title = "First reading"
kind = "qualitative"
status = "open"
others_visible = "after_mine"
deadlines = [{ what = "comments", at = 2030-02-11T11:59:59Z, aoe = true, moved_from = [{ at = 2030-02-10T11:59:59Z, on = 2030-02-08, why = "Asked for" }] }]
stances = [{ key = "yes", title = "Support" }, { key = "no", title = "Object" }]

[[criteria]]
key = "need"
title = "Who needs it"
guidance = "Say who asked for it."
text = "required"

[[criteria]]
key = "reach"
title = "Whom it reaches"
"""

SCORED_ROUND = """\
id = "scored"
title = "Workshops"
kind = "scored"
status = "open"
others_visible = "closed"
reasons = ["Too broad", "Unclear"]
reasons_at_or_below = 3

[[criteria]]
key = "content"
title = "Content"
scale = { min = 1, max = 5, labels = { 1 = "poor", 5 = "excellent" } }
weight = 2
"""

SEEDS_1 = """\
+++
round = "first"
code = "F-1"
title = "Seeds for all"
summary = "Shares seeds."
tags = ["seeds"]
proponents = [{ name = "Omar Plum", group = "government", region = "asia_pacific", member = "omar" }]
evidence = [{ from = "Seed bank", kind = "letter", state = "received", document = "letter" }]
at = 2030-01-10T09:00:00Z
+++

Words before any heading.

## What it is {#what}

Seeds are *shared*.

## Who takes part

Everybody.
"""

SEEDS_2 = """\
+++
note = "Says who."
at = 2030-01-20T10:00:00+01:00
+++

## What it is {#what}

Seeds are *shared* freely.
"""

BEES_1 = """\
+++
round = "scored"
title = "Bees"
at = 2030-03-01T00:00:00Z
+++

## About {#about}

Bees.
"""

MEETING = """\
id = "call-1"
title = "First call"
kind = "virtual"
starts = 2030-01-15T13:00:00Z
ends = 2030-01-15T15:00:00Z
join_by = [{ kind = "link", value = "https://call.example/1", passcode = "77" }]
group = "garden"
status = "adopted"

[[item]]
label = "1"
title = "Opening"
minutes = 5
lead = "nadia"
purpose = "information"

[[item]]
label = "A"
title = "Proposals"
proposals = ["seeds"]
documents = ["letter"]

  [[item.item]]
  label = "A.1"
  title = "Seeds for all"
"""

DOCUMENTS = """\
id,file,title,kind,language,status,audience,meeting,group,proposal,replaces
letter,letter.txt,Letter,letter,en,final,members,call-1,,seeds,
secret,secret.md,For the chairs,note,en,draft,chairs,,garden,,
"""

GROUP = """\
id = "garden"
title = "Garden group"
status = "new"
facilitators = ["nadia"]
participants = ["omar", "A guest"]
open_to_all = false
"""

MILESTONES = """\
[[milestone]]
id = "due"
title = "Comments due"
at = 2030-02-10
aoe = true
kind = "deadline"

[[milestone]]
id = "call"
title = "Second call"
at = 2030-02-20T13:00:00Z
kind = "meeting"
"""

CONTRIBUTIONS = """\
id,call,from,group,region,at,document
c1,stock,"Pear, Plum and friends",civil,african,2030-01-05,letter
"""

CONTACTS = """\
id,emails
member-nadia,nadia@pear.example;n.pear@pear.example
proposal-seeds,seeds@plum.example
"""

FILES = {
    "cycle.toml": CYCLE,
    "members.csv": MEMBERS,
    "rounds/first.toml": FIRST_ROUND,
    "rounds/scored.toml": SCORED_ROUND,
    "proposals/seeds.v1.md": SEEDS_1,
    "proposals/seeds.v2.md": SEEDS_2,
    "proposals/bees.v1.md": BEES_1,
    "meetings/call.toml": MEETING,
    "documents/documents.csv": DOCUMENTS,
    "documents/letter.txt": "We like the seeds.\n",
    "documents/secret.md": "# Between us\n\nNot yet.\n",
    "groups/garden.toml": GROUP,
    "milestones.toml": MILESTONES,
    "contributions.csv": CONTRIBUTIONS,
    "contacts.csv": CONTACTS,
}


def write(root: Path) -> Path:
    """Write the complete folder to `root`, which has no fault."""
    for name, text in FILES.items():
        put(root, name, text)
    return root


def put(root: Path, name: str, content: str | bytes) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


def change(root: Path, name: str, old: str, new: str) -> None:
    """Replace `old`, which stands once in the file `name`, by `new`."""
    text = (root / name).read_text(encoding="utf-8")
    assert text.count(old) == 1, (name, old, text.count(old))
    put(root, name, text.replace(old, new))
