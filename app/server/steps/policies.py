"""Who may read and write a row of the first tables, and how a transaction says who it is."""

from app.server.steps.guards import CYCLE, DUTY, READERS
from app.server.steps.tables import FIRST

ENTER = """
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

STATISTICS = """
-- After a large publication, at once: until autovacuum came by, every plan is a guess.
create function refresh_statistics() returns void language plpgsql security definer
set search_path = public, pg_temp as $$
begin
    analyze records, sight, ops;
end $$;
"""

POLICIES = f"""
create policy cycles_policy on cycles
    using ({DUTY} in ('door', 'judging') or id = current_setting('satchel.cycle', true))
    with check ({DUTY} in ('door', 'judging'));
create policy keys_policy on cycle_keys
    using ({DUTY} = 'door') with check ({DUTY} = 'door');
create policy accounts_policy on accounts
    using ({DUTY} = 'door' or {CYCLE})
    with check ({DUTY} in ('door', 'judging'));
create policy devices_policy on devices
    using ({DUTY} in ('door', 'judging')) with check ({DUTY} in ('door', 'judging'));
create policy invitations_policy on invitations
    using ({DUTY} in ('door', 'judging')) with check ({DUTY} in ('door', 'judging'));
create policy commits_policy on commits
    using ({CYCLE} or {DUTY} = 'door') with check ({DUTY} in ('door', 'judging'));
create policy ops_policy on ops
    using ({DUTY} = 'judging' and {CYCLE}) with check ({DUTY} = 'judging' and {CYCLE});

-- The heart: what is read is what the reader has a row for.
create policy sight_policy on sight
    using ({CYCLE} and ({DUTY} = 'judging' or reader = any ({READERS})))
    with check ({DUTY} = 'judging' and {CYCLE});
create policy records_policy on records
    using ({CYCLE} and ({DUTY} = 'judging' or exists (
        select 1 from sight s where s.cycle = records.cycle
            and s.collection = records.collection and s.id = records.id and s.seen)))
    with check ({DUTY} = 'judging' and {CYCLE});
create policy uses_policy on file_uses
    using ({CYCLE} and ({DUTY} = 'judging' or exists (
        select 1 from sight s where s.cycle = file_uses.cycle
            and s.collection = file_uses.collection and s.id = file_uses.id and s.seen)))
    with check ({DUTY} = 'judging' and {CYCLE});
create policy files_policy on files
    using ({CYCLE} and ({DUTY} = 'storing' or exists (
        select 1 from file_uses u where u.cycle = files.cycle and u.sha256 = files.sha256)))
    with check ({DUTY} = 'storing' and {CYCLE});
create policy chunks_policy on chunks
    using ({CYCLE} and ({DUTY} = 'storing' or exists (
        select 1 from file_uses u where u.cycle = chunks.cycle and u.sha256 = chunks.sha256)))
    with check ({DUTY} = 'storing' and {CYCLE});
"""

FORCE = "\n".join(
    f"alter table {table} enable row level security;\nalter table {table} force row level security;"
    for table in FIRST
)

GRANTS = f"""
grant usage on schema public to :server;
grant select, insert, update, delete on {", ".join(FIRST)} to :server;
grant usage, select on sequence seq to :server;
grant execute on function enter(text, text, text), refresh_statistics() to :server;
revoke execute on function refresh_statistics() from public;
"""
