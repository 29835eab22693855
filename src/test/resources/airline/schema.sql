-- The airline of the example tools. The flight plan is the same for everybody; customers and reservations are kept per
-- world (one conversation), as changes over the initial data, which is the world without a name.

create schema airline;

create table airline.airport (
    place int primary key,
    code  text not null unique,
    city  text not null
);
insert into airline.airport (place, code, city) values
    (1, 'SFO', 'San Francisco'), (2, 'JFK', 'New York'), (3, 'LAX', 'Los Angeles'), (4, 'ORD', 'Chicago'),
    (5, 'DFW', 'Dallas'), (6, 'DEN', 'Denver'), (7, 'SEA', 'Seattle'), (8, 'ATL', 'Atlanta'), (9, 'MIA', 'Miami'),
    (10, 'BOS', 'Boston'), (11, 'PHX', 'Phoenix'), (12, 'IAH', 'Houston'), (13, 'LAS', 'Las Vegas'),
    (14, 'MCO', 'Orlando'), (15, 'EWR', 'Newark'), (16, 'CLT', 'Charlotte'), (17, 'MSP', 'Minneapolis'),
    (18, 'DTW', 'Detroit'), (19, 'PHL', 'Philadelphia'), (20, 'LGA', 'LaGuardia');

create table airline.flight (
    number      text primary key,
    place       int not null,                   -- in the plan
    origin      text not null,
    destination text not null,
    departs     text not null,                  -- local time
    arrives     text not null                   -- the same; "+1" is the next day
);
create index flight_route on airline.flight (origin, destination);

create table airline.departure (
    flight text not null references airline.flight,
    day    text not null,
    status text not null,
    seats  jsonb,                               -- by cabin; only of what can be booked
    prices jsonb,                               -- the same
    primary key (flight, day)
);

create table airline.customer (
    world text not null,
    id    text not null,
    body  jsonb not null,
    primary key (world, id)
);

create table airline.reservation (
    world text not null,
    id    text not null,
    body  jsonb not null,
    primary key (world, id)
);

create table airline.handover (
    world   text not null,
    key     text not null,
    summary text not null
);

-- Every effect that was committed. Nothing here is unique, so that one that happens twice can be seen.
create table airline.done (
    world text not null,
    key   text not null,                        -- the idempotency key of the call
    tool  text not null,
    at    timestamptz not null default now()
);
create index done_world on airline.done (world);
