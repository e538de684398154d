SELECT year, decision, COALESCE(reason, 'not said') AS why, COUNT(*) AS goals, COUNT(cost) AS cost_known, COALESCE(SUM(cost), 0) AS cost_sum, COUNT(hours) AS hours_known, COALESCE(SUM(hours), 0) AS hours_sum
FROM goals WHERE decision IN ('ask', 'not_this_time') GROUP BY year, decision, COALESCE(reason, 'not said') ORDER BY 1, 2, 3
