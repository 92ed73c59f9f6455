#include "store/scripts.hpp"

namespace rw::store::scripts {

namespace {

/// Both ways into the inbox: what is new among the items goes into one entry of the stream.
/// Gives the answer, or the error for which nothing was written.
std::string const take_in = R"lua(
local function take_in(inbox, first_set, at)
    local life, most = ARGV[at], tonumber(ARGV[at + 1])
    at = at + 2
    local fresh, known = {'XADD', inbox, '*'}, 0
    local marks, answer = {}, {0, 0}
    for set = first_set, #KEYS do
        local n = tonumber(ARGV[at])
        local ids = {}
        for i = 1, n do ids[i] = ARGV[at + 2 * i - 1] end
        local seen = redis.call('SMISMEMBER', KEYS[set], unpack(ids))
        local new, met = {}, {}
        for i = 1, n do
            if seen[i] == 1 or met[ids[i]] then
                known = known + 1
            else
                met[ids[i]] = true
                new[#new + 1] = ids[i]
                answer[#answer + 1] = ids[i]
                fresh[#fresh + 1] = 'm'
                fresh[#fresh + 1] = ARGV[at + 2 * i]
            end
        end
        marks[set] = new
        at = at + 2 * n + 1
    end

    local count = (#fresh - 3) / 2
    if count > 0 then
        if redis.call('XLEN', inbox) >= most then
            return nil, redis.error_reply('BUSY the inbox is full: ' .. inbox)
        end
        redis.call(unpack(fresh))
    end
    for set = first_set, #KEYS do
        if #marks[set] > 0 then
            redis.call('SADD', KEYS[set], unpack(marks[set]))
            redis.call('PEXPIRE', KEYS[set], life)
        end
    end
    answer[1], answer[2] = count, known
    return answer
end
)lua";

}  // namespace

Script const accept{"accept", take_in + R"lua(
local fence = redis.call('GET', KEYS[1])
if fence ~= ARGV[1] then return redis.error_reply('FENCED ' .. tostring(fence)) end

local answer, refusal = take_in(KEYS[2], 4, 5)
if refusal then return refusal end
redis.call('HSET', KEYS[3], ARGV[2], ARGV[3])
if ARGV[4] ~= '' then redis.call('HSET', KEYS[3], ARGV[2] .. '@', ARGV[4]) end
return answer
)lua"};

Script const deliver{"deliver", take_in + R"lua(
local answer, refusal = take_in(KEYS[1], 2, 1)
return refusal or answer
)lua"};

Script const commit{"commit", R"lua(
local fence = redis.call('GET', KEYS[1])
if fence ~= ARGV[1] then return redis.error_reply('FENCED ' .. tostring(fence)) end

local at = 2
local function section(width)
    local n = tonumber(ARGV[at])
    local first = at + 1
    at = first + n * width
    return first, n
end
local talk, talks = section(10)
local inc, incs = section(8)
local note, notes = section(4)
local parcel, parcels = section(1)
local count, counts = section(2)
local change, changes = section(2)

local conflicts = {}
local function check(key, first, n, width)
    if n == 0 then return end
    local ids = {}
    for i = 0, n - 1 do ids[i + 1] = ARGV[first + i * width] end
    local stored = redis.call('HMGET', key, unpack(ids))
    for i = 0, n - 1 do
        local have = stored[i + 1]
        if (have and string.sub(have, 1, 4) or '') ~= ARGV[first + i * width + 1] then
            conflicts[#conflicts + 1] = ids[i + 1]
        end
    end
end
check(KEYS[2], talk, talks, 10)
check(KEYS[6], inc, incs, 8)
if #conflicts > 0 then return redis.error_reply('CONFLICT ' .. table.concat(conflicts, ' ')) end

local function all(command, key, arguments)
    if #arguments > 0 then redis.call(command, key, unpack(arguments)) end
end
local function place(into, out, score, id)
    if score == '' then
        out[#out + 1] = id
    else
        into[#into + 1] = score
        into[#into + 1] = id
    end
end

local records, queue, unqueue, settle, unsettle, timers, untimers = {}, {}, {}, {}, {}, {}, {}
local under, ununder, since, unsince, warned, unwarned, owed, unowed = {}, {}, {}, {}, {}, {}, {}, {}
for i = talk, talk + (talks - 1) * 10, 10 do
    local id = ARGV[i]
    records[#records + 1] = id
    records[#records + 1] = ARGV[i + 2]
    place(queue, unqueue, ARGV[i + 3], id)
    place(settle, unsettle, ARGV[i + 4], id)
    place(timers, untimers, ARGV[i + 5], 'c' .. id)
    place(under, ununder, ARGV[i + 3] ~= '' and '0' or '', ARGV[i + 6])
    place(since, unsince, ARGV[i + 7], id)
    place(warned, unwarned, ARGV[i + 8], id)
    place(owed, unowed, ARGV[i + 9], id)
end
all('HSET', KEYS[2], records)
all('ZADD', KEYS[3], queue)
all('ZREM', KEYS[3], unqueue)
all('ZADD', KEYS[4], settle)
all('ZREM', KEYS[4], unsettle)
all('ZADD', KEYS[16], under)
all('ZREM', KEYS[16], ununder)
all('ZADD', KEYS[17], since)
all('ZREM', KEYS[17], unsince)
all('ZADD', KEYS[18], warned)
all('ZREM', KEYS[18], unwarned)
all('ZADD', KEYS[19], owed)
all('ZREM', KEYS[19], unowed)

local incidents, keys, unkeys, open, unopen, past, unpast, acked, unacked = {}, {}, {}, {}, {}, {}, {}, {}, {}
for i = inc, inc + (incs - 1) * 8, 8 do
    local id = ARGV[i]
    incidents[#incidents + 1] = id
    incidents[#incidents + 1] = ARGV[i + 2]
    if ARGV[i + 4] == '' then
        unkeys[#unkeys + 1] = ARGV[i + 3]
    else
        keys[#keys + 1] = ARGV[i + 3]
        keys[#keys + 1] = id
    end
    place(open, unopen, ARGV[i + 4], id)
    place(past, unpast, ARGV[i + 5], id)
    place(timers, untimers, ARGV[i + 6], 'i' .. id)
    place(acked, unacked, ARGV[i + 7], id)
end
all('HSET', KEYS[6], incidents)
all('HSET', KEYS[7], keys)
all('HDEL', KEYS[7], unkeys)
all('ZADD', KEYS[8], open)
all('ZREM', KEYS[8], unopen)
all('ZADD', KEYS[9], past)
all('ZREM', KEYS[9], unpast)
all('ZADD', KEYS[20], acked)
all('ZREM', KEYS[20], unacked)
all('ZADD', KEYS[5], timers)
all('ZREM', KEYS[5], untimers)

local notices, outbox, unoutbox, sending, unsending, dead, undead = {}, {}, {}, {}, {}, {}, {}
for i = note, note + (notes - 1) * 4, 4 do
    local id, home, score = ARGV[i], ARGV[i + 2], ARGV[i + 3]
    notices[#notices + 1] = id
    notices[#notices + 1] = ARGV[i + 1]
    place(outbox, unoutbox, home == 'outbox' and score or '', id)
    place(dead, undead, home == 'dead' and score or '', id)
    if home == 'sending' then sending[#sending + 1] = id else unsending[#unsending + 1] = id end
end
all('HSET', KEYS[10], notices)
all('ZADD', KEYS[11], outbox)
all('ZREM', KEYS[11], unoutbox)
all('SADD', KEYS[12], sending)
all('SREM', KEYS[12], unsending)
all('ZADD', KEYS[13], dead)
all('ZREM', KEYS[13], undead)

if parcels > 0 then redis.call('XDEL', KEYS[14], unpack(ARGV, parcel, parcel + parcels - 1)) end
for i = count, count + (counts - 1) * 2, 2 do redis.call('HINCRBY', KEYS[15], ARGV[i], ARGV[i + 1]) end
if changes > 0 then
    redis.call('XADD', KEYS[21], 'MAXLEN', '~', 5000, '*', unpack(ARGV, change, change + changes * 2 - 1))
end
return redis.status_reply('OK')
)lua"};

Script const forget{"forget", R"lua(
local fence = redis.call('GET', KEYS[1])
if fence ~= ARGV[1] then return redis.error_reply('FENCED ' .. tostring(fence)) end

local talks = redis.call('ZRANGEBYSCORE', KEYS[3], '-inf', ARGV[2], 'LIMIT', 0, ARGV[3])
if #talks > 0 then
    redis.call('HDEL', KEYS[2], unpack(talks))
    redis.call('ZREM', KEYS[3], unpack(talks))
    redis.call('ZREM', KEYS[8], unpack(talks))
end
local incs = tonumber(ARGV[4])
if incs > 0 then
    redis.call('HDEL', KEYS[4], unpack(ARGV, 5, 4 + incs))
    redis.call('ZREM', KEYS[5], unpack(ARGV, 5, 4 + incs))
end
for i = 5 + incs, #ARGV do
    redis.call('HDEL', KEYS[6], ARGV[i])
    redis.call('ZREM', KEYS[7], ARGV[i])
end
return #talks + incs
)lua"};

Script const swap{"swap", R"lua(
local there = redis.call('GET', KEYS[1]) or ''
if there ~= ARGV[1] and there ~= ARGV[2] then return redis.error_reply('CONFLICT another text is there') end
return redis.call('SET', KEYS[1], ARGV[2], 'EX', 86400)
)lua"};

}  // namespace rw::store::scripts
