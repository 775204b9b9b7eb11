"""Packs that the server keeps: which there are, what is in them, and who may fetch them."""

from app.server.steps.guards import CYCLE, DUTY, READERS

PACKS = f"""
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
    using ({CYCLE}) with check ({DUTY} = 'judging' and {CYCLE});
create policy pack_records_policy on pack_records
    using ({CYCLE}) with check ({DUTY} = 'judging' and {CYCLE});
create policy pressings_policy on pressings
    using ({CYCLE}) with check ({DUTY} = 'judging' and {CYCLE});

-- A file may be a pack, too: then it is for whoever is of its audience, until it is dropped.
drop policy files_policy on files;
create policy files_policy on files
    using ({CYCLE} and ({DUTY} = 'storing' or exists (
        select 1 from file_uses u where u.cycle = files.cycle and u.sha256 = files.sha256)
        or exists (select 1 from packs p where p.cycle = files.cycle and p.sha256 = files.sha256
            and p.dropped_at is null and p.audience = any ({READERS}))))
    with check ({DUTY} = 'storing' and {CYCLE});
drop policy chunks_policy on chunks;
create policy chunks_policy on chunks
    using ({CYCLE} and ({DUTY} = 'storing' or exists (
        select 1 from file_uses u where u.cycle = chunks.cycle and u.sha256 = chunks.sha256)
        or exists (select 1 from packs p where p.cycle = chunks.cycle and p.sha256 = chunks.sha256
            and p.dropped_at is null and p.audience = any ({READERS}))))
    with check ({DUTY} = 'storing' and {CYCLE});

alter table packs enable row level security;
alter table packs force row level security;
alter table pack_records enable row level security;
alter table pack_records force row level security;
alter table pressings enable row level security;
alter table pressings force row level security;
grant select, insert, update, delete on packs, pack_records, pressings to :server;
grant execute on function words_of(text), enter_as(text, text) to :server;
"""
