-- Which places each name could mean; ``tier`` says how near it is written: 0 as listed, 1 but for spaces, 2 as a path
-- whose parts lie in each other, 3 shortened or with its level, 4 with letters lost.
--
-- grain: one row per text and place
with
    written as (
        select t.text, n.*, 0 as tier
        from place_texts as t
        join place_names as n on n.name_key = t.name_key
        union all
        select t.text, n.*, 1
        from place_texts as t
        join place_names as n on n.compact_key = t.compact_key and t.lost_key is null
        union all
        select t.text, n.*, 3
        from place_texts as t
        join
            place_names as n
            on n.loose_key = t.loose_key
            and t.lost_key is null
            and coalesce(n.geo_level = t.said_level, true)
        union all
        select t.text, n.*, 4
        from place_texts as t
        join place_names as n on n.lost_key = t.lost_key
    ),
    plain as (select text, place_code, geo_level, chain, without_code, min(tier) as tier from written group by all),
    -- The places that a part could mean, each with those of its own chain that every part could name.
    parts as (
        select
            p.text,
            p.parts,
            s.place_code,
            s.geo_level,
            s.chain,
            s.without_code,
            o.part_no,
            bool_or(w.geo_level = 'country') as is_country,
            list(distinct w.place_code order by w.place_code) as named
        from place_parts as p
        join plain as s on s.text = p.part and s.geo_level <> 'country'
        join place_parts as o on o.text = p.text
        join
            plain as w
            on w.text = o.part
            and (w.geo_level = 'country' or list_contains(s.chain, w.place_code))
            and not coalesce(list_contains(s.chain, w.without_code), false)
        group by p.text, p.parts, p.part_no, s.place_code, s.geo_level, s.chain, s.without_code, o.part_no
    ),
    -- A place that each part names or contains; a district has at most two names above it.
    paths as (
        select
            text,
            place_code,
            geo_level,
            chain,
            without_code,
            len(list_distinct(flatten(list(named))))
            - count(distinct part_no) filter (len(named) = 1)
            + count(distinct named) filter (len(named) = 1) as score
        from parts
        group by text, parts, place_code, geo_level, chain, without_code
        having
            count(distinct part_no) = parts
            and count(distinct part_no) filter (not is_country)
            <= case geo_level when 'district' then 3 when 'province' then 2 else 1 end
    ),
    -- "Santa Cruz, Santa Cruz, Cajamarca" names the province, too; no two parts name one place if they need not.
    best as (select text, geo_level, max(score) as score from paths group by all)
select text, place_code, geo_level, chain, without_code, min(tier) as tier
from
    (
        select *
        from plain
        union all
        select p.text, p.place_code, p.geo_level, p.chain, p.without_code, 2
        from paths as p
        join best as b on b.text = p.text and b.geo_level = p.geo_level and b.score = p.score
    ) as every_sense
group by all
