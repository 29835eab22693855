-- What a person found out about an effect of which nobody knew whether it had happened.
alter table effect add column resolved_by text;   -- id of the key of whoever found out
alter table effect add column notes text;
