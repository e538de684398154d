WITH ranked AS (SELECT meeting_id, goal_no, status, days_since, ROW_NUMBER() OVER (PARTITION BY meeting_id, goal_no ORDER BY looked_on DESC, review_no DESC) AS back FROM reviews WHERE status IS NOT NULL)
SELECT g.year AS year, COUNT(*) AS asked, SUM(CASE WHEN l.status = 'granted' THEN 1 ELSE 0 END) AS granted, SUM(CASE WHEN l.status = 'refused' THEN 1 ELSE 0 END) AS refused, SUM(CASE WHEN l.status = 'waiting' THEN 1 ELSE 0 END) AS waiting,
  SUM(CASE WHEN l.status IS NULL THEN 1 ELSE 0 END) AS not_reviewed, SUM(CASE WHEN l.status IN ('granted', 'refused') THEN l.days_since ELSE 0 END) AS answer_days
FROM goals g LEFT JOIN (SELECT * FROM ranked WHERE back = 1) l ON l.meeting_id = g.meeting_id AND l.goal_no = g.goal_no WHERE g.decision = 'ask' GROUP BY g.year ORDER BY 1
