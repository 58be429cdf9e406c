-- Claims an event for a while, also anew for the token that has it.
-- KEYS: 1 the event
-- ARGV: 1 token, 2 milliseconds of the lease
-- Returns {mine} | {busy, milliseconds left} | {done, status, headers, whole, body}
local at = redis.call('HMGET', KEYS[1], 'token', 'status', 'headers', 'whole', 'body')
if at[2] then return {'done', at[2], at[3], at[4], at[5]} end
if at[1] and at[1] ~= ARGV[1] then return {'busy', tostring(redis.call('PTTL', KEYS[1]))} end
redis.call('HSET', KEYS[1], 'token', ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return {'mine'}
