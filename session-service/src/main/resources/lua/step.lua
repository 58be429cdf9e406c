-- Applies one journal entry to the view of its session.
-- KEYS: 1 session hash, 2 history, 3 tasks, 4 recent turn ids
-- ARGV: 1 offset of the entry before (-1: none), 2 offset of this entry, 3 seconds the session lives,
--       4 seconds its tasks live, 5 committed turn ('' none), 6 its id, 7 recent ids to keep,
--       8 '1' drops the tasks, 9 task id ('' none), 10 task, then field, value ... ('' drops a field)
-- Returns applied | seen (idempotent by offset) | gap (an entry before it is missing).
local have = redis.call('HGET', KEYS[1], 'offset')
if have and tonumber(have) >= tonumber(ARGV[2]) then return 'seen' end
if (have or '-1') ~= ARGV[1] then return 'gap' end
if not have then redis.call('DEL', KEYS[2], KEYS[3], KEYS[4]) end
for i = 11, #ARGV, 2 do
  if ARGV[i + 1] == '' then
    redis.call('HDEL', KEYS[1], ARGV[i])
  else
    redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1])
  end
end
redis.call('HSET', KEYS[1], 'offset', ARGV[2])
if ARGV[5] ~= '' then
  redis.call('RPUSH', KEYS[2], ARGV[5])
  redis.call('RPUSH', KEYS[4], ARGV[6])
  redis.call('LTRIM', KEYS[4], -tonumber(ARGV[7]), -1)
end
if ARGV[8] == '1' then redis.call('DEL', KEYS[3]) end
if ARGV[9] ~= '' then redis.call('HSET', KEYS[3], ARGV[9], ARGV[10]) end
redis.call('EXPIRE', KEYS[1], ARGV[3])
redis.call('EXPIRE', KEYS[2], ARGV[3])
redis.call('EXPIRE', KEYS[3], ARGV[4])
redis.call('EXPIRE', KEYS[4], ARGV[3])
return 'applied'
