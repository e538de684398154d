WITH ranked AS (SELECT meeting_id, goal_no, status, months_since, ROW_NUMBER() OVER (PARTITION BY meeting_id, goal_no ORDER BY looked_on DESC, review_no DESC) AS back FROM reviews WHERE status IS NOT NULL AND months_since < 21)
SELECT g.year AS year, COALESCE(g.control, 'not said') AS control, COUNT(*) AS agreed, SUM(CASE WHEN l.status IN ('done', 'dropped') OR l.months_since >= 15 THEN 1 ELSE 0 END) AS known,
  SUM(CASE WHEN l.status = 'done' THEN 1 ELSE 0 END) AS done, SUM(CASE WHEN l.status = 'dropped' THEN 1 ELSE 0 END) AS dropped
FROM goals g LEFT JOIN (SELECT * FROM ranked WHERE back = 1) l ON l.meeting_id = g.meeting_id AND l.goal_no = g.goal_no WHERE g.decision = 'agreed' GROUP BY g.year, COALESCE(g.control, 'not said') ORDER BY 1, 2
