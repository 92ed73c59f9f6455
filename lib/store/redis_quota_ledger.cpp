#include "store/redis_quota_ledger.hpp"

#include "store/quota_windows.hpp"

#include <set>

namespace rw::store {

Script const scripts::quota{"quota", R"lua(
local verb, now = ARGV[1], tonumber(ARGV[2])
local time = redis.call('TIME')
local here = time[1] * 1000 + math.floor(time[2] / 1000)
local slack, offset, kept, told_for = 5000, 28800000, 172800000, 2592000000
local length = {h = 3600000, d = 86400000}

local function number(unit, at) return math.floor((at + offset) / length[unit]) end
local function ending(unit, n) return (n + 1) * length[unit] - offset end
local function whole(n) return string.format('%.0f', n) end
local function window(unit, n, name) return unit .. whole(n) .. ' ' .. name end
local function stored(field) return tonumber(redis.call('HGET', KEYS[1], field) or 0) end
local function store(field, value, over)
    redis.call('HSET', KEYS[1], field, whole(value))
    redis.call('ZADD', KEYS[2], whole(over), field)
end

local function running(unit)
    local found, met = {}, {}
    for _, at in ipairs({now - slack, now + slack, here - slack, here + slack}) do
        local n = number(unit, at)
        if not met[n] then found[#found + 1] = n end
        met[n] = true
    end
    return found
end
-- When neither clock is in the window any more, as the caller's clock will show it.
local function over(unit, n)
    local wait = 0
    for _, clock in ipairs({now, here}) do
        local inside = number(unit, clock - slack) <= n and n <= number(unit, clock + slack)
        if inside then wait = math.max(wait, ending(unit, n) + slack - clock) end
    end
    return now + wait
end
local function share(limit) return limit - math.max(math.floor(limit / 10), limit > 1 and 1 or 0) end
local function in_force(unit, name, ours)
    local told = stored('l' .. unit .. ' ' .. name)
    if ours == 0 or (told > 0 and told < ours) then return told end
    return ours
end
local function closed(name)
    local till = stored('c ' .. name)
    if till <= math.min(now, here) then return -1 end
    return till + math.max(0, now - here)
end

-- Left for the watch, when the fullest window is over, and from when on the claim may fit.
local function standing(unit, name, ours, calls, people)
    local limit = in_force(unit, name, ours)
    local most, resets, again = -1, 0, 0
    for _, n in ipairs(running(unit)) do
        local spent, ends = stored(window(unit, n, name)), over(unit, n)
        if spent > most or (spent == most and ends > resets) then most, resets = spent, ends end
        local may = people and limit or share(limit)
        if limit > 0 and spent + calls > may then again = math.max(again, ends) end
    end
    return limit > 0 and math.max(share(limit) - most, 0) or -1, resets, again
end
local function drop_old()
    local before = math.min(now, here) - kept
    local old = redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', '(' .. whole(before), 'LIMIT', 0, 100)
    if #old == 0 then return end
    redis.call('HDEL', KEYS[1], unpack(old))
    redis.call('ZREM', KEYS[2], unpack(old))
end

if verb == 'tell' then
    local unit, limit, left, name = ARGV[3], tonumber(ARGV[4]), tonumber(ARGV[5]), ARGV[6]
    local used = math.max(limit - left, 0)
    for _, clock in ipairs({now, here}) do
        local n = number(unit, clock)
        local sure = number(unit, clock - slack) == n and number(unit, clock + slack) == n
        local field = window(unit, n, name)
        if sure and used > stored(field) then store(field, used, ending(unit, n)) end
    end
    store('l' .. unit .. ' ' .. name, limit, math.max(now, here) + told_for)
    drop_old()
    return redis.status_reply('OK')
end
if verb == 'close' then
    local till, field = tonumber(ARGV[3]), 'c ' .. ARGV[4]
    if till > stored(field) then store(field, till, till) end
    drop_old()
    return redis.status_reply('OK')
end
-- Only a window that both clocks are in was surely paid for and still counts.
if verb == 'give' then
    for unit in pairs(length) do
        for n = number(unit, now - slack), number(unit, now + slack) do
            local runs = number(unit, here - slack) <= n and n <= number(unit, here + slack)
            for at = 4, runs and #ARGV or 0 do
                local field = window(unit, n, ARGV[at])
                local spent = stored(field)
                if spent > 0 then
                    redis.call('HSET', KEYS[1], field, whole(math.max(spent - ARGV[3], 0)))
                end
            end
        end
    end
    return redis.status_reply('OK')
end

local calls, people = tonumber(ARGV[3]), ARGV[4] == 'people'
local answer = {1, 0, ''}
for at = 5, #ARGV, 3 do
    local name = ARGV[at]
    local _, _, hour = standing('h', name, tonumber(ARGV[at + 1]), calls, people)
    local _, _, day = standing('d', name, tonumber(ARGV[at + 2]), calls, people)
    local again = math.max(hour, day, closed(name))
    if again > answer[2] then answer = {0, again, name} end
end
if answer[1] == 1 and calls > 0 then
    for at = 5, #ARGV, 3 do
        for unit in pairs(length) do
            for _, n in ipairs(running(unit)) do
                local field = window(unit, n, ARGV[at])
                store(field, stored(field) + calls, ending(unit, n))
            end
        end
    end
    drop_old()
end
for at = 5, #ARGV, 3 do
    local name = ARGV[at]
    local hour, hour_ends = standing('h', name, tonumber(ARGV[at + 1]), 0, false)
    local day, day_ends = standing('d', name, tonumber(ARGV[at + 2]), 0, false)
    answer[#answer + 1] = {hour, day, hour_ends, day_ends, closed(name)}
end
return answer
)lua"};

namespace {

constexpr std::size_t most_payers = 16;
constexpr int most_calls = 1000;

using Arguments = std::vector<std::string>;

Failure bad(std::string why) {
    return {Fault::bad_input, "quota: " + std::move(why)};
}

Arguments begin(std::string_view verb, TimePoint now) {
    Arguments arguments;
    arguments.emplace_back(verb);
    arguments.push_back(std::to_string(to_millis(now)));
    return arguments;
}

void put(Arguments& arguments, std::vector<Payer> const& payers) {
    for (auto const& payer : payers) {
        arguments.push_back(payer.name);
        arguments.push_back(std::to_string(payer.limits.hour));
        arguments.push_back(std::to_string(payer.limits.day));
    }
}

Result<Grant> read(Reply const& reply, std::size_t payers) {
    auto const& items = reply.items();
    Failure const other{Fault::refused, "redis quota: an answer of another form"};
    if (items.size() != 3 + payers) return other;
    Grant grant;
    grant.granted = items[0].integer() == 1;
    if (!grant.granted) grant.again = from_millis(items[1].integer());
    grant.payer = items[2].text();
    for (auto at = items.begin() + 3; at != items.end(); ++at) {
        auto const& told = at->items();
        if (told.size() != 5) return other;
        Balance balance{told[0].integer(), told[1].integer(), from_millis(told[2].integer()),
                        from_millis(told[3].integer()), std::nullopt};
        if (auto const until = told[4].integer(); until >= 0) balance.closed_until = from_millis(until);
        grant.balances.push_back(balance);
    }
    return grant;
}

}  // namespace

Result<void> check_payers(std::vector<Payer> const& payers) {
    if (payers.empty() || payers.size() > most_payers)
        return bad("a call has 1 to 16 payers, not " + std::to_string(payers.size()));
    std::set<std::string_view> names;
    for (auto const& payer : payers) {
        if (payer.name.empty()) return bad("a payer without a name");
        if (!names.insert(payer.name).second) return bad("payer " + payer.name + " is named twice");
        if (payer.limits.hour < 0 || payer.limits.day < 0)
            return bad("a limit of " + payer.name + " is negative; 0 is none known");
    }
    return {};
}

Result<void> check_claim(Claim const& claim) {
    if (claim.calls < 1 || claim.calls > most_calls)
        return bad("a claim is for 1 to 1000 calls, not " + std::to_string(claim.calls));
    return check_payers(claim.payers);
}

net::Task<Result<Reply>> RedisQuotaLedger::ask(std::vector<std::string> arguments, Redis::Again again) {
    std::vector<std::string> keys;
    keys.push_back(keys_.quota_spent());
    keys.push_back(keys_.quota_ends());
    auto reply = co_await redis_.run(scripts::quota, std::move(keys), std::move(arguments), again);
    co_return reply;
}

net::Task<Result<Grant>> RedisQuotaLedger::take(Claim claim) {
    if (auto const sound = check_claim(claim); !sound) co_return sound.error();
    auto arguments = begin("take", claim.now);
    arguments.push_back(std::to_string(claim.calls));
    arguments.emplace_back(claim.purpose == Purpose::people ? "people" : "watch");
    put(arguments, claim.payers);
    auto const again = Redis::Again::never;
    auto const reply = co_await ask(std::move(arguments), again);
    if (!reply) co_return reply.error();
    co_return read(*reply, claim.payers.size());
}

net::Task<Result<void>> RedisQuotaLedger::give_back(Claim claim) {
    if (auto const sound = check_claim(claim); !sound) co_return sound.error();
    auto arguments = begin("give", claim.now);
    arguments.push_back(std::to_string(claim.calls));
    for (auto const& payer : claim.payers)
        arguments.push_back(payer.name);
    auto const again = Redis::Again::never;
    auto const reply = co_await ask(std::move(arguments), again);
    if (!reply) co_return reply.error();
    co_return Result<void>{};
}

net::Task<Result<std::vector<Balance>>> RedisQuotaLedger::balances(std::vector<Payer> payers, TimePoint now) {
    if (auto const sound = check_payers(payers); !sound) co_return sound.error();
    auto arguments = begin("look", now);
    arguments.emplace_back("0");
    arguments.emplace_back("watch");
    put(arguments, payers);
    auto const again = Redis::Again::if_idempotent;
    auto const reply = co_await ask(std::move(arguments), again);
    if (!reply) co_return reply.error();
    auto const looked = read(*reply, payers.size());
    if (!looked) co_return looked.error();
    co_return looked->balances;
}

net::Task<Result<void>> RedisQuotaLedger::reconcile(std::string payer, Told told, TimePoint now) {
    if (payer.empty()) co_return bad("a payer without a name");
    if (told.limit <= 0) co_return Result<void>{};
    auto arguments = begin("tell", now);
    arguments.emplace_back(told.by_day ? "d" : "h");
    arguments.push_back(std::to_string(told.limit));
    arguments.push_back(std::to_string(std::max<std::int64_t>(told.left, 0)));
    arguments.push_back(std::move(payer));
    auto const again = Redis::Again::if_idempotent;
    auto const reply = co_await ask(std::move(arguments), again);
    if (!reply) co_return reply.error();
    co_return Result<void>{};
}

net::Task<Result<void>> RedisQuotaLedger::close(std::string payer, TimePoint until, TimePoint now) {
    if (payer.empty()) co_return bad("a payer without a name");
    auto arguments = begin("close", now);
    arguments.push_back(std::to_string(to_millis(until)));
    arguments.push_back(std::move(payer));
    auto const again = Redis::Again::if_idempotent;
    auto const reply = co_await ask(std::move(arguments), again);
    if (!reply) co_return reply.error();
    co_return Result<void>{};
}

}  // namespace rw::store
