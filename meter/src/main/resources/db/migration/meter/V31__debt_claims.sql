-- Who pays a debt now: nobody else takes it until then. Whatever is owed anew clears it, so that
-- what was missed while the rest was copied is not taken for paid.
alter table meter_debt add column claim uuid;
alter table meter_debt add column claimed_until timestamptz;
