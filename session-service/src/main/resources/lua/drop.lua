-- Takes the view of a session away whose content is gone.
-- KEYS: 1 session hash, then all others of the session
-- ARGV: 1 offset of the entry that took the content away, 2 offset of the view that was found
--       broken ('' none)
-- Returns applied | seen (the view is of a later entry: the session was opened anew).
-- What is not a hash (an operator's doing, an older layout) is no view.
local is_view = redis.call('TYPE', KEYS[1]).ok == 'hash'
local have = is_view and redis.call('HGET', KEYS[1], 'offset')
if have and have ~= ARGV[2] and tonumber(have) > tonumber(ARGV[1]) then return 'seen' end
redis.call('DEL', unpack(KEYS))
return 'applied'
