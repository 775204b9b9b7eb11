"""A meeting folder of a made-up cycle: two kinds of rounds, many languages, odd papers."""

import io
import zipfile
from pathlib import Path

ARABIC = "تُعنى هذه الورقة بإدارة الإنترنت في المجتمعات الصغيرة، وتطلب رأيكم قبل الاجتماع."
CHINESE = "本提案汇集小岛屿绘制自己网络的经验，并请各位成员在会议之前提出意见。"
RUSSIAN = "Мы собрали опыт портов и просим вас прочитать его до встречи."
FRENCH = "Les ports partagent leurs câbles\u00a0: « qui paie » reste à dire."

CANARY = {
    "contact": "canary-contact@harbour.example",
    "chairs": "canary chairs only paper",
    "office": "canary office only paper",
    "passcode": "canary-passcode-4711",
}
"""Words that must only reach those who may read them."""

CYCLE = """\
id = "harbour2031"
title = "Harbour cycle 2031"
languages = ["en", "ar", "zh"]
starts = 2019-01-01
ends = 2031-12-31
"""

MEMBERS = """\
account,role,name,aliases,affiliation,group,region,country,term_year,uncertain
chen,chair,Chen Quay,C. Quay;老陈,Quay Institute,technical,asia_pacific,CN,2,
mona,member,Mona Pier مُنى,,Pier Society,civil,african,EG,1,
nils,member,Nils Dock,,Dock Networks,private,weog,,3,
otto,member,Otto Buoy,,Buoy Programme,igo,,,1,yes
pia,member,Pia Mole,,,government,grulac,BR,1,
olga,observer,Olga Wharf,,,civil,eastern_european,,,
office,secretariat,The office,,,igo,,,,
"""

TALKS = """\
id = "talks"
title = "Talks, first reading"
kind = "qualitative"
status = "open"
others_visible = "after_mine"
capacity = 2
deadlines = [{ what = "comments", at = 2031-02-01T11:59:59Z, aoe = true }]
stances = [{ key = "support", title = "Support" }, { key = "object", title = "Object" }]

[[criteria]]
key = "need"
title = "Who needs it"
guidance = "Say who asked for it."
text = "required"

[[criteria]]
key = "reach"
title = "Whom it reaches"
text = "optional"
"""

MARKS = """\
id = "marks"
title = "Workshops, scored"
kind = "scored"
status = "open"
others_visible = "closed"
overall = { min = 1, max = 10 }
reasons = ["Too broad", "Unclear"]
reasons_at_or_below = 2
stances = [{ key = "take", title = "Take it" }]
deadlines = [{ what = "scores", at = 2020-01-01T00:00:00Z }]

[[criteria]]
key = "content"
title = "Content"
text = "optional"
scale = { min = 1, max = 5, labels = { 1 = "poor", 5 = "excellent" } }
weight = 3

[[criteria]]
key = "people"
title = "People"
text = "none"
scale = { min = 0, max = 5 }
weight = 1
"""

CABLES_1 = f"""\
+++
round = "talks"
code = "T-1"
title = "Cables of the harbour"
summary = "Who lays the cables, who pays."
theme = "access"
tags = ["cables", "线缆"]
proponents = [{{ name = "Pia Mole", group = "government", region = "grulac", member = "pia" }}]
related = [{{ proposal = "tides", kind = "overlaps" }}]
at = 2031-01-05T08:00:00Z
+++

Words before any heading stand here.

## What it is about {{#about}}

Harbours *share* their **cables**. The ferry, the ferry and again the ferry carry them.

{FRENCH}

## مجتمع {{#arabic}}

{ARABIC}

## 社区

{CHINESE}

## People {{#people}}

{RUSSIAN} We 👩‍👩‍👧 bring [families](https://harbour.example/) along.

- first point of three
- second point of three

Closing words of this paper.
"""

CABLES_2 = f"""\
+++
note = "Says who pays."
at = 2031-01-20T08:00:00Z
+++

## What it is about {{#about}}

Harbours and ports *share* their **cables**. The ferry carries them. We write who pays for each.

{FRENCH}

## مجتمع {{#arabic}}

{ARABIC}

## 社区

{CHINESE}

## Outreach {{#outreach}}

Two open calls a month.
"""

CABLES_3 = """\
+++
title = "Cables of all harbours"
note = "Only the outreach is left."
at = 2031-01-28T08:00:00Z
+++

## Outreach {#outreach}

Two open calls a month, in six languages.
"""

TIDES = """\
+++
round = "talks"
title = "Tides"
at = 2031-01-06T08:00:00Z
+++

## Idea {#idea}

Tides come and go; a forum should, too.
"""

WITHDRAWN = """\
+++
status = "withdrawn"
note = "The proposers have found another home."
at = 2031-01-21T08:00:00Z
+++
"""

LAMPS = """\
+++
round = "marks"
title = "Lamps"
at = 2031-01-07T08:00:00Z
+++

## Idea {#idea}

Lamps along the pier.
"""

ROPES = """\
+++
round = "marks"
title = "Ropes"
at = 2031-01-07T08:00:00Z
+++

## Idea {#idea}

Ropes for everybody.
"""

CALL = f"""\
id = "call-1"
title = "First call"
kind = "virtual"
starts = 2031-01-15T13:00:00Z
ends = 2031-01-15T15:00:00Z
join_by = [{{ kind = "link", value = "https://call.example/1", passcode = "{CANARY["passcode"]}" }}]
status = "proposed"

[[item]]
label = "1"
title = "Opening"
minutes = 5
lead = "chen"
purpose = "information"

[[item]]
label = "B"
title = "Talks"
proposals = ["cables"]
documents = ["guide"]

  [[item.item]]
  label = "B.1"
  title = "Cables"
  minutes = 20
  key_points = "The cables need owners."
"""

PUBLIC = """\
id = "open-day"
title = "Open day"
kind = "onsite"
starts = 2031-03-01T09:00:00Z
place = "Pier 4"
status = "draft"
audience = ["public"]

[[item]]
label = "1"
title = "Welcome of the public"
"""

DOCUMENTS = """\
id,file,title,kind,language,status,audience,meeting,group,proposal,replaces
guide,guide.md,Guide to the criteria,guide,en,final,members,call-1,,,
open-letter,letter.txt,An open letter,letter,en,final,public,,,cables,
for-observers,page.html,For observers,note,en,final,observers,,pilots,,
for-chairs,chairs.md,For the chairs,note,en,draft,chairs,call-1,,,
for-office,office.txt,For the office,note,en,draft,secretariat,,,,
minutes,minutes.docx,Minutes,minutes,en,final,members,,,,
plan,plan.pdf,Plan of the pier,plan,en,final,members,,,,
sea-chart,chart.bin,Sea chart,chart,,final,members,,,,
"""

GROUP = """\
id = "pilots"
title = "Pilots"
status = "new"
charter = "Brings ships in."
facilitators = ["chen"]
participants = ["mona"]
open_to_all = true
audience = ["observers"]
"""

MILESTONES = """\
[[milestone]]
id = "due"
title = "Comments due"
at = 2031-02-01T11:59:59Z
aoe = true
kind = "deadline"
"""

CONTRIBUTIONS = """\
id,call,from,group,region,at,document
c1,stock,"Pear, Plum and friends",civil,african,2031-01-05,open-letter
c2,stock,Buoy Programme,igo,,2031-01-06,
"""

CONTACTS = f"""\
id,emails
member-mona,{CANARY["contact"]}
proposal-cables,cables@harbour.example
"""

CHART = b"%SEA-CHART%" + bytes(range(256)) * 1200
"""A file of some 300 KB that holds no text."""

PAGE = (
    "<html><body><h1>Observers</h1><p>You are welcome at the <b>lighthouse</b>.</p></body></html>"
)


def write(root: Path) -> Path:
    """Write the whole folder, in version 1 of its proposals."""
    files: dict[str, str | bytes] = {
        "cycle.toml": CYCLE,
        "members.csv": MEMBERS,
        "rounds/talks.toml": TALKS,
        "rounds/marks.toml": MARKS,
        "proposals/cables.v1.md": CABLES_1,
        "proposals/tides.v1.md": TIDES,
        "proposals/lamps.v1.md": LAMPS,
        "proposals/ropes.v1.md": ROPES,
        "meetings/call.toml": CALL,
        "meetings/open-day.toml": PUBLIC,
        "documents/documents.csv": DOCUMENTS,
        "documents/guide.md": "# Guide\n\nEach talk is read against two *questions*.\n",
        "documents/letter.txt": "We, the ferrymen, like the cables.\n",
        "documents/page.html": PAGE,
        "documents/chairs.md": f"# Chairs\n\n{CANARY['chairs']}\n",
        "documents/office.txt": CANARY["office"],
        "documents/minutes.docx": word("Nobody objected to the breakwater."),
        "documents/plan.pdf": pdf("The pier is ninety metres long."),
        "documents/chart.bin": CHART,
        "groups/pilots.toml": GROUP,
        "milestones.toml": MILESTONES,
        "contributions.csv": CONTRIBUTIONS,
        "contacts.csv": CONTACTS,
    }
    for name, content in files.items():
        put(root, name, content)
    return root


def put(root: Path, name: str, content: str | bytes) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


def pdf(words: str) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    made = io.BytesIO()
    canvas = Canvas(made)
    canvas.drawString(72, 720, words)
    canvas.save()
    return made.getvalue()


def word(words: str) -> bytes:
    from docx import Document

    made, document = io.BytesIO(), Document()
    styles = document.styles.element
    for each in list(styles):  # hundreds that nothing uses: reading them is most of an import
        styles.remove(each)
    document.add_paragraph(words)
    document.save(made)
    assert zipfile.is_zipfile(made)
    return made.getvalue()
