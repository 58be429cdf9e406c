-- Applies one journal entry to the view of its session.
-- KEYS: 1 session hash, 2 history, 3 tasks, 4 recent turn ids, 5 queued tasks, 6 their times
-- ARGV: 1 offset of the entry before (-1: none), 2 offset of this entry, 3 seconds the session lives,
--       4 seconds its tasks live, 5 committed turn ('' none), 6 its id, 7 recent ids to keep,
--       8 its messages, 9 messages that make a chunk, 10 '1' drops the tasks, 11 task id ('' none),
--       12 task, 13 queued tasks that are gone, 14 that changed: how many of each; then id ...,
--       id, task, time ..., field, value ... ('' drops a field)
-- Returns applied | full (applied, and the open turns make a chunk) | seen (idempotent by offset)
--         | gap (an entry before it is missing).
local have = redis.call('HGET', KEYS[1], 'offset')
if have and tonumber(have) >= tonumber(ARGV[2]) then return 'seen' end
if (have or '-1') ~= ARGV[1] then return 'gap' end
if not have then redis.call('DEL', unpack(KEYS)) end
local answer = 'applied'
local queue = 15
for _ = 1, tonumber(ARGV[13]) do
  redis.call('HDEL', KEYS[5], ARGV[queue])
  redis.call('ZREM', KEYS[6], ARGV[queue])
  queue = queue + 1
end
for _ = 1, tonumber(ARGV[14]) do
  redis.call('HSET', KEYS[5], ARGV[queue], ARGV[queue + 1])
  redis.call('ZADD', KEYS[6], ARGV[queue + 2], ARGV[queue])
  queue = queue + 3
end
local set, drop = {'offset', ARGV[2]}, {}
for i = queue, #ARGV, 2 do
  if ARGV[i + 1] == '' then
    drop[#drop + 1] = ARGV[i]
  else
    set[#set + 1] = ARGV[i]
    set[#set + 1] = ARGV[i + 1]
  end
end
redis.call('HSET', KEYS[1], unpack(set))
if #drop > 0 then redis.call('HDEL', KEYS[1], unpack(drop)) end
if ARGV[5] ~= '' then
  redis.call('RPUSH', KEYS[2], ARGV[5])
  redis.call('RPUSH', KEYS[4], ARGV[6])
  redis.call('LTRIM', KEYS[4], -tonumber(ARGV[7]), -1)
  local open = redis.call('HINCRBY', KEYS[1], 'open_messages', ARGV[8])
  if open >= tonumber(ARGV[9]) then answer = 'full' end
end
if ARGV[10] == '1' then redis.call('DEL', KEYS[3]) end
if ARGV[11] ~= '' then redis.call('HSET', KEYS[3], ARGV[11], ARGV[12]) end
for i = 1, #KEYS do
  redis.call('EXPIRE', KEYS[i], (i == 3 or i > 4) and ARGV[4] or ARGV[3])
end
return answer
