-- Words that every staging step uses. These run only at import.
-- A name as it is compared: without accents, case, punctuation and doubled spaces.
create or replace macro fold(words) as
    nullif(
        trim(regexp_replace(lower(strip_accents(words)), '[^[:alnum:]]+', ' ', 'g')), ''
    );

-- A place's name where an export gives no code.
create or replace macro slug(words) as replace(fold(words), ' ', '-');

-- A day between 1900 and 2199; anything else is no date of an aid operation.
create or replace macro read_day(words) as
    case
        when try_cast(words as date) between date '1900-01-01' and date '2199-12-31' then try_cast(words as date)
    end;

-- A count or amount; neither infinite nor "not a number".
create or replace macro read_number(words) as
    case when isfinite(try_cast(words as double)) then try_cast(words as double) end;

-- A count that is stored whole; beyond what a column holds it is unknown.
create or replace macro whole(amount) as try_cast(round(amount) as bigint);
