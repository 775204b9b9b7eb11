"""The tables of docs/access.md, as tests read them."""

from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "access.md"


def table(heading: str) -> dict[str, dict[str, str]]:
    """Return the table under a heading: {first cell: {column: cell}}."""
    section = PAGE.read_text("utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    columns = rows[0][1:]
    return {row[0].replace("`", ""): dict(zip(columns, row[1:], strict=True)) for row in rows[2:]}
