"""任务: the list, the calendar and the chart of a campaign's tasks."""
