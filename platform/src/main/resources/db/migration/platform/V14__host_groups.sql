-- Which watched hosts a group's users see, beside which contacts.
ALTER TABLE platform_user_group
  ADD COLUMN all_hosts   boolean  NOT NULL DEFAULT false,
  ADD COLUMN host_groups bigint[] NOT NULL DEFAULT '{}';
UPDATE platform_user_group SET all_hosts = true WHERE everything;
