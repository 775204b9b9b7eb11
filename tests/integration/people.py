"""People of a cycle as tests see them: a token, a cursor, and one exchange after another."""

import base64
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx2

from app.domain import ids

ROLES = ("secretariat", "chair", "member", "observer")
ROUND = {
    "title": "First reading",
    "kind": "qualitative",
    "status": "open",
    "others_visible": "never",
    "criteria": [
        {"key": "relevance", "title": "Relevance", "text": "required"},
        {"key": "content", "title": "Content", "scale": {"min": 1, "max": 5}},
    ],
    "stances": [{"key": "support", "title": "Support"}],
    "reasons": ["Too broad"],
}


def new_key() -> str:
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode().rstrip("=")


def change(collection: str, id: str, data: Any, base: int | None = None, **more: Any) -> dict:
    """One act as it goes over the line; `audience` defaults to the members."""
    return {
        "op": str(uuid4()),
        "collection": collection,
        "id": id,
        "base": base,
        "audience": ["members"],
        "data": data,
        **more,
    }


@dataclass
class Person:
    """One device of one account."""

    http: httpx2.Client
    cycle: str
    account: str
    role: str
    token: str
    epoch: str | None = None
    cursor: str | None = None
    store: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def ask(self, changes: Any = (), **more: Any) -> httpx2.Response:
        """One exchange as it is, neither keeping the cursor nor looking at the answer."""
        nonce = secrets.token_hex(4)
        body = {
            "device": "test",
            "epoch": self.epoch,
            "cursor": self.cursor,
            "limit": None,
            "nonce": nonce,
            "changes": list(changes),
            **more,
        }
        return self.http.post(f"/v1/cycles/{self.cycle}/exchange", headers=self.headers, json=body)

    def exchange(self, *changes: dict, **more: Any) -> dict[str, Any]:
        """One exchange that must work; keeps what it brings and the cursor."""
        response = self.ask(changes, **more)
        assert response.status_code == 200, response.text
        answer = response.json()
        if "reset" in answer:
            return answer
        for record in answer["records"]:
            key = (record["collection"], record["id"])
            if record.get("gone"):
                self.store.pop(key, None)
            else:
                self.store[key] = record
        self.epoch, self.cursor = answer["epoch"], answer["cursor"]
        return answer

    def do(self, *changes: dict) -> list[dict[str, Any]]:
        """Exchange and give back the answers alone."""
        return self.exchange(*changes)["answers"]

    def put(self, collection: str, id: str, data: Any, **more: Any) -> int:
        """Write a record, whatever version is there; it must be accepted."""
        known = self.store.get((collection, id))
        answer = self.do(change(collection, id, data, known["version"] if known else None, **more))[
            0
        ]
        assert answer["result"] == "accepted", answer
        return answer["version"]

    def refused(self, collection: str, id: str, data: Any, **more: Any) -> str:
        """Send a change that must be refused; give back the code."""
        answer = self.do(change(collection, id, data, **more))[0]
        assert answer["result"] == "refused", answer
        return answer["code"]

    def sync(self, **more: Any) -> list[dict[str, Any]]:
        """Exchange until nothing more comes; give back every record that came."""
        came: list[dict[str, Any]] = []
        while True:
            answer = self.exchange(**more)
            assert "reset" not in answer, answer
            came += answer["records"]
            if not answer["more"]:
                return came

    def sees(self, collection: str, id: str) -> bool:
        self.sync()
        return (collection, id) in self.store

    def afresh(self) -> "Person":
        """The same account and token with nothing read yet."""
        return Person(self.http, self.cycle, self.account, self.role, self.token)

    def review_id(self, proposal: str) -> str:
        return ids.review_id(self.cycle, self.account, proposal)

    def review(self, proposal: str = "p1", **fields: Any) -> str:
        data = {"proposal": proposal, "version": 1, "texts": {"relevance": "Yes"}, **fields}
        self.put("reviews", self.review_id(proposal), data)
        return self.review_id(proposal)


@dataclass
class Cycle:
    id: str
    http: httpx2.Client
    secretariat: Person

    def invitation(self, account: str, role: str = "member") -> str:
        response = self.http.post(
            f"/v1/cycles/{self.id}/invitations",
            headers=self.secretariat.headers,
            json={"account": account, "role": role},
        )
        assert response.status_code == 200, response.text
        return response.json()["invitation"]

    def join(self, account: str, role: str = "member") -> Person:
        response = self.http.post(
            "/v1/enrol",
            json={
                "invitation": self.invitation(account, role),
                "device_key": new_key(),
                "device": "laptop",
            },
        )
        assert response.status_code == 200, response.text
        return Person(self.http, self.id, account, role, response.json()["token"])

    def round(self, **fields: Any) -> None:
        """Publish the round `r1` again with other fields."""
        self.secretariat.put("rounds", "r1", {**ROUND, **fields})


def one_of_each(cycle: "Cycle", *others: str) -> dict[str, Person]:
    """Return one of each role by its name, and `other ROLE` for each of `others`."""
    found = {"secretariat": cycle.secretariat}
    for role in ROLES[1:]:
        found[role] = cycle.join(f"one-{role}", role)
    for role in others:
        found[f"other {role}"] = cycle.join(f"other-{role}", role)
    return found


@contextmanager
def begin(url: str) -> Iterator[Cycle]:
    """Make a cycle with the round `r1` and its proposal `p1`."""
    with httpx2.Client(base_url=url, timeout=120) as http:
        id = f"c{secrets.token_hex(6)}"
        response = http.post(
            "/v1/cycles",
            json={
                "id": id,
                "title": "A cycle",
                "device_key": new_key(),
                "device": "desk",
                "setup_code": None,
            },
        )
        assert response.status_code == 200, response.text
        made = response.json()
        secretariat = Person(http, id, made["account"], "secretariat", made["token"])
        secretariat.put("rounds", "r1", ROUND)
        secretariat.put("proposals", "p1", {"title": "A forum", "round": "r1", "version": 1})
        yield Cycle(id, http, secretariat)
