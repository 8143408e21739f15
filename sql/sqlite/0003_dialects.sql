-- What the dialects need to be whole. The PostgreSQL step of the same number means the same.

-- Sequences -----------------------------------------------------------------------------------------

-- Each insert looks for its table in sqlite_sequence, row by row: the tables that every request
-- writes stand first.
CREATE TABLE sequence_kept AS SELECT name, seq FROM sqlite_sequence;
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence (name, seq)
    SELECT hot.column1, COALESCE(kept.seq, 0)
    FROM (VALUES ('event', 1), ('message', 2), ('ticket', 3)) hot
        LEFT JOIN sequence_kept kept ON kept.name = hot.column1
    ORDER BY hot.column2;
INSERT INTO sqlite_sequence (name, seq)
    SELECT name, seq FROM sequence_kept WHERE name NOT IN ('event', 'message', 'ticket');
DROP TABLE sequence_kept;
