"""The tables, their policies, and how they came to be: frozen steps, run in order.

A step is never changed once released; a new one is added below it. `:server` stands for
the role the running server works as (`database.py`).
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    number: int
    name: str
    sql: str


_TABLES = """
create table cycles (
    id text primary key,
    title text not null,
    epoch text not null,
    made_at timestamptz not null default now()
);
create table cycle_keys (
    cycle text primary key references cycles,
    seed bytea not null,
    public bytea not null
);
create table accounts (
    cycle text not null references cycles,
    account text not null,
    role text not null check (role in ('secretariat', 'chair', 'member', 'observer')),
    access integer not null default 1,
    left_at timestamptz,
    primary key (cycle, account)
);
create table devices (
    id uuid primary key default gen_random_uuid(),
    cycle text not null,
    account text not null,
    name text not null,
    key bytea not null,
    token bytea not null unique,
    enrolled_at timestamptz not null default now(),
    last_seen timestamptz,
    revoked_at timestamptz,
    foreign key (cycle, account) references accounts
);
create index devices_of on devices (cycle, account);
create table invitations (
    code bytea primary key,
    cycle text not null,
    account text not null,
    made_at timestamptz not null default now(),
    spent_at timestamptz,
    device uuid references devices,
    foreign key (cycle, account) references accounts
);
create index invitations_of on invitations (cycle, account);

-- Drawn only under the lock of the cycle, so that its order is the order of commits.
create sequence seq cache 1;
create table commits (
    cycle text not null references cycles,
    last bigint not null,
    mark bytea not null,
    at timestamptz not null default now(),
    primary key (cycle, last)
);
create table records (
    cycle text not null references cycles,
    collection text not null,
    id text not null,
    version integer not null,
    owner text not null,
    audience text[] not null,
    data text,
    size integer not null,
    subject text,
    by_owner boolean not null,
    withdrawn boolean not null,
    recused boolean not null,
    part bigint not null,
    changed_at timestamptz not null default now(),
    primary key (cycle, collection, id)
);
create index records_about on records (cycle, collection, subject) where subject is not null;
create table sight (
    cycle text not null,
    reader text not null,
    class smallint not null,
    seq bigint not null,
    collection text not null,
    id text not null,
    seen boolean not null,
    why text,
    part bigint not null,
    primary key (cycle, collection, id, reader),
    foreign key (cycle, collection, id) references records
);
create index sight_order on sight (cycle, reader, class, seq);
create table ops (
    cycle text not null,
    account text not null,
    op uuid not null,
    content bytea not null,
    result text not null,
    version integer,
    code text,
    message text,
    at timestamptz not null default now(),
    primary key (cycle, account, op)
);
create table files (
    cycle text not null references cycles,
    sha256 text not null,
    size bigint not null,
    there bigint not null default 0,
    whole boolean not null default false,
    made_at timestamptz not null default now(),
    primary key (cycle, sha256)
);
create table chunks (
    cycle text not null,
    sha256 text not null,
    start bigint not null,
    content bytea not null,
    primary key (cycle, sha256, start),
    foreign key (cycle, sha256) references files on delete cascade
);
-- Already compressed or text that was asked for once: no second compression.
alter table chunks alter column content set storage external;
create table file_uses (
    cycle text not null,
    sha256 text not null,
    collection text not null,
    id text not null,
    primary key (cycle, sha256, collection, id),
    foreign key (cycle, collection, id) references records
);
"""

_ENTER = """
-- Sets who reads in this transaction. The groups come from the table of accounts, never
-- from the program: a mistake there cannot widen what is read.
create function enter(in_cycle text, in_account text, in_duty text)
returns table (role text, access integer, epoch text) language plpgsql as $$
declare
    found_role text;
    found_access integer;
    found_epoch text;
    words text;
begin
    perform set_config('satchel.cycle', in_cycle, true);
    perform set_config('satchel.account', in_account, true);
    perform set_config('satchel.duty', in_duty, true);
    select a.role, a.access into found_role, found_access from accounts a
        where a.cycle = in_cycle and a.account = in_account and a.left_at is null;
    select c.epoch into found_epoch from cycles c where c.id = in_cycle;
    words := case found_role
        when 'secretariat' then 'public observers members chairs secretariat'
        when 'chair' then 'public observers members chairs'
        when 'member' then 'public observers members'
        when 'observer' then 'public observers'
        else 'public' end;
    if found_role is not null then
        words := words || ' ' || in_account;
    end if;
    perform set_config('satchel.readers', words, true);
    return query select found_role, found_access, found_epoch;
end $$;
"""

_STATISTICS = """
-- After a large publication, at once: until autovacuum came by, every plan is a guess.
create function refresh_statistics() returns void language plpgsql security definer
set search_path = public, pg_temp as $$
begin
    analyze records, sight, ops;
end $$;
"""

_DUTY = "current_setting('satchel.duty', true)"
_CYCLE = "cycle = current_setting('satchel.cycle', true)"
_READERS = "string_to_array(current_setting('satchel.readers', true), ' ')"

_POLICIES = f"""
create policy cycles_policy on cycles
    using ({_DUTY} in ('door', 'judging') or id = current_setting('satchel.cycle', true))
    with check ({_DUTY} in ('door', 'judging'));
create policy keys_policy on cycle_keys
    using ({_DUTY} = 'door') with check ({_DUTY} = 'door');
create policy accounts_policy on accounts
    using ({_DUTY} = 'door' or {_CYCLE})
    with check ({_DUTY} in ('door', 'judging'));
create policy devices_policy on devices
    using ({_DUTY} in ('door', 'judging')) with check ({_DUTY} in ('door', 'judging'));
create policy invitations_policy on invitations
    using ({_DUTY} in ('door', 'judging')) with check ({_DUTY} in ('door', 'judging'));
create policy commits_policy on commits
    using ({_CYCLE} or {_DUTY} = 'door') with check ({_DUTY} in ('door', 'judging'));
create policy ops_policy on ops
    using ({_DUTY} = 'judging' and {_CYCLE}) with check ({_DUTY} = 'judging' and {_CYCLE});

-- The heart: what is read is what the reader has a row for.
create policy sight_policy on sight
    using ({_CYCLE} and ({_DUTY} = 'judging' or reader = any ({_READERS})))
    with check ({_DUTY} = 'judging' and {_CYCLE});
create policy records_policy on records
    using ({_CYCLE} and ({_DUTY} = 'judging' or exists (
        select 1 from sight s where s.cycle = records.cycle
            and s.collection = records.collection and s.id = records.id and s.seen)))
    with check ({_DUTY} = 'judging' and {_CYCLE});
create policy uses_policy on file_uses
    using ({_CYCLE} and ({_DUTY} = 'judging' or exists (
        select 1 from sight s where s.cycle = file_uses.cycle
            and s.collection = file_uses.collection and s.id = file_uses.id and s.seen)))
    with check ({_DUTY} = 'judging' and {_CYCLE});
create policy files_policy on files
    using ({_CYCLE} and ({_DUTY} = 'storing' or exists (
        select 1 from file_uses u where u.cycle = files.cycle and u.sha256 = files.sha256)))
    with check ({_DUTY} = 'storing' and {_CYCLE});
create policy chunks_policy on chunks
    using ({_CYCLE} and ({_DUTY} = 'storing' or exists (
        select 1 from file_uses u where u.cycle = chunks.cycle and u.sha256 = chunks.sha256)))
    with check ({_DUTY} = 'storing' and {_CYCLE});
"""

_FIRST = (
    "cycles", "cycle_keys", "accounts", "devices", "invitations", "commits", "records", "sight",
    "ops", "files", "chunks", "file_uses",
)  # fmt: skip
TABLES = (*_FIRST, "packs", "pack_records", "pressings")
"""Every table of ours that must force row-level security."""

_FORCE = "\n".join(
    f"alter table {table} enable row level security;\nalter table {table} force row level security;"
    for table in _FIRST
)

_GRANTS = f"""
grant usage on schema public to :server;
grant select, insert, update, delete on {", ".join(_FIRST)} to :server;
grant usage, select on sequence seq to :server;
grant execute on function enter(text, text, text), refresh_statistics() to :server;
revoke execute on function refresh_statistics() from public;
"""

_PACKS = f"""
create table packs (
    cycle text not null references cycles,
    number bigint generated always as identity,
    audience text not null check (audience in ('public', 'observers', 'members')),
    sha256 text not null,
    size bigint not null,
    sequence bigint not null,
    mark bytea not null,
    made_at timestamptz not null default now(),
    superseded_at timestamptz,
    dropped_at timestamptz,
    primary key (cycle, number),
    unique (cycle, mark)
);
create index packs_by_hash on packs (cycle, sha256);
-- What each pack holds, kept after the pack is gone: its cursor goes on working.
create table pack_records (
    cycle text not null,
    pack bigint not null,
    collection text not null,
    id text not null,
    part bigint not null,
    place integer not null,
    primary key (cycle, pack, collection, id),
    foreign key (cycle, pack) references packs (cycle, number) on delete cascade
);
create index pack_records_order on pack_records (cycle, pack, place);
create index pack_records_of on pack_records (cycle, collection, id);
-- Up to which commit it was last seen whether an audience needs a new pack.
create table pressings (
    cycle text not null references cycles,
    audience text not null,
    basis bigint not null,
    primary key (cycle, audience)
);
alter table ops add column carried boolean not null default false;
create index ops_carried on ops (cycle, at) where carried;

create function words_of(in_audience text) returns text[] language sql immutable as $$
    select case in_audience
        when 'members' then array['public', 'observers', 'members']
        when 'observers' then array['public', 'observers']
        else array['public'] end
$$;
-- Reads as everybody of one audience does, and nobody in particular.
create function enter_as(in_cycle text, in_audience text)
returns table (title text, epoch text, last bigint) language plpgsql as $$
begin
    perform set_config('satchel.cycle', in_cycle, true);
    perform set_config('satchel.account', '', true);
    perform set_config('satchel.duty', '', true);
    perform set_config('satchel.readers', array_to_string(words_of(in_audience), ' '), true);
    return query select c.title, c.epoch,
        (select max(m.last) from commits m where m.cycle = in_cycle)
        from cycles c where c.id = in_cycle;
end $$;

create policy packs_policy on packs
    using ({_CYCLE}) with check ({_DUTY} = 'judging' and {_CYCLE});
create policy pack_records_policy on pack_records
    using ({_CYCLE}) with check ({_DUTY} = 'judging' and {_CYCLE});
create policy pressings_policy on pressings
    using ({_CYCLE}) with check ({_DUTY} = 'judging' and {_CYCLE});

-- A file may be a pack, too: then it is for whoever is of its audience, until it is dropped.
drop policy files_policy on files;
create policy files_policy on files
    using ({_CYCLE} and ({_DUTY} = 'storing' or exists (
        select 1 from file_uses u where u.cycle = files.cycle and u.sha256 = files.sha256)
        or exists (select 1 from packs p where p.cycle = files.cycle and p.sha256 = files.sha256
            and p.dropped_at is null and p.audience = any ({_READERS}))))
    with check ({_DUTY} = 'storing' and {_CYCLE});
drop policy chunks_policy on chunks;
create policy chunks_policy on chunks
    using ({_CYCLE} and ({_DUTY} = 'storing' or exists (
        select 1 from file_uses u where u.cycle = chunks.cycle and u.sha256 = chunks.sha256)
        or exists (select 1 from packs p where p.cycle = chunks.cycle and p.sha256 = chunks.sha256
            and p.dropped_at is null and p.audience = any ({_READERS}))))
    with check ({_DUTY} = 'storing' and {_CYCLE});

alter table packs enable row level security;
alter table packs force row level security;
alter table pack_records enable row level security;
alter table pack_records force row level security;
alter table pressings enable row level security;
alter table pressings force row level security;
grant select, insert, update, delete on packs, pack_records, pressings to :server;
grant execute on function words_of(text), enter_as(text, text) to :server;
"""

_ASKED = """
-- Watched floors ask every few seconds for the newest of what members asked: one look each.
create index sight_asked on sight (cycle, reader, seq) where collection = 'intents';
"""

STEPS = (
    Step(1, "tables", _TABLES + _ENTER + _STATISTICS + _POLICIES + _FORCE + _GRANTS),
    Step(2, "packs", _PACKS),
    Step(3, "asked", _ASKED),
)
