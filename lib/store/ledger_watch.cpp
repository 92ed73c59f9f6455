// What people look at all day: how many wait, what was promised, and what has changed.
#include "store/redis_ledger.hpp"
#include "store/scripts.hpp"

#include <algorithm>
#include <charconv>
#include <set>

namespace rw::store {
namespace {

constexpr auto idempotent = Redis::Again::if_idempotent;
constexpr std::size_t steps_a_look = 50;

std::int64_t number_in(std::string_view text) {
    double value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return static_cast<std::int64_t>(value);
}

/// `MILLIS-NUMBER` as it orders.
std::pair<std::int64_t, std::int64_t> order_of(std::string_view position) {
    auto const dash = std::min(position.find('-'), position.size());
    auto const rest = dash < position.size() ? position.substr(dash + 1) : std::string_view{"0"};
    return {number_in(position.substr(0, dash)), number_in(rest)};
}

}  // namespace

Script const scripts::overview{"overview", R"lua(
local now, width = tonumber(ARGV[1]), tonumber(ARGV[2])
local function text(score) return string.format('%.0f', score) end
local out = {redis.call('ZCARD', KEYS[1]), redis.call('ZCARD', KEYS[2])}
local overdue = 0
for level = 0, 4 do
    local low = (4 - level) * width
    overdue = overdue + redis.call('ZCOUNT', KEYS[1], text(low), text(low + now))
    for i, set in ipairs({KEYS[1], KEYS[5], KEYS[6]}) do
        out[2 + (i - 1) * 5 + level + 1] = redis.call('ZCOUNT', set, text(low), '(' .. text(low + width))
    end
end
out[18] = overdue
out[19] = redis.call('ZCOUNT', KEYS[4], '(' .. ARGV[1], '+inf')
local first = redis.call('ZRANGE', KEYS[3], 0, 0, 'WITHSCORES')
out[20] = first[2] or ''
return out
)lua"};

net::Task<Result<Counts>> RedisLedger::counts(AccountId account, TimePoint now) {
    std::vector<std::string> keys;
    keys.push_back(keys_.queue(account));
    keys.push_back(keys_.settled(account));
    keys.push_back(keys_.since(account));
    keys.push_back(keys_.warned(account));
    keys.push_back(keys_.open_incidents(account));
    keys.push_back(keys_.acked_incidents(account));
    std::vector<std::string> arguments(1, std::to_string(to_millis(now)));
    arguments.push_back(std::to_string(static_cast<std::int64_t>(score_width)));
    auto const reply =
        co_await redis_.run(scripts::overview, std::move(keys), std::move(arguments), idempotent);
    if (!reply) co_return reply.error();
    auto const& all = reply->items();
    if (all.size() != 20) co_return Failure{Fault::refused, "redis overview: an answer of another form"};
    Counts counts;
    counts.waiting = all[0].integer();
    counts.settled = all[1].integer();
    for (std::size_t i = 0; i < counts.levels.size(); ++i) {
        counts.levels[i] = all[2 + i].integer();
        counts.incidents[i] = all[7 + i].integer();
        counts.acked[i] = all[12 + i].integer();
    }
    counts.overdue = all[17].integer();
    counts.soon = all[18].integer();
    if (!all[19].text().empty()) counts.oldest = from_millis(number_in(all[19].text()));
    Command lifetime{"HGETALL"};
    lifetime.add(keys_.counters(account));
    auto const counters = co_await redis_.run(std::move(lifetime), idempotent);
    if (!counters) co_return counters.error();
    auto const& pairs = counters->items();
    for (std::size_t i = 0; i + 1 < pairs.size(); i += 2)
        counts.lifetime[std::string{pairs[i].text()}] = number_in(pairs[i + 1].text());
    co_return counts;
}

net::Task<Result<std::vector<care::Conversation>>> RedisLedger::promising(AccountId account,
                                                                          std::size_t limit) {
    Command range{"ZRANGE"};
    range.add(keys_.promises(account)).add(0).add(static_cast<std::int64_t>(limit) - 1);
    auto const found = co_await redis_.run(std::move(range), idempotent);
    if (!found) co_return found.error();
    std::vector<ConversationId> ids;
    for (auto const& id : found->items())
        ids.emplace_back(std::string{id.text()});
    std::vector<care::Conversation> talks;
    if (ids.empty()) co_return talks;
    auto read = co_await conversations(std::move(account), std::move(ids));
    if (!read) co_return read.error();
    for (auto& one : *read) {
        if (one.version != 0) talks.push_back(std::move(one.value));
    }
    co_return talks;
}

net::Task<Result<std::string>> RedisLedger::position(AccountId account) {
    Command last{"XREVRANGE"};
    last.add(keys_.changes(account)).add("+").add("-").add("COUNT").add(1);
    auto const reply = co_await redis_.run(std::move(last), idempotent);
    if (!reply) co_return reply.error();
    auto const& entries = reply->items();
    if (entries.empty()) co_return std::string{"0-0"};
    co_return std::string{entries[0].items()[0].text()};
}

net::Task<Result<News>> RedisLedger::changes(AccountId account, std::string position) {
    auto const key = keys_.changes(account);
    Command first{"XRANGE"};
    first.add(key).add("-").add("+").add("COUNT").add(1);
    auto const oldest = co_await redis_.run(std::move(first), idempotent);
    if (!oldest) co_return oldest.error();
    auto const& begin = oldest->items();
    bool const from_start = position == "0-0";
    bool const lost = begin.empty()
                          ? !from_start
                          : !from_start && order_of(position) < order_of(begin[0].items()[0].text());
    if (lost) co_return Failure{Fault::gone, "the steps after " + position + " are known no longer"};
    Command range{"XRANGE"};
    range.add(key).add("(" + position).add("+").add("COUNT").add(static_cast<std::int64_t>(steps_a_look));
    auto const reply = co_await redis_.run(std::move(range), idempotent);
    if (!reply) co_return reply.error();
    News news;
    news.position = std::move(position);
    std::set<std::string> met;
    for (auto const& entry : reply->items()) {
        news.position = entry.items()[0].text();
        auto const& pairs = entry.items()[1].items();
        for (std::size_t i = 0; i + 1 < pairs.size(); i += 2) {
            auto const what = std::string{pairs[i].text()};
            auto const id = std::string{pairs[i + 1].text()};
            if (!met.insert(what + id).second) continue;
            what == "c" ? (void)news.conversations.emplace_back(id) : (void)news.incidents.emplace_back(id);
        }
    }
    news.more = reply->items().size() == steps_a_look;
    co_return news;
}

}  // namespace rw::store
