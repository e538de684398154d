WITH parts AS (SELECT year, strand, 1 AS goals, 0 AS answers FROM goals WHERE decision = 'agreed' AND strand IS NOT NULL
  UNION ALL SELECT year, strand, 0 AS goals, MAX(scored) AS answers FROM evidence WHERE review_no = 0 AND strand IS NOT NULL AND scored IS NOT NULL GROUP BY year, meeting_id, strand),
every AS (SELECT year, SUM(CASE WHEN decision = 'agreed' THEN 1 ELSE 0 END) AS agreed FROM goals GROUP BY year)
SELECT p.year AS year, p.strand AS strand, SUM(p.goals) AS agreed, MAX(y.agreed) AS agreed_all, SUM(p.answers) AS answers FROM parts p JOIN every y ON y.year = p.year GROUP BY p.year, p.strand ORDER BY 1, 2
