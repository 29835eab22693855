-- What rests, for the census of health, and the budgets of a request, for its end and its deletion.
create index run_resting on run (state) where state in ('NEEDS_HUMAN', 'IN_DOUBT', 'BUDGET_STOPPED');
create index budget_request on budget (subject) where scope = 'request';
