-- How many numbers of a space were found taken: to count a million of them again at each start takes long.
CREATE TABLE number_space (
    name TEXT PRIMARY KEY,  -- its mask with the date and id filled in
    taken INTEGER NOT NULL,
    counted_to INTEGER NOT NULL  -- the highest ticket id when they were counted
) STRICT, WITHOUT ROWID;
