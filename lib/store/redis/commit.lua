--[[
  One commit: writes a record, its place in the due index and its entries in other indexes, if the record's version
  is still the expected one.

  KEYS[1]  the record: 8 bytes of version, then the body
  KEYS[2]  the due index of the same partition: a sorted set of record ids
  KEYS[3..] the other indexes of the partition that entries leave or enter: sorted sets of members

  ARGV[1]  the first 8 bytes the record must have now; empty: it must be absent
  ARGV[2]  the record's new value
  ARGV[3]  the record's id, as the due index names it
  ARGV[4]  its new score in the due index, in ms since the epoch; empty: no timer
  ARGV[5..] three for each entry of the other indexes, in the order in which they are carried out: the number of its
           index in KEYS, its member, its new score there; empty: it leaves

  Returns  1     written
           bytes not written: the version is another one, and this is the record's value
           nil   not written: the record is absent

  A script that fails half way keeps what it has written, so the first two phases only read. The reads also prove
  the types of all keys: a wrong one ends the script with WRONGTYPE before the first write.
]]

-- bind
local record, due = KEYS[1], KEYS[2]
local expected, value, id, score = ARGV[1], ARGV[2], ARGV[3], ARGV[4]

-- check
local version = redis.call('GETRANGE', record, 0, 7)
local armed = redis.call('ZSCORE', due, id)
for i = 3, #KEYS do
  redis.call('ZCARD', KEYS[i])
end
if version ~= expected then
  return redis.call('GET', record)
end

-- write
redis.call('SET', record, value)
if score ~= '' then
  redis.call('ZADD', due, score, id)
elseif armed then
  redis.call('ZREM', due, id)
end
for i = 5, #ARGV, 3 do
  local index, member, place = KEYS[tonumber(ARGV[i])], ARGV[i + 1], ARGV[i + 2]
  if place ~= '' then
    redis.call('ZADD', index, place, member)
  else
    redis.call('ZREM', index, member)
  end
end
return 1
