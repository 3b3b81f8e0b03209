--[[
  Entries of the change feed that a partition keeps, and until when there can be no others. It only reads.

  KEYS[1]  the feed of the partition: a stream

  ARGV[1]  the id of the first entry, as XRANGE takes it
  ARGV[2]  how many entries at most; 0: only the id of the newest
  ARGV[3]  how many entries the partition keeps at least

  Returns  the time here, in ms since the epoch: what is told from now on has this one or a later one
           the id of an entry before which others may have been dropped, or nil
           id, record id, body, id, record id, body, …
]]

local call = redis.call
local feed, from, count, bound = KEYS[1], ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])

-- Before the entries are read, so that it is not later than they are.
local time = call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local entries
if count > 0 then
  entries = call('XRANGE', feed, from, '+', 'COUNT', count)
else
  entries = call('XREVRANGE', feed, '+', '-', 'COUNT', 1)
end
local since = false
if call('XLEN', feed) >= bound then
  since = call('XRANGE', feed, '-', '+', 'COUNT', 1)[1][1]
end
local found = {}
for _, entry in ipairs(entries) do
  found[#found + 1] = entry[1]
  found[#found + 1] = entry[2][2]
  found[#found + 1] = entry[2][4]
end
return { now, since, found }
