-- Words with a fixed meaning (statuses, units, yes and no), as they are compared.
--
-- grain: one row per field and folded word
select field, fold(word) as word_key, min(meaning) as meaning from word_list group by field, fold(word)
