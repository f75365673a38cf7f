-- A million dossiers of ten types, the same in every run: 20,000 words, the first very frequent, and
-- a name for each ten dossiers. The words' vectors are made of stems taken once per word, with the
-- places and weights that vault_stems gives them.
SELECT setseed(0.42);

CREATE TEMP TABLE bench_word AS
SELECT n, w, (ts_lexize('french_stem', w))[1] AS french, (ts_lexize('english_stem', w))[1] AS english
FROM (SELECT n, string_agg(s[1 + (n * 7919 / p % 28)::int], '' ORDER BY p) AS w
      FROM generate_series(1, 20000) AS n,
        (VALUES (1::bigint), (28), (784), (21952)) AS places (p),
        (SELECT ARRAY['ba','ce','di','fo','gu','la','me','ni','po','ru','sa','te','vi','zo','bra',
            'cle','dri','flo','gra','pla','pre','tri','sto','cha','tion','mer','lan','vel'] AS s) AS syllables
      GROUP BY n) AS made;
CREATE UNIQUE INDEX ON bench_word (n) INCLUDE (w, french, english);

CREATE TEMP TABLE bench_name AS
SELECT n, w, (ts_lexize('french_stem', w))[1] AS french, (ts_lexize('english_stem', w))[1] AS english
FROM (SELECT n, 'k' || translate(lpad(to_hex(n * 3000017 % 4294967291), 8, '0'),
        '0123456789abcdef', 'aeiouamelnrstvdo') || substr('aeiou', 1 + (n % 5)::int, 1) AS w
      FROM generate_series(0::bigint, :dossiers / 10) AS n) AS made;
CREATE UNIQUE INDEX ON bench_name (n) INCLUDE (w, french, english);
ANALYZE bench_word, bench_name;

CREATE TEMP TABLE bench_said AS
SELECT d.id, d.names,
    string_agg(w.w, ' ' ORDER BY d.place) FILTER (WHERE d.place <= 4) AS title,
    string_agg(w.w, ' ' ORDER BY d.place) FILTER (WHERE d.place > 4) AS text,
    string_agg(format('''%s'':%s%s ''%s'':%s%s', w.french, d.place, d.weight,
        w.english, 20 + d.place, d.weight), ' ') AS stems
FROM (SELECT id, id / 10 AS names, place, CASE WHEN place <= 4 THEN 'A' ELSE 'B' END AS weight,
        1 + floor(20000 * power(random(), 4))::bigint AS n
      FROM generate_series(1::bigint, :dossiers) AS id, generate_series(1, 16) AS place) AS d
JOIN bench_word w ON w.n = d.n
GROUP BY d.id, d.names;

INSERT INTO vault_dossier (id, type_id, number, title, fields, state, confidential, tags, created_at,
    created_by, changed_at)
SELECT :first + s.id, t.id, format('T%s-%s-%s', t.n, 2023 + s.id % 4, lpad(s.id::text, 7, '0')),
    s.title, jsonb_build_object('person', n.w, 'remarks', s.text),
    CASE WHEN s.id % 3 = 0 THEN 'closed' ELSE 'open' END, s.id % 20 = 7,
    CASE WHEN s.id % 20000 = 11 THEN ARRAY['rare'] WHEN s.id / 10 % 10 = 3 THEN ARRAY['frequent']
        ELSE '{}' END,
    timestamptz '2023-01-01' + s.id * interval '100 s', 1,
    timestamptz '2023-01-01' + (s.id * 7919 % :dossiers) * interval '100 s'
FROM bench_said s JOIN bench_name n ON n.n = s.names
JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS n FROM vault_type WHERE key LIKE 'many%') AS t
    ON t.n = s.id * 31 % 10
ORDER BY s.id;

INSERT INTO vault_text (id, dossier_id, version, title, text, words)
SELECT :texts + s.id, d.id, 1, d.title, n.w || E'\n' || s.text || E'\n' || array_to_string(d.tags, ' '),
    (s.stems || format(' ''%s'':5B ''%s'':25B ''%s'':19A ''#%s'' ''@%s''', n.french, n.english,
        lower(d.number), (:texts + s.id) >> 14, d.type_id))::tsvector
FROM bench_said s JOIN bench_name n ON n.n = s.names
JOIN vault_dossier d ON d.id = :first + s.id
ORDER BY s.id;

INSERT INTO vault_word (word) SELECT w FROM bench_word UNION SELECT w FROM bench_name
ON CONFLICT DO NOTHING;
