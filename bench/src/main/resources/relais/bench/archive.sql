-- An archive as after some years: 250,000 people, 1,000,000 messages, one poll of everybody and
-- four smaller ones. Everything follows from the row's number, so every run has the same.

create function bench_pick(n bigint, salt bigint, choices text[]) returns text
    language sql immutable parallel safe
    return choices[1 + abs(hashint8extended(n, salt) % cardinality(choices))];

insert into voice_group (name, description)
select 'Commune ' || g, 'Invented' from generate_series(1, 8) g;

insert into voice_contact (id, address, name, language, place, fields, created_at)
overriding system value
select n, '+257' || (78999999 + n),
    bench_pick(n, 1, array['Aline','Alice','Béatrice','Chantal','Claudine','Diane','Espérance',
        'Espoir','Fabrice','Floriane','Gédéon','Gérard','Goreth','Innocent','Jean-Bosco',
        'Jean-Claude','Jeanine','Josiane','Léonidas','Marie-Goreth','Médiatrice','Nadège','Odette',
        'Pacifique','Pascasie','Révérien','Salvator','Spès','Thierry','Yvette','Désiré','Anitha',
        'Clément','Consolate','Évariste','Godelieve','Hilaire','Immaculée','Juvénal','Vénérande'])
    || ' '
    || bench_pick(n, 2, array['Nda','Niyo','Haki','Nsabi','Bigi','Mani','Ntaho','Nkuru','Nshimi',
        'Irado','Hako','Muke','Gahu','Nibi','Nduwi'])
    || bench_pick(n, 3, array['yisenga','yizeye','kumana','ngabire','mana','nzima','nkuru','rakiza',
        'bonimana','kunda','mvukiye','nziza','rimana','gira','shaka','yishimiye','mpore','hoza',
        'gabo','tunga']),
    bench_pick(n, 4, array['rn','rn','rn','rn','rn','rn','fr','fr','fr','en']),
    bench_pick(n, 5, array['Bubanza','Bujumbura','Bujumbura Rural','Bururi','Cankuzo','Cibitoke',
        'Gitega','Karuzi','Kayanza','Kirundo','Makamba','Muramvya','Muyinga','Mwaro','Ngozi',
        'Rumonge','Rutana','Ruyigi']),
    jsonb_build_object('sexe', bench_pick(n, 6, array['F','M']),
        'naissance', 1950 + abs(hashint8extended(n, 7) % 60)),
    now() - interval '700 days'
from generate_series(1::bigint, 250000) n;
select setval(pg_get_serial_sequence('voice_contact', 'id'), 250000);

insert into voice_contact_group (contact_id, group_id)
select n, 1 + n % 8 from generate_series(1::bigint, 250000) n;

insert into voice_name_word (word)
select distinct said.word
from (select distinct name from voice_contact union select distinct place from voice_contact) t,
    regexp_split_to_table(voice_fold(t.name), '[^[:alnum:]]+') as said(word)
where length(said.word) >= 4
on conflict do nothing;

insert into voice_poll (id, name, kind, state, definition, asked, created_at, started_at, closed_at)
overriding system value
select p, names[p], 'yes_no', 'CLOSED',
    jsonb_build_object(
        'name', names[p], 'kind', 'yes_no',
        'question', jsonb_build_object('fr', 'Avez-vous de l''eau potable ? OUI ou NON.'),
        'audience', jsonb_build_object('groups', '[]'::jsonb, 'exclude', '[]'::jsonb,
            'fields', '[]'::jsonb, 'languages', '[]'::jsonb),
        'channel', null, 'defaultLanguage', 'fr',
        'categories', jsonb_build_array(
            jsonb_build_object('key', 'yes', 'name', jsonb_build_object('fr', 'Oui'), 'color', '',
                'reply', jsonb_build_object('fr', 'Merci.'), 'rules', '[]'::jsonb),
            jsonb_build_object('key', 'no', 'name', jsonb_build_object('fr', 'Non'), 'color', '',
                'reply', jsonb_build_object('fr', 'Merci.'), 'rules', '[]'::jsonb)),
        'confirmation', '{}'::jsonb),
    case when p = 1 then 250000 else 40000 end,
    now() - interval '600 days', now() - interval '600 days', now() - interval '60 days'
from (values (array['Eau potable', 'Vaccination', 'École', 'Récolte', 'Marché'])) as v(names),
    generate_series(1, 5) p;
select setval(pg_get_serial_sequence('voice_poll', 'id'), 5);

-- Of each hundred messages thirteen are unasked (ten open, three done); the others are a poll's
-- question, answer and reply in turn. The first six hundred thousand belong to the large poll and
-- came within five days; a small poll's within two.
insert into voice_message (id, direction, contact_id, channel, text, at, status, poll_id, inbox,
    inbox_kind, in_reply_to, trace, source)
select n, direction, contact, 'archive',
    case
        when unasked then
            bench_pick(n, 11, array['Bonjour,','Amakuru','Hello,','SVP','Mwaramutse,','Bwakeye,'])
            || ' '
            || bench_pick(n, 12, array['le puits est à sec','the pump is broken','amazi yabuze',
                'nous n''avons plus de médicaments','l''école est fermée depuis lundi',
                'the road is flooded','ivuriro riri kure','il y a du choléra chez nous',
                'abana barwaye','les semences ne sont pas arrivées','market prices are too high',
                'we need blankets after the rain','qui peut nous aider','umwarimu ntiyaje',
                'mon voisin est malade','the bridge has fallen'])
            || ' ' || bench_pick(n, 13, array['à','i','near','ku musozi wa','sur la colline']) || ' '
            || bench_pick(n, 14, array['Ka','Mu','Bu','Ru','Gi','Nya','Ki','Ma'])
            || bench_pick(n, 15, array['ram','go','zi','bim','hin','sha','tar','yog'])
            || bench_pick(n, 16, array['bura','vya','nga','mba','ri','zo','ka','gwe'])
            || '. ' || bench_pick(n, 17, array['Merci','Murakoze','Thank you','Aidez-nous',
                'Dufashe','Please help','Nous attendons','Turarindiriye'])
        when n % 100 % 3 = 0 then 'Avez-vous de l''eau potable chez vous ? Répondez OUI ou NON.'
        when n % 100 % 3 = 1 then
            bench_pick(n, 18, array['oui','non','OUI','yes','ego','oya','Oui merci','no'])
        else 'Merci, c''est noté.'
    end,
    case when n <= 600000 then now() - interval '590 days' + n * interval '0.72 seconds'
        else now() - interval '1 day' * (500 - 100 * ((n - 600001) / 100000))
            + (n - 600001) % 100000 * interval '1.7 seconds' end,
    case when direction = 1 then 2 else 0 end,
    case when unasked then null when n <= 600000 then 1 else 2 + (n - 600001) / 100000 end,
    case when n % 100 < 10 then 1 when unasked then 2 else 0 end,
    case when unasked then 1 else 0 end,
    case when not unasked and n % 100 % 3 = 2 then n - 1 end,
    case when direction = 0 then jsonb_build_object('rule', 'yes', 'confidence', 1) end,
    case when direction = 0 then 'archive:' || n end
from (
    select n, n % 100 < 13 as unasked,
        case when n % 100 < 13 or n % 100 % 3 = 1 then 0 else 1 end as direction,
        1 + (n / 3) * 7919 % 250000 as contact
    from generate_series(1::bigint, 1000000) n) rows;
select setval('voice_message_id', 1000000);

insert into voice_part (message_id, part, parts, channel, provider_id, status, at)
select id, 1, 1, 'archive', to_hex(id), 2, at from voice_message where direction = 1;

insert into voice_recipient (poll_id, contact_id, state, asked_at)
select p, n, 1, now() - interval '600 days'
from generate_series(1, 5) p, generate_series(1::bigint, 250000) n
where p = 1 or n % 25 < 4;

insert into voice_answer (poll_id, contact_id, message_id, category, confidence, counted, place,
    received_at)
select m.poll_id, m.contact_id, m.id,
    bench_pick(m.id, 21, array['yes','yes','yes','no','no','no','no','']), 1, true, c.place, m.at
from voice_message m join voice_contact c on c.id = m.contact_id
where m.direction = 0 and m.poll_id is not null
order by m.id
on conflict do nothing;
update voice_answer set category = null where category = '';

insert into voice_tally (poll_id, category, place, shard, people)
select poll_id, coalesce(category, ''), place, contact_id % 16, count(*)
from voice_answer group by 1, 2, 3, 4;

-- Hours gone by are settled: one row each (shard -2) where the last two hours have one a shard.
insert into voice_timeline (poll_id, hour, shard, people)
select poll_id, date_trunc('hour', received_at),
    case when received_at < date_trunc('hour', now()) - interval '2 hours'
        then -2 else contact_id % 16 end,
    count(*)
from voice_answer group by 1, 2, 3;

insert into voice_sending_tally (poll_id, status, shard, messages)
select poll_id, 2, contact_id % 16, count(*) from voice_message
where direction = 1 and poll_id is not null group by 1, 3;

drop function bench_pick(bigint, bigint, text[]);
