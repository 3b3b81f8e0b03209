--[[
  The first places of indexes of one partition, put in one order. It only reads.

  KEYS[1..] the indexes: sorted sets of members

  ARGV[1]  the least score
  ARGV[2]  the greatest score
  ARGV[3]  empty: the least first; otherwise the greatest first
  ARGV[4]  how many places at most
  ARGV[5]  the score of a place to go on behind, which is where the range begins; empty: there is none
  ARGV[6]  the member of that place

  Returns  member, score, member, score, …; scores as Redis writes them, since Lua would round great ones
]]

local call = redis.call
local from, to, descending, count = ARGV[1], ARGV[2], ARGV[3] ~= '', tonumber(ARGV[4])
local tie, behind = tonumber(ARGV[5]), ARGV[6]
local size = math.ceil(count / #KEYS)

-- By bytes, as Redis sorts members; `<` would go by the language that the server is set to.
local function precedes(a, b)
  for i = 1, math.min(#a, #b) do
    local x, y = a:byte(i), b:byte(i)
    if x ~= y then
      return x < y
    end
  end
  return #a < #b
end

-- Of two members with one score.
local function comesFirst(a, b)
  return a ~= b and precedes(a, b) ~= descending
end

-- From where the range begins.
local function readFirst(key)
  if descending then
    return call('ZRANGE', key, to, from, 'BYSCORE', 'REV', 'LIMIT', 0, size, 'WITHSCORES')
  end
  return call('ZRANGE', key, from, to, 'BYSCORE', 'LIMIT', 0, size, 'WITHSCORES')
end

-- From a rank within the range; what stands behind the range is left out.
local function readFrom(key, rank, number)
  local places, least, greatest = nil, tonumber(from), tonumber(to)
  if descending then
    places = call('ZRANGE', key, rank, rank + number - 1, 'REV', 'WITHSCORES')
  else
    places = call('ZRANGE', key, rank, rank + number - 1, 'WITHSCORES')
  end
  while #places > 0 do
    local score = tonumber(places[#places])
    if score >= least and score <= greatest then
      break
    end
    places[#places], places[#places - 1] = nil, nil
  end
  return places
end

-- The rank of the first place behind the one to go on behind, halving those that have its score.
local function rankBehind(key)
  local low, high
  if descending then
    low, high = call('ZCOUNT', key, '(' .. ARGV[5], '+inf'), call('ZCOUNT', key, ARGV[5], '+inf')
  else
    low, high = call('ZCOUNT', key, '-inf', '(' .. ARGV[5]), call('ZCOUNT', key, '-inf', ARGV[5])
  end
  while low < high do
    local middle = math.floor((low + high) / 2)
    local member = call(descending and 'ZREVRANGE' or 'ZRANGE', key, middle, middle)[1]
    if comesFirst(behind, member) then
      high = middle
    else
      low = middle + 1
    end
  end
  return low
end

-- A head is where we are in an index. Gives whether there is a place.
local function look(head)
  local score = head.places[head.at + 1]
  head.member, head.score = head.places[head.at], score and tonumber(score)
  return score
end

local function open(key)
  local head = { key = key, places = readFirst(key), at = 1, size = size }
  if tie then
    while look(head) and head.score == tie and not comesFirst(behind, head.member) do
      head.at = head.at + 2
    end
    if head.at > 2 * size then
      head.places, head.at = readFrom(key, rankBehind(key), size), 1
    end
  end
  return look(head) and head
end

local function goOn(head)
  head.at = head.at + 2
  if head.at > 2 * head.size then
    local rank = call(descending and 'ZREVRANK' or 'ZRANK', head.key, head.member)
    head.size = 2 * head.size
    head.places, head.at = readFrom(head.key, rank + 1, head.size), 1
  end
  return look(head)
end

-- The heads as a heap: none comes before the one at half its number.
local heads = {}

local function isBefore(a, b)
  if a.score ~= b.score then
    return (a.score < b.score) ~= descending
  end
  return comesFirst(a.member, b.member)
end

local function sink(i)
  local head = heads[i]
  while 2 * i <= #heads do
    local child = 2 * i
    if child < #heads and isBefore(heads[child + 1], heads[child]) then
      child = child + 1
    end
    if not isBefore(heads[child], head) then
      break
    end
    heads[i], i = heads[child], child
  end
  heads[i] = head
end

for _, key in ipairs(KEYS) do
  heads[#heads + 1] = open(key) or nil
end
for i = math.floor(#heads / 2), 1, -1 do
  sink(i)
end

local found = {}
while #heads > 0 and #found < 2 * count do
  local head = heads[1]
  found[#found + 1] = head.member
  found[#found + 1] = head.places[head.at + 1]
  if #found < 2 * count and not goOn(head) then
    heads[1] = heads[#heads]
    heads[#heads] = nil
  end
  if #heads > 1 then
    sink(1)
  end
end
return found
