-- serials-unknown
SELECT entry FROM examined WHERE line = 'pool'
