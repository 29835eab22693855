-- How long something may still arrive counts from the last sending, which may be long after the claim.
alter table effect add column sent_at timestamptz; -- null: sent once, right after the claim, or not yet
