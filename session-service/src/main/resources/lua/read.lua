-- One consistent picture of a session's view.
-- KEYS: 1 session hash, 2 history, 3 tasks
-- ARGV: 1 the last turn that is left out: 0 for all turns, -1 for no turns, -2 for the open ones
-- Returns offset, agent state ('' none), number of turns, the chunks that are needed, the open turns,
--         the tasks, number of chunks; nil without a view.
-- 'turns/chunks/messages': turns that are sealed, chunks, messages that are open (HistoryCounts).
local function counts(text)
  local turns, chunks, messages = string.match(text or '', '^(%d+)/(%d+)/(%d+)$')
  return tonumber(turns or '0'), tonumber(chunks or '0'), tonumber(messages or '0')
end

local now = redis.call('HMGET', KEYS[1], 'offset', 'agent_state', 'sealed')
if not now[1] then return false end
local sealed, chunks = counts(now[3])
local since = tonumber(ARGV[1])

-- The first turn of a chunk: the third byte on, seven bits a byte, the lowest first (ChunkHead).
local function first(chunk)
  local value, factor, i = 0, 1, 3
  while true do
    local byte = chunk:byte(i) or 0
    value = value + (byte % 128) * factor
    if byte < 128 then return value end
    factor, i = factor * 128, i + 1
  end
end

local needed, open = {}, {}
if since == 0 and chunks > 0 then
  needed = redis.call('LRANGE', KEYS[2], 0, chunks - 1)
elseif since > 0 and since < sealed then
  local newest_first = {}
  for i = chunks - 1, 0, -1 do
    local chunk = redis.call('LINDEX', KEYS[2], i)
    if not chunk then break end
    newest_first[#newest_first + 1] = chunk
    if first(chunk) <= since + 1 then break end
  end
  for i = #newest_first, 1, -1 do needed[#needed + 1] = newest_first[i] end
end
if since ~= -1 then
  open = redis.call('LRANGE', KEYS[2], chunks + math.max(0, since - sealed), -1)
end
return {
  now[1],
  now[2] or '',
  sealed + redis.call('LLEN', KEYS[2]) - chunks,
  needed,
  open,
  redis.call('HGETALL', KEYS[3]),
  chunks
}
