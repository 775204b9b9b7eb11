"""The labels of summary reports in the six languages of the UN, and how a line is known by them."""

import re
from functools import cache
from typing import Literal

Label = Literal[
    "agenda", "outputs", "key_points", "decisions", "next_steps", "other", "next_meeting", "annex", "present",
    "apologies", "left_early", "observer", "guest", "uncertain",
]  # fmt: skip

_LABELS: dict[Label, str] = {
    "agenda": "agenda|agenda items|draft agenda|proposed agenda|ordre du jour|orden del día"
    "|повестка дня|جدول الأعمال|议程|議程",
    "outputs": "output documents?|output|documents?|input documents?|documents? produits?"
    "|documents? fina(?:ls?|ux)|documentos? resultantes?|documentos?|documentos? final(?:es)?"
    "|итоговые документы|итоговый документ|документы|الوثائق الختامية|الوثيقة الختامية|الوثائق"
    "|产出文件|成果文件|文件",
    "key_points": "summary of (?:the )?key points|key points|summary of (?:the )?discussions?|summary"
    "|discussions?|main points|résumé des points clés|points clés|points essentiels"
    "|resumen de los puntos clave|puntos clave|краткое изложение основных моментов|основные моменты"
    "|ملخص النقاط الرئيسية|النقاط الرئيسية|要点摘要|要点总结|要点",
    "decisions": "decisions?|decisions? taken|agreed|décisions?|decisión|decisiones|решения?|решение"
    "|القرارات|القرار|决定|决议",
    "next_steps": "next steps?|action items?|actions?|follow-?up|prochaines étapes|étapes suivantes"
    "|próximos pasos|следующие шаги|дальнейшие шаги|الخطوات التالية|الخطوات المقبلة"
    "|下一步工作|下一步|后续步骤",
    "other": "other decisions and next steps|other decisions|other next steps|autres décisions et prochaines étapes"
    "|otras decisiones y próximos pasos|другие решения и дальнейшие шаги"
    "|القرارات والخطوات المقبلة الأخرى|其他决定和后续步骤",
    "next_meeting": "next meetings?|next calls?|prochaine réunion|próxima reunión"
    "|следующее (?:заседание|совещание)|следующая встреча|الاجتماع القادم|الاجتماع التالي|الاجتماع المقبل"
    "|下次会议|下次會議",
    "annex": "(?:annex(?: \\w{1,3})?[:. -]*)?(?:the )?list of participants|annex(?: \\w{1,3})?|participants"
    "|attendance|attendees|(?:annexe(?: \\w{1,3})?[:. -]*)?liste des participants|annexe(?: \\w{1,3})?"
    "|(?:anexo(?: \\w{1,3})?[:. -]*)?lista de participantes|anexo(?: \\w{1,3})?"
    "|(?:приложение(?: \\w{1,3})?[:. -]*)?список участников|приложение(?: \\w{1,3})?"
    "|قائمة المشاركين|المرفق(?: \\w{1,3})?|与会者名单|与会人员名单|参会人员|附件(?: ?\\w{1,3})?",
    "present": "present|members present|présents|presentes|присутствовали|الحاضرون|出席",
    "apologies": "apologies|apologies received|excusés|disculpas|excusados|отсутствовали(?: по уважительной причине)?|المعتذرون|请假|缺席",
    "left_early": "left early|partis plus tôt|se retiraron antes|ушли раньше|غادروا مبكرا|提前离席",
    "observer": "observers?|observateurs|observadores|наблюдатели|المراقبون|观察员",
    "guest": "guests?|invités|invitados|гости|الضيوف|来宾|嘉宾",
    "uncertain": "uncertain|names? uncertain|incertains|no confirmados|не подтверждены|غير مؤكد|待确认",
}  # fmt: skip
LONGEST = 60
"""Letters of the longest label."""
_RUNS_ON = frozenset({"outputs", "key_points", "decisions", "next_steps", "next_meeting"})
"""Labels that words may follow on the same line, behind a colon."""
_KINDS = (
    r"(?:draft[:,]?\s+)?(?:summary report|summary of (?:the )?meeting|meeting summary|minutes"
    r"|rapport de synthèse|compte rendu|informe resumido|informe de síntesis|краткий отч[её]т"
    r"|تقرير موجز|التقرير الموجز|摘要报告|总结报告|会议纪要)"
)
KIND = re.compile(rf"^{_KINDS}\b.{{0,60}}$", re.IGNORECASE)
"""What a report calls itself in its title block."""
KIND_BEHIND = re.compile(rf"(?<=\S)\s+{_KINDS}$", re.IGNORECASE)
DRAFT = re.compile(r"\b(?:draft|brouillon|projet|borrador|проект|مسودة)\b|草案", re.IGNORECASE)
_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december|jan|feb"
    "|mar|apr|jun|jul|aug|sept?|oct|nov|dec|janvier|février|mars|avril|mai|juin|juillet|août"
    "|septembre|octobre|novembre|décembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto"
    "|septiembre|octubre|noviembre|diciembre|январ[ья]|феврал[ья]|марта?|апрел[ья]|мая|июн[ья]"
    "|июл[ья]|августа?|сентябр[ья]|октябр[ья]|ноябр[ья]|декабр[ья]"
    "|يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر"
)
_DAY = re.compile(
    rf"\b(?:{_MONTHS})\b.*\b\d{{1,4}}\b|\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{_MONTHS})\b"
    r"|\b\d{4}-\d\d?-\d\d?\b|\b\d\d?[./]\d\d?[./]\d{2,4}\b|\d{4}\s*年",
    re.IGNORECASE,
)


@cache
def _patterns() -> dict[Label, re.Pattern[str]]:
    return {
        label: re.compile(rf"^(?:{words})(?:\s*[:：]\s*(?P<rest>.*)|\s*[.。]?)$", re.IGNORECASE)
        for label, words in _LABELS.items()
    }


def label_of(line: str) -> tuple[Label, str] | None:
    """Return what a line announces, and the words behind its colon; None where it is no label."""
    if len(line) > LONGEST and ":" not in line[:LONGEST] and "：" not in line[:LONGEST]:
        return None
    bare = " ".join(line.split())
    for label, pattern in _patterns().items():
        found = pattern.match(bare)
        if found is not None:
            rest = (found["rest"] or "").strip()
            if not rest or label in _RUNS_ON:
                return label, rest
            if label == "annex" and label_of(rest) is not None:
                return label, ""
    return None


def is_day(line: str) -> bool:
    """Say whether a line of a title block tells when the meeting was."""
    return _DAY.search(line) is not None
