-- Finding people and inbox messages by their words. Measured in docs/decisions/052-search.md.

create extension if not exists pg_trgm with schema public;
create extension if not exists unaccent with schema public;

-- Small letters without accents; apostrophes and hyphens part words.
create function voice_fold(value text) returns text
    language sql immutable strict parallel safe
    return lower(translate(public.unaccent('public.unaccent'::regdictionary, value), '''-', '  '));

-- A stored column: folding is dear beside comparing, and every candidate is compared.
alter table voice_contact add column search text
    generated always as
        (voice_fold(coalesce(name, '') || ' ' || coalesce(place, '') || ' ' || address)) stored;
-- Fine statistics tell the planner a rare word from a frequent one, hence index from walk.
alter table voice_contact alter column search set statistics 1000;
create index voice_contact_search on voice_contact using gin (search public.gin_trgm_ops);

-- Every word of a name or place once: a misspelt word is first looked for here, among thousands,
-- then its neighbours among people. Words outlive their people; that only costs a few bytes.
create table voice_name_word (
    word text primary key
);
create index voice_name_word_near on voice_name_word using gin (word public.gin_trgm_ops);

create text search configuration voice_words (copy = simple);
alter text search configuration voice_words
    alter mapping for hword, hword_part, word with public.unaccent, simple;

-- The words of a message, and the run of 16,384 ids it stands in as one word more ("#61"): a search
-- asks for the newest runs first and so never fetches more than a page needs.
create function voice_message_words(id bigint, value text) returns tsvector
    language sql immutable parallel safe
    return to_tsvector('voice_words'::regconfig, value)
        || array_to_tsvector(array['#' || (id >> 14)::text]);

-- Only what stands in the inbox is searched, so poll answers cost nothing here.
create index voice_message_words on voice_message using gin (voice_message_words(id, text))
    where inbox > 0;
create index voice_message_undone on voice_message (inbox, id) where inbox_kind = 3;
