-- Replaces the view of a session by what the journal says it is, at one offset.
-- KEYS: 1 session hash, 2 history, 3 tasks, 4 recent turn ids, 5 queued tasks
-- ARGV: 1 offset of the new view, 2 offset of the view that was found broken ('' none), 3 seconds the
--       session lives, 4 seconds its tasks live, 5 fields, 6 chunks and open turns, 7 ids, 8 tasks,
--       9 queued tasks: how many of each; then field, value ..., chunk or turn ..., id ..., task id,
--       task ..., queued task ...
-- Returns rebuilt | seen (somebody else brought it to this offset or further meanwhile).
-- What is not a hash (an operator's doing, an older layout) is no view.
local is_view = redis.call('TYPE', KEYS[1]).ok == 'hash'
local have = is_view and redis.call('HGET', KEYS[1], 'offset')
if have and have ~= ARGV[2] and tonumber(have) >= tonumber(ARGV[1]) then return 'seen' end
redis.call('DEL', unpack(KEYS))
local set = {'offset', ARGV[1]}
local i = 10
for _ = 1, tonumber(ARGV[5]) do
  if ARGV[i + 1] ~= '' then
    set[#set + 1] = ARGV[i]
    set[#set + 1] = ARGV[i + 1]
  end
  i = i + 2
end
redis.call('HSET', KEYS[1], unpack(set))
redis.call('EXPIRE', KEYS[1], ARGV[3])
for _ = 1, tonumber(ARGV[6]) do
  redis.call('RPUSH', KEYS[2], ARGV[i])
  i = i + 1
end
for _ = 1, tonumber(ARGV[7]) do
  redis.call('RPUSH', KEYS[4], ARGV[i])
  i = i + 1
end
if ARGV[6] ~= '0' then redis.call('EXPIRE', KEYS[2], ARGV[3]) end
if ARGV[7] ~= '0' then redis.call('EXPIRE', KEYS[4], ARGV[3]) end
if ARGV[8] ~= '0' then
  for _ = 1, tonumber(ARGV[8]) do
    redis.call('HSET', KEYS[3], ARGV[i], ARGV[i + 1])
    i = i + 2
  end
  redis.call('EXPIRE', KEYS[3], ARGV[4])
end
for _ = 1, tonumber(ARGV[9]) do
  redis.call('RPUSH', KEYS[5], ARGV[i])
  i = i + 1
end
if ARGV[9] ~= '0' then redis.call('EXPIRE', KEYS[5], ARGV[4]) end
return 'rebuilt'
