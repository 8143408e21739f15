-- The pieces of the subject index are put together by asking for a few pages at a time, between the writes of others:
-- what FTS5 does by itself in the middle of a write takes 20 ms and more.
INSERT INTO ticket_subject_trigram (ticket_subject_trigram, rank) VALUES ('automerge', 0);
INSERT INTO ticket_subject_trigram (ticket_subject_trigram, rank) VALUES ('usermerge', 16);
INSERT INTO ticket_subject_trigram (ticket_subject_trigram, rank) VALUES ('crisismerge', 64);
