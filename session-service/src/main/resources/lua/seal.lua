-- Puts a sealed chunk in the place of the oldest open turns. The view's version stays what it was.
-- KEYS: 1 session hash, 2 history
-- ARGV: 1 number of the chunk, from 1, 2 its first turn, 3 its last turn, 4 its messages,
--       5 SHA-1 of the open turns that it was made of, one after the other, 6 the chunk,
--       7 messages that make a chunk
-- Returns sealed | full (and the turns still open make another one) | seen (idempotent by number)
--         | gap (the view has other turns there).
-- 'turns/chunks/messages': turns that are sealed, chunks, messages that are open (HistoryCounts).
local function counts(text)
  local turns, chunks, messages = string.match(text or '', '^(%d+)/(%d+)/(%d+)$')
  return tonumber(turns or '0'), tonumber(chunks or '0'), tonumber(messages or '0')
end

local now = redis.call('HMGET', KEYS[1], 'sealed', 'offset')
local sealed, chunks, open = counts(now[1])
local number, first, last = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
if not now[2] then return 'gap' end
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
open = open - tonumber(ARGV[4])
redis.call('HSET', KEYS[1], 'sealed', string.format('%d/%d/%d', last, number, open))
local life = redis.call('PTTL', KEYS[1])
if life > 0 then redis.call('PEXPIRE', KEYS[2], life) end
return open >= tonumber(ARGV[7]) and 'full' or 'sealed'
