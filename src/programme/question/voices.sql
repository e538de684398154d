SELECT r.year AS year, COUNT(*) AS voted, SUM(CASE WHEN r.withheld THEN 1 ELSE 0 END) AS withheld, SUM(CASE WHEN r.parted THEN 1 ELSE 0 END) AS parted, SUM(CASE WHEN r.parted AND r.patient_milli > r.mdt_milli THEN 1 ELSE 0 END) AS patients_keener,
  SUM(CASE WHEN r.parted AND r.patient_milli > r.mdt_milli AND g.decision = 'agreed' THEN 1 ELSE 0 END) AS patients_keener_agreed, SUM(CASE WHEN r.parted AND r.mdt_milli > r.patient_milli THEN 1 ELSE 0 END) AS team_keener,
  SUM(CASE WHEN r.parted AND r.mdt_milli > r.patient_milli AND g.decision = 'agreed' THEN 1 ELSE 0 END) AS team_keener_agreed
FROM results r JOIN goals g ON g.meeting_id = r.meeting_id AND g.goal_no = r.goal_no WHERE r.last_round GROUP BY r.year ORDER BY 1
