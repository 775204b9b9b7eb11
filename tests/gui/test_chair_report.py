"""Step 5 of the chair's path: a report is chosen, seen and kept, in real windows on real stores."""

from email import message_from_bytes, policy

import pytest
from docx import Document
from pypdf import PdfReader

from app.actions import letters
from app.store import open_store, records
from app.ui import reporting
from app.ui.models import chair_report as words
from app.ui.views.chair import ChairView
from app.ui.views.proposals import ProposalsView
from tests.gui.chairing import chairs_desk
from tests.gui.cycle import home, opened, record
from tests.gui.waiting import settled
from tests.gui.walk import in_sight_order, tabbed


@pytest.fixture
def desk(tmp_path):
    with chairs_desk(tmp_path) as opened:
        yield opened


@pytest.fixture
def page(qtbot, desk):
    view = ChairView(desk)
    qtbot.addWidget(view)
    view.resize(1190, 700)
    view.show()
    view.go("report")
    yield view.page("report")
    view.close()


def idle(page):
    return page.progress.isHidden()


def saved(qtbot, page, monkeypatch, out):
    monkeypatch.setattr("app.ui.exports.Export.ask", lambda *_: out)
    with qtbot.waitSignal(page._desk.told, timeout=60_000) as told:
        page.save.click()
    assert str(out) in told.args[0]
    return out


def choose(page, what, format="pdf"):
    page.report.pick(what)
    page.format.pick(format)


def test_each_report_offers_only_what_goes_with_it(page):
    for what in words.REPORTS:
        page.report.pick(what)

        shown = [each for each in page.format.buttons() if not each.isHidden()]
        assert len(shown) == len(reporting.reporting.FORMATS[what])
        assert page._names.isHidden() == (what not in reporting.reporting.NAMED)
        assert page._by.isHidden() == (what not in reporting.reporting.ORDERED)


def test_a_report_is_kept_in_any_of_six_languages_by_their_own_names(
    qtbot, page, monkeypatch, tmp_path
):
    offered = {
        page.language.itemData(at): page.language.itemText(at)
        for at in range(page.language.count())
    }
    assert offered == {"en": "English", "ar": "العربية", "es": "Español", "fr": "Français",
                       "ru": "Русский", "zh": "中文"}  # fmt: skip
    assert page.language.currentData() == "en"

    choose(page, "matrix", "html")
    page.language.setCurrentIndex(page.language.findData("fr"))
    out = saved(qtbot, page, monkeypatch, tmp_path / "matrice.html")

    assert 'lang="fr"' in out.read_text("utf-8")
    assert "Conflit d’intérêts" in out.read_text("utf-8")


@pytest.mark.parametrize("what", ["round-report", "comments", "matrix"])
def test_tab_goes_through_the_page_by_sight_whatever_is_chosen(qtbot, page, what):
    page.window().resize(1190, 1200)  # what is chosen scrolls, what is done stays below it
    page.report.pick("book")
    page.report.pick(what)
    page.parts.move_part(next(iter(words.parts(what))), 1)
    qtbot.waitUntil(lambda: all(each.isVisible() for each in page.parts.controls()))

    reached = tabbed(page)

    assert {each for each in page.parts.controls() if each.isEnabled()} <= set(reached)
    assert in_sight_order(page, reached)


def test_the_arrows_of_the_parts_stand_under_each_other(page):
    ups = {each.mapTo(page, each.rect().topLeft()).x() for each in page.parts.controls()[1::3]}

    assert len(page.parts.controls()) > 6
    assert len(ups) == 1


def test_the_first_pages_are_seen_before_anything_is_kept(qtbot, page):
    page.preview.click()

    qtbot.waitUntil(lambda: page.pages.flow.count() > 0, timeout=60_000)
    first = page.pages.flow.itemAt(0).widget()
    assert first.pixmap().toImage().pixelColor(2, 2).name() == "#ffffff"
    assert first.accessibleName() == "Page 1 of the preview"
    assert idle(page)


def test_what_is_done_stands_in_sight_and_the_pages_that_were_asked_for_too(qtbot, page):
    page.window().resize(1093, 500)
    qtbot.waitUntil(lambda: page.save.isVisible() and page.window().height() == 500)

    assert not page.save.visibleRegion().isEmpty()
    page.preview.click()

    qtbot.waitUntil(lambda: page.pages.flow.count() > 0, timeout=60_000)
    first = page.pages.flow.itemAt(0).widget()
    qtbot.waitUntil(lambda: not first.visibleRegion().isEmpty())


def test_what_was_seen_goes_when_something_else_is_chosen(qtbot, page):
    page.preview.click()
    qtbot.waitUntil(lambda: page.pages.flow.count() > 0, timeout=60_000)

    page.names.pick("role")

    qtbot.waitUntil(lambda: page.pages.flow.count() == 0, timeout=60_000)


def test_a_round_report_is_kept_with_its_parts_in_the_order_chosen(
    qtbot, page, tmp_path, monkeypatch
):
    for part in page.parts.choice():
        page.parts.tick(part, on=part in {"answers", "missing"})
    page.parts.move_part("answers", 4)

    out = saved(qtbot, page, monkeypatch, tmp_path / "report.pdf")

    text = "".join(each.extract_text() for each in PdfReader(out).pages)
    assert page.wanted().parts == ("missing", "answers")
    assert 0 < text.rindex("Who has not answered") < text.rindex("Members who have answered")
    assert "Few reviews" not in text


def test_comments_by_role_are_kept_for_word_and_tell_what_still_tells(
    qtbot, page, tmp_path, monkeypatch
):
    choose(page, "comments", "docx")
    page.names.pick("role")

    out = saved(qtbot, page, monkeypatch, tmp_path / "said.docx")

    text = "\n".join(each.text for each in Document(out).element.body.iter() if each.text)
    assert "It is high time." in text
    assert "Example" not in text
    assert "share role, group and region" in page.warning.whole_text()


def test_a_report_that_cannot_be_made_is_told_on_the_page(qtbot, page, tmp_path, monkeypatch):
    page.window().show_record("workshops")  # scores, and not a word of which a letter could be made
    choose(page, "letter")
    monkeypatch.setattr("app.ui.exports.Export.ask", lambda *_: tmp_path / "letters.pdf")

    page.save.click()

    qtbot.waitUntil(lambda: not page.trouble.isHidden(), timeout=60_000)
    assert "nothing to export" in page.trouble.whole_text()
    assert list(tmp_path.glob("letters*")) == []


def test_a_stopped_report_leaves_nothing(qtbot, page, tmp_path, monkeypatch):
    out = tmp_path / "stopped.pdf"
    monkeypatch.setattr("app.ui.exports.Export.ask", lambda *_: out)
    with qtbot.waitSignal(reporting.Reporting.of(page._desk).worker._settled, timeout=60_000):
        page.save.click()
        page.stop()

    assert idle(page)
    assert "Nothing was written" in page.told.whole_text()
    assert list(tmp_path.glob("*stopped*")) == []


def test_a_letter_is_kept_as_a_file_from_where_it_is_written(qtbot, desk, tmp_path, monkeypatch):
    with qtbot.waitSignal(desk.worker.changed):
        desk.act(
            lambda store: letters.write_texts(store, "open-maps", opening="Dear makers of maps")
        )
    settled(qtbot, desk)
    view = ChairView(desk)
    qtbot.addWidget(view)
    view.show()
    view.go("letters")
    sheet = view.page("letters").sheet
    view.page("letters").show_proposal("open-maps")
    qtbot.waitUntil(lambda: "makers of maps" in sheet.preview.whole_text())
    out = tmp_path / "letter.docx"
    monkeypatch.setattr("app.ui.exports.Export.ask", lambda *_: out)

    with qtbot.waitSignal(desk.told, timeout=60_000):
        sheet.out.as_word.click()

    paragraphs = [each.text for each in Document(out).paragraphs]
    assert "Dear makers of maps" in paragraphs
    settled(qtbot, desk)


def test_a_letter_is_kept_as_the_draft_of_an_e_mail_to_the_proposers(
    qtbot, desk, tmp_path, monkeypatch
):
    store = open_store(desk.home.store)
    records.apply(store, [record("contacts", "proposal-open-maps", {"emails": ["maps@example.org"]},
                                 audience=("chairs",))])  # fmt: skip
    store.close()
    with qtbot.waitSignal(desk.worker.changed):
        desk.act(lambda store: letters.add_point(store, "open-maps", "Say who pays."))
    view = ChairView(desk)
    qtbot.addWidget(view)
    view.show()
    view.go("letters")
    view.page("letters").show_proposal("open-maps")
    sheet = view.page("letters").sheet
    out = tmp_path / "letter.eml"
    monkeypatch.setattr("app.ui.exports.Export.ask", lambda *_: out)
    qtbot.waitUntil(lambda: sheet.out.as_mail.isVisible())

    with qtbot.waitSignal(desk.told) as told:
        sheet.out.as_mail.click()

    mail = message_from_bytes(out.read_bytes(), policy=policy.default)
    assert mail["To"] == "maps@example.org"
    assert "Say who pays." in mail.get_body().get_content()
    assert told.args[0] == f"{out}: a draft to maps@example.org"


def test_a_chair_keeps_brief_and_book_from_the_list_of_proposals(
    qtbot, desk, tmp_path, monkeypatch
):
    view = ProposalsView(desk)
    qtbot.addWidget(view)
    view.show()
    qtbot.waitUntil(lambda: bool(view.list.entries.rows()))
    made = {}
    for name, act in (("brief", view.list.menu("open-maps").actions()[-1].trigger),
                      ("book", view.list.book.click)):  # fmt: skip
        made[name] = tmp_path / f"{name}.pdf"
        monkeypatch.setattr("app.ui.exports.Export.ask", lambda *_, out=made[name]: out)
        with qtbot.waitSignal(desk.told, timeout=60_000):
            act()

    said = {name: PdfReader(out).pages for name, out in made.items()}
    assert "It is high time." not in said["book"][0].extract_text()
    assert "Dina Example" in "".join(each.extract_text() for each in said["brief"])
    assert "Meeting book" in said["book"][0].extract_text()
    settled(qtbot, desk)


def test_a_member_is_offered_no_brief(qtbot, tmp_path):
    with opened(home(tmp_path)) as view:
        qtbot.waitUntil(lambda: bool(view.list.entries.rows()))

        offered = [each.text() for each in view.list.menu("open-maps").actions()]

    assert not any("brief" in each for each in offered)
