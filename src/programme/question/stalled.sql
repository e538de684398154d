WITH ranked AS (SELECT meeting_id, goal_no, status, looked_on, ROW_NUMBER() OVER (PARTITION BY meeting_id, goal_no ORDER BY looked_on DESC, review_no DESC) AS back FROM reviews WHERE status IS NOT NULL AND looked_on <= DATE '{day}')
SELECT COALESCE(m.alliance, 'not said') AS alliance, COUNT(*) AS open_goals, SUM(CASE WHEN COALESCE(l.looked_on, g.meeting_date) < DATE '{cutoff}' THEN 1 ELSE 0 END) AS stalled,
  SUM(CASE WHEN l.looked_on IS NULL AND g.meeting_date < DATE '{cutoff}' THEN 1 ELSE 0 END) AS never_reviewed
FROM goals g JOIN meetings m ON m.meeting_id = g.meeting_id LEFT JOIN (SELECT * FROM ranked WHERE back = 1) l ON l.meeting_id = g.meeting_id AND l.goal_no = g.goal_no
WHERE g.decision = 'agreed' AND g.meeting_date >= DATE '{since}' AND g.meeting_date <= DATE '{day}' AND COALESCE(l.status, 'none') NOT IN ('done', 'dropped', 'granted', 'refused') GROUP BY COALESCE(m.alliance, 'not said') ORDER BY 1
