"""Charts: functions from a table to a figure. No Streamlit, no question and no filter inside."""
