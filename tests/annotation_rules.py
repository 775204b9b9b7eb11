"""The rules of the W3C's Web Annotation Data Model, as checks."""

from urllib.parse import urlsplit

from app.domain.times import parse

MOTIVATIONS = {
    "assessing", "bookmarking", "classifying", "commenting", "describing", "editing",
    "highlighting", "identifying", "linking", "moderating", "questioning", "replying", "tagging",
}  # fmt: skip
SELECTORS = {
    "FragmentSelector", "CssSelector", "XPathSelector", "TextQuoteSelector",
    "TextPositionSelector", "DataPositionSelector", "SvgSelector", "RangeSelector",
}  # fmt: skip


def is_iri(value):
    return (
        isinstance(value, str)
        and bool(urlsplit(value).scheme)
        and not set(value) & set(' "<>{}|\\^`')
    )


def conform(page):
    """Check a document against the rules of https://www.w3.org/TR/annotation-model/ ."""
    contexts = page["@context"] if isinstance(page["@context"], list) else [page["@context"]]
    assert "http://www.w3.org/ns/anno.jsonld" in contexts  # 5.2: one or more, this one among them
    assert is_iri(page["id"])
    assert page["type"] == "AnnotationPage"
    assert isinstance(page["items"], list)
    assert isinstance(page["startIndex"], int)
    assert page["startIndex"] >= 0
    assert page["partOf"]["type"] == "AnnotationCollection"
    assert page["partOf"]["total"] >= len(page["items"])
    assert len({each["id"] for each in page["items"]}) == len(page["items"])
    for each in page["items"]:
        one(each)


def one(annotation):
    assert is_iri(annotation["id"])  # 3.1: exactly one IRI
    assert annotation["type"] == "Annotation"
    assert annotation["motivation"] in MOTIVATIONS  # 3.3.5
    for name in ("created", "modified"):  # 3.3.2: xsd:dateTime, UTC by "Z", at most one
        if name in annotation:
            assert annotation[name].endswith("Z")
            parse(annotation[name])
    assert is_iri(annotation["creator"]["id"])  # 3.3.1
    assert annotation["creator"]["type"] in {"Person", "Organization", "Software"}
    bodies = annotation.get("body", [])
    for body in bodies if isinstance(bodies, list) else [bodies]:  # 3.2.4: exactly one value
        assert body["type"] == "TextualBody"
        assert isinstance(body["value"], str)
        assert body["purpose"] in MOTIVATIONS
        assert "/" in body["format"]
    for audience in annotation.get("audience", []):  # 3.3.4: an IRI or schema.org's classes
        assert is_iri(audience["id"])
        assert audience["type"].startswith("schema:")
    targets = annotation["target"]  # 3.1: one or more
    targets = targets if isinstance(targets, list) else [targets]
    assert targets
    for each in targets:
        target(each)


def target(each):
    if isinstance(each, str):
        assert is_iri(each)
        return
    assert each["type"] == "SpecificResource"
    assert is_iri(each["source"])  # 4: exactly one source
    selectors = each["selector"] if isinstance(each["selector"], list) else [each["selector"]]
    for selector in selectors:
        select(selector)


def select(selector):
    assert selector["type"] in SELECTORS
    match selector["type"]:
        case "TextQuoteSelector":  # 4.2.4: exactly one exact, at most one prefix and suffix
            assert isinstance(selector["exact"], str)
            assert selector["exact"]
            assert all(isinstance(selector.get(name, ""), str) for name in ("prefix", "suffix"))
        case "TextPositionSelector":  # 4.2.5: non-negative integers, the end is not included
            assert 0 <= selector["start"] < selector["end"]
        case "FragmentSelector":  # 4.2.1: exactly one value, conformsTo an IRI
            assert isinstance(selector["value"], str)
            assert is_iri(selector["conformsTo"])
    if "refinedBy" in selector:
        select(selector["refinedBy"])
