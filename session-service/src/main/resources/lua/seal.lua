-- Puts a sealed chunk in the place of the oldest open turns. The view's version stays what it was.
-- KEYS: 1 session hash, 2 history
-- ARGV: 1 number of the chunk, from 1, 2 its first turn, 3 its last turn, 4 its messages,
--       5 SHA-1 of the open turns that it was made of, one after the other, 6 the chunk,
--       7 messages that make a chunk
-- Returns sealed | full (and the turns still open make another one) | seen (idempotent by number)
--         | gap (the view has other turns there).
local now = redis.call('HMGET', KEYS[1], 'chunks', 'sealed', 'open_messages', 'offset')
local chunks = tonumber(now[1] or '0')
local sealed = tonumber(now[2] or '0')
local number, first, last = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
if not now[4] then return 'gap' end
if chunks >= number then return 'seen' end
local turns = last - first + 1
if chunks ~= number - 1 or sealed ~= first - 1 then return 'gap' end
local replaced = redis.call('LRANGE', KEYS[2], chunks, chunks + turns - 1)
if #replaced ~= turns or redis.sha1hex(table.concat(replaced)) ~= ARGV[5] then return 'gap' end
local rest = redis.call('LRANGE', KEYS[2], chunks + turns, -1)
if chunks == 0 then
  redis.call('DEL', KEYS[2])
else
  redis.call('LTRIM', KEYS[2], 0, chunks - 1)
end
redis.call('RPUSH', KEYS[2], ARGV[6])
for i = 1, #rest do redis.call('RPUSH', KEYS[2], rest[i]) end
redis.call('HSET', KEYS[1], 'chunks', number, 'sealed', last)
local open = redis.call('HINCRBY', KEYS[1], 'open_messages', -tonumber(ARGV[4]))
local life = redis.call('PTTL', KEYS[1])
if life > 0 then redis.call('PEXPIRE', KEYS[2], life) end
return open >= tonumber(ARGV[7]) and 'full' or 'sealed'
