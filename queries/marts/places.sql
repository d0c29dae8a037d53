-- Every place that the operation knows, with its parents.
--
-- grain: one row per place
select * from stg_places order by place_code
