"""What keeps readers apart and work safe: policies, roles, epochs, restores, kill -9."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from app.server import epochs, schema
from app.server.database import Database
from app.server.migrations import STEPS, TABLES
from app.server.run import Running, start_on
from tests.integration.people import Cycle, Person, begin, change

ROOT = Path(__file__).parents[3]


@contextmanager
def as_server(server: Running) -> Iterator[psycopg.Connection]:
    """A connection in the role the server works as, with nothing set."""
    address = make_conninfo(server.database_url, options=f"-c role={schema.ROLE}")
    with psycopg.connect(address, autocommit=True) as connection:
        yield connection


@contextmanager
def as_superuser(server: Running) -> Iterator[psycopg.Connection]:
    address = make_conninfo(server.database_url, user="postgres")
    with psycopg.connect(address, autocommit=True) as connection:
        yield connection


@pytest.mark.parametrize("name", TABLES)
def test_without_an_account_no_table_shows_a_row(server: Running, cycle: Cycle, name: str):
    with as_server(server) as connection:
        row = connection.execute(f"select count(*) from {name}").fetchone()

    assert row == (0,)


def test_a_forgotten_where_shows_no_more_than_the_account_may_read(server: Running, cycle: Cycle):
    boris, carla = cycle.join("boris"), cycle.join("carla")
    boris.review()
    boris.put("notes", "n1", {"text": "Mine"})
    carla.sync()

    with as_server(server) as connection, connection.transaction():
        connection.execute("select enter(%s, 'carla', '')", [cycle.id])
        rows = connection.execute("select collection, id from records").fetchall()

    assert set(rows) == set(carla.store)


def test_the_owner_of_the_tables_is_bound_too(server: Running, cycle: Cycle):
    with psycopg.connect(server.database_url) as connection:
        assert connection.execute("select count(*) from records").fetchone() == (0,)


def test_health_is_green_and_says_so(server: Running):
    response = httpx2.get(f"{server.url}/v1/health")

    assert response.status_code == 200
    assert response.json() == {"status": "green", "faults": []}


@pytest.mark.parametrize(
    ("spoil", "mend", "fault"),
    [
        ("alter role satchel_server bypassrls", "alter role satchel_server nobypassrls",
         "role_bypasses_security"),
        ("alter role satchel_server superuser", "alter role satchel_server nosuperuser",
         "role_is_superuser"),
        ("alter table records no force row level security",
         "alter table records force row level security", "security_not_forced"),
        ("alter table sight disable row level security",
         "alter table sight enable row level security", "security_not_forced"),
        ("grant satchel_server to postgres; alter table records owner to satchel_server",
         ("alter table records owner to satchel_owner; "
         "grant select, insert, update, delete on records to satchel_server"), "role_is_owner"),
    ],
)  # fmt: skip
def test_health_is_red_where_the_rows_are_not_guarded(
    server: Running, spoil: str, mend: str, fault: str
):
    with as_superuser(server) as connection:
        connection.execute(spoil)
        try:
            response = httpx2.get(f"{server.url}/v1/health")
        finally:
            connection.execute(mend)

    assert response.status_code == 503
    assert response.json()["status"] == "red"
    assert fault in response.json()["faults"]
    assert httpx2.get(f"{server.url}/v1/health").status_code == 200


def test_a_new_epoch_begins_everybody_anew(server: Running, cycle: Cycle):
    boris = cycle.join("boris")
    boris.sync()

    epoch = epochs.new(server.database_url, cycle.id)

    answer = boris.ask([change("comments", "c1", {"text": "x"})]).json()
    assert answer["reset"] == "epoch"
    assert answer["epoch"] == epoch
    assert boris.ask(epoch=None).json()["reset"] == "epoch"
    assert not boris.afresh().sees("comments", "c1")
    with pytest.raises(KeyError):
        epochs.new(server.database_url, "no-such-cycle")


def _restore(server: Running, cycle: Cycle, keep: int) -> None:
    """Take the cycle back to its commit number `keep`, as an older backup would."""
    with as_superuser(server) as connection:
        row = connection.execute(
            "select last from commits where cycle = %s order by last offset %s limit 1",
            [cycle.id, keep],
        ).fetchone()
        last = row[0]
        connection.execute("delete from commits where cycle = %s and last > %s", [cycle.id, last])
        connection.execute("delete from sight where cycle = %s and seq > %s", [cycle.id, last])
        connection.execute(
            "delete from records r where cycle = %s and not exists (select 1 from sight s "
            "where s.cycle = r.cycle and s.collection = r.collection and s.id = r.id)",
            [cycle.id],
        )
        connection.execute("delete from ops where cycle = %s", [cycle.id])
        connection.execute("select setval('seq', %s)", [last])


def test_a_restored_database_is_noticed_though_nobody_said_so(server: Running, cycle: Cycle):
    boris = cycle.join("boris")
    boris.sync()
    before = boris.cursor
    boris.exchange(change("comments", "c1", {"text": "lost"}))

    _restore(server, cycle, -1 + _commits(server, cycle) - 1)

    assert boris.ask().json()["reset"] == "epoch"
    assert "reset" not in boris.ask(cursor=before).json()


def test_and_also_when_others_wrote_in_the_meantime(server: Running, cycle: Cycle):
    boris, carla = cycle.join("boris"), cycle.join("carla")
    boris.exchange(change("comments", "c1", {"text": "lost"}))

    _restore(server, cycle, -1 + _commits(server, cycle) - 1)
    carla.exchange(*(change("comments", f"d{n}", {"text": "new"}) for n in range(5)))

    assert boris.ask().json()["reset"] == "epoch"


def _commits(server: Running, cycle: Cycle) -> int:
    with as_superuser(server) as connection:
        row = connection.execute(
            "select count(*) from commits where cycle = %s", [cycle.id]
        ).fetchone()
    return row[0]


def test_a_second_server_on_the_same_database_serves_the_same_people(server: Running, cycle: Cycle):
    boris = cycle.join("boris")
    boris.exchange(change("comments", "c1", {"text": "x"}))

    with start_on(server.database_url) as other, httpx2.Client(base_url=other.url) as http:
        elsewhere = Person(http, cycle.id, "boris", "member", boris.token)
        elsewhere.epoch, elsewhere.cursor = boris.epoch, boris.cursor
        assert elsewhere.exchange()["records"] == []


def test_a_database_that_is_too_new_is_left_alone(server: Running):
    future = STEPS[-1].number + 1
    with psycopg.connect(server.database_url, autocommit=True) as connection:
        connection.execute(
            "insert into schema_steps (number, name) values (%s, 'future')", [future]
        )
        try:
            with pytest.raises(schema.TooNew):
                schema.migrate(server.database_url)
        finally:
            connection.execute("delete from schema_steps where number = %s", [future])


def test_a_busy_cycle_is_503_with_a_time_to_come_back(server: Running, cycle: Cycle):
    boris = cycle.join("boris")
    with psycopg.connect(server.database_url) as holder:
        holder.execute(
            "select pg_advisory_xact_lock(hashtextextended('satchel:' || %s, 0))", [cycle.id]
        )
        response = boris.ask([change("comments", "c1", {"text": "x"})])
        reading = boris.ask()

    assert (response.status_code, response.json()["code"]) == (503, "busy")
    assert response.headers["Retry-After"].isdigit()
    assert reading.status_code == 200


def test_an_address_without_a_database_is_an_error_at_once(server: Running):
    wrong = make_conninfo(server.database_url, dbname="nowhere")

    with pytest.raises(psycopg.OperationalError):
        start_on(wrong)


def test_whoever_connects_steps_down_to_the_servers_own_role(server: Running):
    database = Database(server.database_url, size=1)
    database.open()
    try:
        with database.door() as connection:
            assert connection.execute("select current_user").fetchone() == (schema.ROLE,)
    finally:
        database.close()


SERVE = """
import sys
from pathlib import Path
from app.server.run import serve
serve(0, Path(sys.argv[1]), None, ready=lambda url: print(url, flush=True))
print("stopped", flush=True)
"""


@contextmanager
def serving(data: Path) -> Iterator[tuple[subprocess.Popen, str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(data)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert process.stdout
    try:
        yield process, process.stdout.readline().strip()
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        process.stdout.close()


@pytest.mark.parametrize("database_too", [False, True])
def test_kill_9_loses_nothing_that_was_answered_and_ctrl_c_is_clean(*, database_too: bool):
    with tempfile.TemporaryDirectory(prefix="satchel-test-") as folder:
        data = Path(folder)
        with serving(data) as (process, url), begin(url) as cycle:
            boris = cycle.join("boris")
            for n in range(20):
                boris.exchange(change("comments", f"c{n}", {"text": str(n)}))
            os.kill(process.pid, signal.SIGKILL)
            if database_too:
                pid = (data / "postgres" / "postmaster.pid").read_text().splitlines()[0]
                os.kill(int(pid), signal.SIGKILL)
        with serving(data) as (process, url), httpx2.Client(base_url=url) as http:
            again = Person(http, cycle.id, "boris", "member", boris.token)
            again.sync()
            again.epoch, again.cursor = boris.epoch, boris.cursor
            kept = again.exchange()["records"]
            os.kill(process.pid, signal.SIGINT)
            assert process.wait(timeout=120) == 0
            assert process.stdout
            assert process.stdout.read() == "stopped\n"

        assert {id for collection, id in again.store if collection == "comments"} == {
            f"c{n}" for n in range(20)
        }
        assert kept == []
        assert not list(data.glob("postgres/postmaster.pid"))


def test_a_database_that_dropped_every_connection_is_found_again(server: Running, cycle: Cycle):
    boris = cycle.join("boris")
    boris.sync()
    with as_superuser(server) as connection:
        connection.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where usename = %s",
            [schema.ROLE],
        )

    answers = [boris.ask().status_code for _ in range(3)]

    assert answers == [200, 200, 200]


def test_any_postgresql_will_do_whoever_owns_the_database(
    server: Running, monkeypatch: pytest.MonkeyPatch
):
    with as_superuser(server) as connection:
        for statement in (
            "create role landlord login createrole",
            "grant satchel_server to landlord with admin option",
            "create database house owner landlord",
            "create database castle",
        ):
            connection.execute(statement)
    landlord = make_conninfo(server.database_url, user="landlord", dbname="house")
    superuser = make_conninfo(server.database_url, user="postgres", dbname="castle")
    split = make_conninfo(server.database_url, user=schema.ROLE, dbname="house")

    for address, owner in ((landlord, ""), (superuser, ""), (split, landlord)):
        monkeypatch.setenv("SATCHEL_OWNER_DATABASE", owner)
        with start_on(address) as running, begin(running.url) as cycle:
            boris = cycle.join("boris")
            assert boris.sees("proposals", "p1")
            assert httpx2.get(f"{running.url}/v1/health").json()["status"] == "green"


def test_old_acts_and_abandoned_uploads_are_forgotten(server: Running, cycle: Cycle):
    boris = cycle.join("boris")
    act = change("comments", "c1", {"text": "x"})
    boris.exchange(act)
    name = "0" * 64
    cycle.http.put(
        f"/v1/files/{name}",
        headers={**cycle.secretariat.headers, "Content-Range": "bytes 0-3/9"},
        content=b"four",
    )
    with as_superuser(server) as connection:
        for days, table, column in ((450, "ops", "at"), (31, "files", "made_at")):
            connection.execute(
                f"update {table} set {column} = now() - interval '{days} days' where cycle = %s",
                [cycle.id],
            )

    with start_on(server.database_url):
        pass

    head = cycle.http.head(f"/v1/files/{name}", headers=cycle.secretariat.headers)
    assert head.headers["Upload-Offset"] == "0"
    assert boris.do(act)[0]["result"] == "accepted"
    with as_superuser(server) as connection:
        connection.execute(
            "update ops set at = now() - interval '501 days' where cycle = %s", [cycle.id]
        )
    with start_on(server.database_url):
        pass
    assert boris.do(act)[0]["result"] == "conflict"
