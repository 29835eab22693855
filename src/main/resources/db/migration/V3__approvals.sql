-- What waits for a person, what people said, and what became of it.

create table approval (
    id                  uuid primary key,
    root_run            uuid not null,
    run_id              uuid not null,              -- the run that asked first
    caller_id           text not null,              -- on whose behalf; nobody decides on their own call
    kind                text not null,              -- TOOL_CALL, ANSWER or QUESTION
    ledger_key          text not null,              -- key in the effect ledger, or what stands for it
    decision            bigint not null,            -- seq of the journaled decision that asked
    tool                text,                       -- null for answers and questions
    arguments           text not null,              -- canonical, as asked; the text of an answer or a question
    call_hash           text not null,              -- SHA-256 over tool and arguments as asked, with their lengths
    policy              text not null,
    policy_version      text not null,              -- hash of the rules by which it was asked
    risk                text not null,
    reasons             json not null,
    package             json not null,              -- what reviewers are shown beside the call
    state               text not null,              -- PENDING, APPROVED, EDITED, REJECTED, EXPIRED or ANSWERED
    level               int not null,               -- place in the order of escalation, from 0
    reviewers           text not null,              -- the group whose turn it is
    quorum              int not null,
    escalations         int not null default 0,
    shown_arguments     text not null,              -- what is decided on: as asked, or as a reviewer wrote them
    shown_hash          text not null,
    edited_by           text,
    decide_by           timestamptz not null,       -- by the database's clock
    created_at          timestamptz not null default now(),
    decided_at          timestamptz,
    decided_by          text,                       -- null: nobody did in time, or the rules changed meanwhile
    notes               text,
    answer              text,                       -- what a person said to a question
    used_at             timestamptz                 -- when the run took the decision up
);
-- Asking again finds what is asked already.
create unique index approval_open on approval (root_run, ledger_key, call_hash) where state = 'PENDING';
create index approval_call on approval (root_run, ledger_key, created_at desc);
create index approval_state on approval (state, id desc);
create index approval_caller on approval (caller_id, id desc);

create table approval_vote (
    approval    uuid not null references approval (id) on delete cascade,
    call_hash   text not null,                      -- what the reviewer was shown
    reviewer    text not null,
    verdict     text not null,                      -- APPROVED, EDITED, REJECTED or ANSWERED
    notes       text,
    arguments   text,                               -- of an edit
    at          timestamptz not null default now(),
    primary key (approval, call_hash, reviewer)     -- two clicks are one decision
);

-- Other runs of a tree that wait for the same decision.
create index run_waiting on run (root_id) where state = 'NEEDS_HUMAN';
