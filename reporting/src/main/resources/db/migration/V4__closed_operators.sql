-- A closed operator is not asked for its list any more, so that none is missed.
alter table operator_name add column closed boolean not null default false;
