-- Words that every staging step uses. These run only at import.
-- A name as it is compared, in any script: without accents, case, punctuation and doubled spaces. A name that is
-- nothing but pictures is compared by them.
create or replace macro fold(words) as
    coalesce(
        nullif(trim(regexp_replace(lower(strip_accents(words)), '[^\p{L}\p{N}\p{M}]+', ' ', 'g')), ''),
        nullif(trim(regexp_replace(words, '[^\p{So}]+', ' ', 'g')), '')
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

-- The place columns of a row as one value, by which rows that name a place alike share one look-up.
create or replace macro place_key(department, province, district, department_code, province_code, code) as
    concat_ws(
        chr(31),
        coalesce(department, ''),
        coalesce(province, ''),
        coalesce(district, ''),
        coalesce(department_code, ''),
        coalesce(province_code, ''),
        coalesce(code, '')
    );

-- Yes or no, in the words of four languages; anything else is neither.
create or replace macro yes_or_no(words) as
    case
        when lower(trim(words)) in ('yes', 'y', 'si', 'sí', 's', 'oui', 'sim', 'true', '1')
        then 'yes'
        when lower(trim(words)) in ('no', 'n', 'non', 'não', 'nao', 'false', '0')
        then 'no'
    end;

-- Persons of the six sex and age groups together; a group that is not given adds nothing.
create or replace macro sex_age_sum(girls, boys, women, men, other_under_18, other_18_plus) as
    coalesce(girls, 0)
    + coalesce(boys, 0)
    + coalesce(women, 0)
    + coalesce(men, 0)
    + coalesce(other_under_18, 0)
    + coalesce(other_18_plus, 0);

-- Persons of the five population types together; a type that is not given adds nothing.
create or replace macro population_sum(in_destination, in_transit, host_community, pendular, returnees) as
    coalesce(in_destination, 0)
    + coalesce(in_transit, 0)
    + coalesce(host_community, 0)
    + coalesce(pendular, 0)
    + coalesce(returnees, 0);

-- How far a text is from a whole number of 0 or more; 0 for one that is such a number, and for none.
create or replace macro oddness(words) as
    coalesce(
        abs(try_cast(words as double) - floor(abs(try_cast(words as double)))), cast(words is not null as double)
    );
