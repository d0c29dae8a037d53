-- R4V rows whose appealing organisation is empty or not in the list of partners.
--
-- grain: one row per cell at fault
select row_id, 'lead_partner' as column_name, appealing_org as value from r4v_rows where not appealing_listed
