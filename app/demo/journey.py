"""The whole journey off screen: a member, a chair, a second member, and the line that goes.

Every step tells what it did and stops the journey where something is not as it should be.
"""

from pathlib import Path

from app.demo import meeting_script as script
from app.demo import member, others, whole_meeting, whole_round
from app.demo import stage as stages
from app.demo.scene import Scene
from app.demo.screens import Screens
from app.demo.stage import Stage
from app.demo.steps import Log, Took, expect
from app.demo.ways import ByServer


def walk(screens: Screens, folder: Path, *, keep: bool, json: bool) -> int:
    """Walk the journey; leave pictures, the PDF and journey.jsonl in `folder`; 0 if all is well."""
    log = Log.begin(folder, json=json)
    found: list[Stage] = []
    try:
        log.step("server", lambda: _server(found))
        _play(Scene(stage=found[0], screens=screens, folder=folder, log=log))
    except Exception:  # noqa: BLE001 -- the log has told it
        return 1
    finally:
        for stage in found:
            stage.close(keep=keep)
    return 0


def _server(found: list[Stage]) -> Took:
    found.append(stages.build())
    return Took(says=found[0].url)


def _play(scene: Scene) -> None:
    try:
        _publish(scene)
        member.play(scene)
        others.chair(scene)
        others.second_member(scene)
        others.lost_laptop(scene)
        whole_round.walk(scene, ByServer(scene.stage.beside("round")))
        whole_meeting.walk(scene, ByServer(scene.stage.beside("meeting"), script.CYCLE))
    finally:
        scene.close()


def _publish(scene: Scene) -> None:
    def first() -> Took:
        done = stages.publish(scene.stage)
        expect(not done.faults, f"the sample has faults: {done.faults}")
        expect(done.changes, "nothing was published")
        return Took(done.bytes_up, done.bytes_down, says=f"{len(done.changes)} changes")

    def again() -> Took:
        done = stages.publish(scene.stage)
        expect(not done.changes, f"publishing twice changed {len(done.changes)} records")
        return Took(done.bytes_up, done.bytes_down, says="nothing to do")

    scene.log.step("secretariat publishes the sample cycle", first)
    scene.log.step("secretariat publishes it again", again)
