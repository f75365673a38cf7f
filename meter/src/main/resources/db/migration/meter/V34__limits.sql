-- A silence is of its maker's hosts alone: groups of hosts; null for who sees all.
alter table meter_silence add column host_groups bigint[];

-- SMS to one telephone in the last hour are counted, and what is summed up says in which.
create index meter_notice_texts on meter_notice (target, ended_at) where medium = 'sms';
alter table meter_notice add column summed_in bigint;
alter table meter_notice add column language text not null default 'fr';

-- Who of us sees a dashboard besides those who see its hosts: groups of users.
alter table meter_dashboard add column user_groups bigint[] not null default '{}';
