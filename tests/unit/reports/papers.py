"""A round of comments in six languages, for the tests of this folder."""

from app.domain.rounds import Criterion, Deadline, Round, Stance
from app.reports.comments import (
    CommentsReport,
    MyCommentsReport,
    Person,
    ProposalComments,
    Quote,
    Remark,
    Review,
    RoundComments,
)

ARABIC = (
    "قال الأمين العام: «يجب أن نعمل معًا» في منتدى حوكمة الإنترنت، وشارك 1,500 شخص من 80% من"
    " البلدان. ويرجى توضيح كيفية قياس النتائج في السنة القادمة، لأن المقترح لا يذكر أي مؤشر."
)
CHINESE = (
    "多利益攸关方咨询组（MAG）认为，“最佳做法论坛”的提案应当说明其产出如何有助于互联网治理的讨论；"
    "请在2021年1月28日之前提交意见。社区参与的范围需要进一步说明。"
)
RUSSIAN = (
    "Тема уместна, но предложение не объясняет, как прошлогодние результаты были использованы"
    " — просим добавить показатели."
)
FRENCH = (
    "L’équipe propose « une méthode » fondée sur l’évaluation ; il manque un calendrier. Việt Nam"
    " et Łódź pourraient témoigner, naïve œuvre."
)
ENGLISH = (
    "The topic builds on three years of work and the list of norms is a real asset.\n\nWhat I miss"
    " is the step from the list to practice: who will read it, and what will they do differently?"
    " A short section on outreach to the regions would settle this for me."
)

AMINA = Person("Amina Example", "member", "civil", "grulac")
WEI = Person("Wei Sample", "member", "technical", "asia_pacific")
OLGA = Person("Olga Specimen", "member", "government", "eastern_european")
NADIA = Person("نادية مثال", "member", "private", "african")
CHAIR = Person("Claire Chair", "chair", "government", "weog")

ROUND = Round(
    "bpf2021",
    "Best Practice Forums 2021",
    "qualitative",
    "open",
    criteria=(
        Criterion("relevance", "Relevance and suitability of the topic"),
        Criterion("community", "Community of interest"),
        Criterion("metrics", "Metrics to evaluate the functioning of completed BPFs"),
        Criterion("output", "Expected output and contribution to discussions and decision-making"),
    ),
    stances=(
        Stance("support", "Support"),
        Stance("changes", "Support with changes"),
        Stance("unsure", "Unsure"),
        Stance("object", "Object"),
    ),
)


def comments_report() -> CommentsReport:
    security = ProposalComments(
        "BPF-1",
        "Best Practice Forum on Cybersecurity: testing norms against incidents",
        2,
        "Example Institute, Sample Network",
        reviews=(
            Review(
                AMINA,
                1,
                "changes",
                {"relevance": ENGLISH, "community": FRENCH},
                comment="A good proposal that needs one more page.",
                written_at="2021-01-26T10:00:00Z",
            ),
            Review(WEI, 2, "support", {"relevance": CHINESE, "output": CHINESE}),
            Review(
                NADIA, 2, "unsure", {"metrics": ARABIC, "relevance": ARABIC}, late=True,
                written_at="2021-01-30T08:00:00Z",
            ),
            Review(OLGA, 2, "object", {"output": RUSSIAN}),
            Review(CHAIR, 2, recused="employer"),
        ),
        remarks=(
            Remark(
                AMINA,
                "Which incidents, and chosen by whom?",
                "question",
                Quote("norms will be tested against\nthree past incidents", "Description", 1, "changed",
                      "norms will be tested against five incidents of the last decade"),
                "metrics",
                1,
                "2021-01-26T10:05:00Z",
                state="answered",
                replies=(Remark(CHAIR, "Answered in version 2, section 3.", written_at="2021-02-02T09:00:00Z"),),
            ),
            Remark(WEI, CHINESE, "comment", Quote("最佳做法论坛", "摘要", 2, "kept"), "community", 2),
            Remark(NADIA, ARABIC, "comment", Quote("يجب أن نعمل معًا", "الملخص", 2, "gone"), None, 2),
            Remark(OLGA, "See https://example.org/report?a=1&b=<2>", "evidence", None, "output", 2),
        ),
    )  # fmt: skip
    gender = ProposalComments(
        "BPF-2", "Gender and digital rights", 1, "Example Coalition",
        reviews=(Review(OLGA, 1, "support", {"relevance": RUSSIAN}),),
    )  # fmt: skip
    silent = ProposalComments("BPF-3", "Environmental data <b>&amp; sensors</b>", 1)
    return CommentsReport(
        "IGF 2021",
        ROUND,
        "2021-01-31",
        CHAIR,
        (security, gender, silent),
        general=(
            Remark(AMINA, "Could we have the drafts two weeks earlier?", about="Agenda 27 January, item 3"),
        ),
        expected=12,
        deadline=Deadline("comments", "2021-01-29T11:59:59Z", aoe=True),
    )  # fmt: skip


def my_report() -> MyCommentsReport:
    first = comments_report().proposals[0]
    mine = ProposalComments(
        first.code, first.title, first.version, first.proposers,
        (Review(AMINA, 1, "changes", {"relevance": ENGLISH}, sending="draft"),),
        (
            Remark(AMINA, "Ask Wei about this before the call.", "note", Quote("past incidents"), readers=()),
            Remark(AMINA, "Which incidents?", "question", readers=("chairs",), sending="waiting"),
        ),
    )  # fmt: skip
    return MyCommentsReport("IGF 2021", AMINA, "2021-01-31", (RoundComments(ROUND, (mine,)),))
