-- Remembers what an event's run gave, unless another token has it. Once more is as good as once.
-- KEYS: 1 the event
-- ARGV: 1 token, 2 milliseconds to remember it, 3 status, 4 headers, 5 whole, 6 body
-- Returns stored | late
local at = redis.call('HMGET', KEYS[1], 'token', 'status')
if at[1] and at[1] ~= ARGV[1] then return 'late' end
if at[2] then return 'stored' end
redis.call('HSET', KEYS[1], 'token', ARGV[1], 'status', ARGV[3], 'headers', ARGV[4], 'whole', ARGV[5],
    'body', ARGV[6])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 'stored'
