-- mixed_scopes
WITH numbered AS (SELECT DISTINCT s.family, e.scope, e.line FROM entries AS e INNER JOIN scopes AS s ON e.scope = s.scope WHERE e.line <> 'pool'), mixed AS (SELECT family FROM numbered GROUP BY family HAVING COUNT(DISTINCT line) > 1) SELECT DISTINCT n.scope FROM numbered AS n INNER JOIN mixed AS m ON n.family = m.family
