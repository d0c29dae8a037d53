-- Words that every staging step uses. These run only at import.
-- A name as it is compared: without accents, case, punctuation and doubled spaces.
create or replace macro fold(words) as
    nullif(
        trim(regexp_replace(lower(strip_accents(words)), '[^[:alnum:]]+', ' ', 'g')), ''
    );

-- A place's name where an export gives no code.
create or replace macro slug(words) as replace(fold(words), ' ', '-');
