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

-- The place columns of a row as one number, by which rows that name a place alike share one look-up. Codes mean
-- another place in each system of codes, so the system is part of it.
create or replace macro place_key(
    code_system, country, department, province, district, department_code, province_code, code
) as hash(code_system, country, department, province, district, department_code, province_code, code);

-- What follows the country's letters in a code.
create or replace macro after_country(code, country) as
    case
        when starts_with(upper(trim(code)), country)
        then substr(upper(trim(code)), len(country) + 1)
        else upper(trim(code))
    end;

-- A place's code without the country's letters and the marks between its digits; empty for the country itself.
create or replace macro bare_code(code, country) as
    case
        when regexp_full_match(after_country(code, country), '[-_. ]*[0-9]+([-. ][0-9]+)*')
        then regexp_replace(code, '[^0-9]', '', 'g')
        else after_country(code, country)
    end;

-- A folded name without its spaces: "s j l" and "sjl" are one.
create or replace macro compact_name(name_key) as replace(name_key, ' ', '');

-- A folded name without its spaces and articles, its shortened words written out: "sta anita", "san juan lurigancho".
create or replace macro loose_name(name_key) as
    nullif(
        array_to_string(
            list_transform(
                string_split(name_key, ' '),
                lambda word: case
                    when word in ('de', 'del', 'la', 'las', 'el', 'los', 'y')
                    then ''
                    when word in ('s', 'sn')
                    then 'san'
                    when word in ('sta')
                    then 'santa'
                    when word in ('sto')
                    then 'santo'
                    when word in ('stgo')
                    then 'santiago'
                    when word in ('fco', 'fsco')
                    then 'francisco'
                    when word in ('v', 'vlla')
                    then 'villa'
                    when word in ('pto')
                    then 'puerto'
                    when word in ('nvo')
                    then 'nuevo'
                    when word in ('nva')
                    then 'nueva'
                    when word in ('crl', 'cnel', 'crnl', 'crnel')
                    then 'coronel'
                    when word in ('mcal', 'mrcal')
                    then 'mariscal'
                    when word in ('tnte', 'tte')
                    then 'teniente'
                    when word in ('cmdte', 'cmte')
                    then 'comandante'
                    else word
                end
            ),
            ''
        ),
        ''
    );

-- Whether a name that means one place goes with another: it is the same, lies in it or holds it.
create or replace macro place_fits(named, named_chain, without_code, place, place_chain) as
    place is not null
    and (list_contains(place_chain, named) or list_contains(named_chain, place))
    and not coalesce(list_contains(place_chain, without_code), false);

-- How deep a level of places lies below the country.
create or replace macro depth_of(geo_level) as
    case geo_level when 'country' then 0 when 'department' then 1 when 'province' then 2 when 'district' then 3 end;

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

-- A cell as a message shows it: long text is cut.
create or replace macro shown(words) as case when length(words) > 200 then left(words, 199) || '…' else words end;
