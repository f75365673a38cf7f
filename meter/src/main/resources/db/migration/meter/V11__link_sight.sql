-- The hosts that a link's maker saw when it was made; null: all. A dashboard by category or group
-- shows no others through the link.
alter table meter_link add column sees text[];
