"""The structure of a PDF: what is a heading, a paragraph, a table, for those who hear it.

Nodes are made in the order of reading while a report is composed for paper. What is drawn names
its node; what has none is an artifact (rules, running heads, repeated heads of tables), which
screen readers pass over. Source: ISO 32000-1, 14.7 and 14.8.
"""

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

from app.reports.pdf_objects import Raw, number_of, text

ARTIFACT = "/Artifact BMC"


class Node:
    """An element of the structure."""

    __slots__ = ("alternative", "attributes", "kids", "language", "object", "parent", "tag")

    def __init__(
        self, tag: str, parent: "Node | None" = None, *, alternative: str = "",
        language: str = "", attributes: bytes = b"",
    ) -> None:  # fmt: skip
        self.tag = tag
        self.parent = parent
        self.alternative = alternative
        self.language = language
        self.attributes = attributes
        """As the file has them, without the brackets around."""
        self.kids: list[Node | tuple[int, int] | Raw] = []
        """Elements, (page, mark on it), annotations with their page number as content."""
        self.object: Raw | None = None
        if parent is not None:
            parent.kids.append(self)

    def drop(self) -> None:
        """Take this element out of its parent."""
        if self.parent is not None:
            self.parent.kids.remove(self)


class Tags:
    """The marks on the pages of one document."""

    def __init__(self) -> None:
        self.root = Node("Document")
        self._marks: dict[int, list[Node]] = {}
        self._links: list[tuple[int, Node, Raw]] = []

    def begin(self, node: Node | None, page: int) -> str:
        """Return the operator that begins what belongs to `node` on `page`, from 1."""
        if node is None:
            return ARTIFACT
        marks = self._marks.setdefault(page, [])
        place = len(marks)
        marks.append(node)
        node.kids.append((page, place))
        return f"/{node.tag} <</MCID {place}>> BDC"

    def link(self, node: Node, annotation: Raw, page: int) -> int:
        """Say that `annotation` on `page` belongs to `node`; return its number in the tree."""
        self._links.append((page, node, annotation))
        node.kids.append(annotation)
        return len(self._links) - 1

    def write(self, document: Any, pages: int) -> None:
        """Add the structure to ReportLab's `document`; annotations are numbered before pages."""
        tree = Raw()
        top = number_of(document, tree)
        sheets = {
            page: document.idToObjectNumberAndVersion[f"Page{page}"][0]
            for page in range(1, pages + 1)
        }
        where = {id(made): page for page, _, made in self._links}
        drawn: list[Node] = []
        self._number(document, self.root, drawn)
        for node in drawn:
            _fill(document, node, sheets, where, top)
        numbers = [
            b"%d %d 0 R" % (place, number_of(document, node.object))
            for place, (_, node, _) in enumerate(self._links)
        ]
        for page, marks in sorted(self._marks.items()):
            refs = b" ".join(b"%d 0 R" % number_of(document, each.object) for each in marks)
            listed = number_of(document, Raw(b"[" + refs + b"]"))
            numbers.append(b"%d %d 0 R" % (self.of_page(page), listed))
        parents = number_of(document, Raw(b"<</Nums[" + b" ".join(numbers) + b"]>>"))
        tree.content = b"<</Type/StructTreeRoot/K %d 0 R/ParentTree %d 0 R/ParentTreeNextKey %d>>" % (
            number_of(document, self.root.object), parents, self.of_page(pages) + 1,
        )  # fmt: skip
        document.Catalog.StructTreeRoot = tree
        document.Catalog.MarkInfo = Raw(b"<</Marked true>>")

    def of_page(self, page: int) -> int:
        """Return the number of a page in the tree of parents, once all links are known."""
        return len(self._links) + page - 1

    def _number(self, document: Any, node: Node, drawn: list[Node]) -> bool:
        """Give numbers to `node` and what is in it, all `drawn`; drop what was never drawn."""
        node.kids = [
            each
            for each in node.kids
            if not isinstance(each, Node) or self._number(document, each, drawn)
        ]
        if not node.kids and node is not self.root and not node.tag.startswith("T"):
            return False
        node.object = Raw()
        number_of(document, node.object)
        drawn.append(node)
        return True


def _fill(
    document: Any, node: Node, sheets: dict[int, int], where: dict[int, int], top: int
) -> None:
    """Write the element into its object."""
    assert node.object is not None  # noqa: S101 -- numbered before
    up = top if node.parent is None else number_of(document, node.parent.object)
    kids: list[bytes] = []
    first = 0
    for each in node.kids:
        if isinstance(each, Node):
            kids.append(b"%d 0 R" % number_of(document, each.object))
        elif isinstance(each, Raw):
            page = sheets[where[id(each)]]
            kids.append(b"<</Type/OBJR/Pg %d 0 R/Obj %d 0 R>>" % (page, number_of(document, each)))
        elif not first or each[0] == first:
            first = each[0]
            kids.append(b"%d" % each[1])
        else:
            kids.append(b"<</Type/MCR/Pg %d 0 R/MCID %d>>" % (sheets[each[0]], each[1]))
    held = kids[0] if len(kids) == 1 else b"[" + b" ".join(kids) + b"]"
    parts = [b"<</S/%b/P %d 0 R/K %b" % (node.tag.encode(), up, held)]
    if first:
        parts.append(b"/Pg %d 0 R" % sheets[first])
    if node.alternative:
        parts.append(b"/Alt " + text(node.alternative))
    if node.language:
        parts.append(b"/Lang " + text(node.language))
    if node.attributes:
        parts.append(b"/A<<" + node.attributes + b">>")
    node.object.content = b"".join(parts) + b">>"


@contextmanager
def marked(canvas: Any, node: Node | None) -> Generator[None]:
    """Draw what belongs to `node`, or an artifact."""
    canvas.addLiteral(canvas.begin_mark(node))
    yield
    canvas.addLiteral("EMC")
