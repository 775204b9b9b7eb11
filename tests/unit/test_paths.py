"""Where things lie: nothing a server names leaves the profile's folder."""

import os
import threading

import pytest

from app.paths import Home, safe_name, write_whole

BAD = ["../../../outside", "..", "/etc/passwd", "C:\\windows", "a/../../b", "\0", " . ", "NUL"]


@pytest.mark.parametrize("name", BAD)
def test_a_file_lies_two_folders_below_whatever_it_is_called(tmp_path, name):
    home = Home(tmp_path)

    lies = home.file(name, name)

    assert lies.resolve().parent.parent == tmp_path / "files"


@pytest.mark.parametrize("name", BAD)
def test_a_text_lies_among_the_texts_whatever_it_is_called(tmp_path, name):
    home = Home(tmp_path)

    lies = home.text(name)

    assert lies.resolve().parent == tmp_path / "texts"


def test_a_name_that_every_system_takes_is_left_alone():
    assert safe_name("Résumé 2026 (v2).pdf") == "Résumé 2026 (v2).pdf"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with a name")
def test_a_device_is_written_to_and_stays_a_device(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    heard: list[bytes] = []
    listener = threading.Thread(target=lambda: heard.append(pipe.read_bytes()))
    listener.start()

    write_whole(pipe, b"words")

    listener.join(30)
    assert heard == [b"words"]
    assert pipe.is_fifo()


def test_behind_a_link_the_file_it_leads_to_is_written(tmp_path):
    link = tmp_path / "link.txt"
    link.symlink_to(tmp_path / "real.txt")

    write_whole(link, b"words")

    assert link.is_symlink()
    assert (tmp_path / "real.txt").read_bytes() == b"words"


def test_a_folder_is_not_written_over(tmp_path):
    with pytest.raises(OSError, match=str(tmp_path.name)):
        write_whole(tmp_path, b"words")

    assert tmp_path.is_dir()
