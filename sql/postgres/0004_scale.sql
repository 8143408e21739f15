-- How many numbers of a space were found taken: to count a million of them again at each start takes long.
CREATE TABLE number_space (
    name TEXT COLLATE "C" PRIMARY KEY,  -- its mask with the date and id filled in
    taken BIGINT NOT NULL,
    counted_to BIGINT NOT NULL  -- the highest ticket id when they were counted
);

-- The order in which events are followed: ids are drawn in another one than transactions commit in.
CREATE INDEX event_by_transaction ON event (transaction_id, id);
