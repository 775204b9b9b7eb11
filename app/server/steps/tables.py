"""The first tables: cycles, accounts, devices, records, who sees what, operations, files."""

FIRST = (
    "cycles", "cycle_keys", "accounts", "devices", "invitations", "commits", "records", "sight",
    "ops", "files", "chunks", "file_uses",
)  # fmt: skip

TABLES = """
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
