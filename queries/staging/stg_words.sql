-- What each word with a fixed meaning means; null where that is not known.
--
-- grain: one row per field and spelling
select distinct r.field, r.spelled, w.meaning
from raw_words as r
left join words as w on w.field = r.field and w.word_key = fold(r.spelled)
where fold(r.spelled) is not null
