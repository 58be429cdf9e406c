-- One consistent picture of a session's view.
-- KEYS: 1 session hash, 2 history, 3 tasks
-- ARGV: 1 how many turns to leave out at the beginning (-1: no turns at all)
-- Returns offset, agent state ('' none), number of turns, the turns, the tasks; nil without a view.
local have = redis.call('HGET', KEYS[1], 'offset')
if not have then return false end
local turns = {}
if ARGV[1] ~= '-1' then turns = redis.call('LRANGE', KEYS[2], ARGV[1], -1) end
return {
  have,
  redis.call('HGET', KEYS[1], 'agent_state') or '',
  redis.call('LLEN', KEYS[2]),
  turns,
  redis.call('HGETALL', KEYS[3])
}
