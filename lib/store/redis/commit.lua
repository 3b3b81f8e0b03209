--[[
  One commit: writes or removes a record, its place in the due index and its entries in other indexes, adds to counters,
  and tells the change feed, if the record's version is still the expected one.

  KEYS[1]  the record: 8 bytes of version, then the body
  KEYS[2]  the due index of the same partition: a sorted set of record ids
  KEYS[3..] the other indexes of the partition that entries leave or enter: sorted sets of members;
           then the counters that are added to: hashes of numbers;
           then, if the feed is told or forgets, the feed of the partition: a stream;
           then, if it forgets, since when nothing is missing there: a string

  ARGV[1]  the first 8 bytes the record must have now; empty: it must be absent
  ARGV[2]  the record's new value; empty: it is removed
  ARGV[3]  words, each with a line feed behind it: one argument, since to a client an argument costs more than a word
  ARGV[4..] what the feed is told, one for each entry

  words[1]  the record's id, as the due index and the feed name it
  words[2]  its new score in the due index, in ms since the epoch; empty: no timer
  words[3]  the number in KEYS of the last index
  words[4]  how many entries leave or enter indexes
  words[5]  empty: the feed forgets nothing
  words[6]  how many entries the feed of the partition keeps at least
  words[7..] three for each entry of the other indexes, in the order in which they are carried out: the number of its
            index in KEYS, its member, its new score there; empty: it leaves;
            then three for each field: the number of its counter in KEYS, its name, what is added. A field comes once

  Returns  1     written
           bytes not written: the version is another one, and this is the record's value
           nil   not written: the record is absent

  A script that fails half way keeps what it has written, so the first two phases only read. The reads also prove
  the types of all keys: a wrong one ends the script with WRONGTYPE before the first write.
]]

-- bind
local call = redis.call
local words = {}
for word in string.gmatch(ARGV[3], '([^\n]*)\n') do
  words[#words + 1] = word
end
local record, due, expected, value = KEYS[1], KEYS[2], ARGV[1], ARGV[2]
local id, score, indexes = words[1], words[2], tonumber(words[3])
local sumsFrom = 7 + 3 * words[4]
local forget, bound = words[5] ~= '', tonumber(words[6])
local feed, since = KEYS[#KEYS], nil
if forget then
  feed, since = KEYS[#KEYS - 1], KEYS[#KEYS]
end

-- check
local version = call('GETRANGE', record, 0, 7)
local armed = call('ZSCORE', due, id)
for i = 3, indexes do
  call('ZCARD', KEYS[i])
end
if version ~= expected then
  return call('GET', record)
end
local sums = {}
for i = sumsFrom, #words, 3 do
  local sum = (call('HGET', KEYS[tonumber(words[i])], words[i + 1]) or 0) + words[i + 2]
  sums[i] = sum ~= 0 and sum
end
local gone, first = {}, nil
if forget then
  local from = '-'
  repeat
    local entries = call('XRANGE', feed, from, '+', 'COUNT', 256)
    for _, entry in ipairs(entries) do
      first = first or entry[1]
      if entry[2][2] == id then
        gone[#gone + 1] = entry[1]
      end
      from = '(' .. entry[1]
    end
  until #entries < 256
elseif #ARGV > 3 then
  call('XLEN', feed)
end

-- write
if value ~= '' then
  call('SET', record, value)
else
  call('DEL', record)
end
if score ~= '' then
  call('ZADD', due, score, id)
elseif armed then
  call('ZREM', due, id)
end
for i = 7, sumsFrom - 1, 3 do
  local index, member, place = KEYS[tonumber(words[i])], words[i + 1], words[i + 2]
  if place ~= '' then
    call('ZADD', index, place, member)
  else
    call('ZREM', index, member)
  end
end
for i = sumsFrom, #words, 3 do
  local counter, field = KEYS[tonumber(words[i])], words[i + 1]
  if sums[i] then
    call('HSET', counter, field, sums[i])
  else
    call('HDEL', counter, field)
  end
end
if #gone > 0 then
  -- A stream that is shorter than its bound is taken for one that has dropped nothing.
  if call('XLEN', feed) >= bound then
    call('SET', since, first)
  end
  for _, entry in ipairs(gone) do
    call('XDEL', feed, entry)
  end
end
for i = 4, #ARGV do
  call('XADD', feed, 'MAXLEN', '~', bound, '*', 'r', id, 'b', ARGV[i])
end
return 1
