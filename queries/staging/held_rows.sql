-- Rows that a MUST check holds back.
--
-- grain: one row per row held back
select distinct kind, row_id from finding_cells where severity = 'MUST'
