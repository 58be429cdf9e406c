-- Gives a claim up.
-- KEYS: 1 the event
-- ARGV: 1 token
-- Returns released | late
local at = redis.call('HMGET', KEYS[1], 'token', 'status')
if at[2] or at[1] ~= ARGV[1] then return 'late' end
redis.call('DEL', KEYS[1])
return 'released'
