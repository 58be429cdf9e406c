-- Applies one journal entry to the view of its session.
-- KEYS: 1 session hash, 2 history, 3 tasks, 4 recent turn ids, 5 queued tasks
-- ARGV: 1 offset of the entry before (-1: none), 2 offset of this entry, 3 seconds the session lives,
--       4 seconds its tasks live, 5 committed turn ('' none), 6 its id, 7 recent ids to keep,
--       8 its messages, 9 messages that make a chunk, 10 '1' drops the tasks, 11 task id ('' none),
--       12 task, 13 how many tasks are queued (-1: the same as before), then these tasks, in order,
--       then field, value ... ('' drops a field)
-- Returns applied | full (applied, and the open turns make a chunk) | seen (idempotent by offset)
--         | gap (an entry before it is missing, or a key is of another type).
-- 'turns/chunks/messages': turns that are sealed, chunks, messages that are open (HistoryCounts).
local function counts(text)
  local turns, chunks, messages = string.match(text or '', '^(%d+)/(%d+)/(%d+)$')
  return tonumber(turns or '0'), tonumber(chunks or '0'), tonumber(messages or '0')
end

-- Looked at before anything is written: a script that fails midway has done its first half.
local types = {'hash', 'list', 'hash', 'list', 'list'}
for i = 1, #KEYS do
  local found = redis.call('TYPE', KEYS[i]).ok
  if found ~= 'none' and found ~= types[i] then return 'gap' end
end
local have = redis.call('HGET', KEYS[1], 'offset')
if have and tonumber(have) >= tonumber(ARGV[2]) then return 'seen' end
if (have or '-1') ~= ARGV[1] then return 'gap' end
if not have then redis.call('DEL', unpack(KEYS)) end
local answer = 'applied'
local queued = tonumber(ARGV[13])
if queued >= 0 then redis.call('DEL', KEYS[5]) end
for i = 14, 13 + queued do redis.call('RPUSH', KEYS[5], ARGV[i]) end
local set, drop = {'offset', ARGV[2]}, {}
for i = 14 + math.max(0, queued), #ARGV, 2 do
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
  local sealed, chunks, open = counts(redis.call('HGET', KEYS[1], 'sealed'))
  open = open + tonumber(ARGV[8])
  redis.call('HSET', KEYS[1], 'sealed', string.format('%d/%d/%d', sealed, chunks, open))
  if open >= tonumber(ARGV[9]) then answer = 'full' end
end
if ARGV[10] == '1' then redis.call('DEL', KEYS[3]) end
if ARGV[11] ~= '' then redis.call('HSET', KEYS[3], ARGV[11], ARGV[12]) end
for i = 1, #KEYS do
  redis.call('EXPIRE', KEYS[i], (i == 3 or i == 5) and ARGV[4] or ARGV[3])
end
return answer
