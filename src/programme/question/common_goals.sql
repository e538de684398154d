WITH ranked AS (SELECT meeting_id, goal_no, status, ROW_NUMBER() OVER (PARTITION BY meeting_id, goal_no ORDER BY looked_on DESC, review_no DESC) AS back FROM reviews WHERE status IS NOT NULL)
SELECT t.theme AS theme, COUNT(DISTINCT g.unit_id) AS units, COUNT(*) AS agreed, COUNT(l.status) AS reviewed, SUM(CASE WHEN l.status = 'done' THEN 1 ELSE 0 END) AS done, SUM(CASE WHEN l.status = 'stuck' THEN 1 ELSE 0 END) AS stuck,
  SUM(CASE WHEN l.status = 'dropped' THEN 1 ELSE 0 END) AS dropped
FROM goals g JOIN goal_themes t ON t.meeting_id = g.meeting_id AND t.goal_no = g.goal_no LEFT JOIN (SELECT * FROM ranked WHERE back = 1) l ON l.meeting_id = g.meeting_id AND l.goal_no = g.goal_no WHERE g.decision = 'agreed' GROUP BY t.theme ORDER BY 2 DESC, 1
