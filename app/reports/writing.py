"""Writes a composed report in a format: one door to all writers, each loaded when asked for."""

from app.reports.progress import Progress, Stop, ticking
from app.reports.tree import Report

FORMATS = ("pdf", "docx", "html", "xlsx", "csv", "json", "txt")
"""`xlsx`, `csv` and `json` hold the tables of a report, not its words."""


def write(
    report: Report, format: str, *, progress: Progress | None = None, stop: Stop | None = None
) -> bytes:
    """Return `report` as a file of `format`. The same report gives the same bytes.

    Raises Stopped once `stop` answers true, ValueError for an unknown format and where a format
    needs a table and the report has none.
    """
    tick = ticking(progress, stop)
    match format:
        case "pdf":
            from app.reports.write_pdf import pdf  # noqa: PLC0415 -- slow import

            return pdf(report, tick)
        case "docx":
            from app.reports.write_docx import docx  # noqa: PLC0415 -- slow import

            return docx(report, tick)
        case "html":
            from app.reports.write_html import html  # noqa: PLC0415 -- only this format

            return html(report, tick).encode()
        case "xlsx":
            from app.reports.write_xlsx import xlsx  # noqa: PLC0415 -- slow import

            return xlsx(report, tick)
        case "csv":
            from app.reports.write_values import csv_text  # noqa: PLC0415 -- only this format

            return csv_text(report, tick).encode()
        case "json":
            from app.reports.write_values import json_text  # noqa: PLC0415 -- only this format

            return json_text(report, tick).encode()
        case "txt":
            from app.reports.write_text import text  # noqa: PLC0415 -- only this format

            return text(report, tick).encode()
        case _:
            raise ValueError(format)
