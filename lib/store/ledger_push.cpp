// What pushes leave behind, in Redis.
#include "store/redis_ledger.hpp"

#include <charconv>

namespace rw::store {
namespace {

constexpr auto idempotent = Redis::Again::if_idempotent;
constexpr std::int64_t most_hints = 10'000;
constexpr Span nonce_life = 20min;

}  // namespace

std::string Hint::member() const {
    return (of == Of::status ? "status:" : "comment:") + id.text();
}

std::optional<Hint> Hint::parse(std::string_view member, TimePoint came_at) {
    auto const colon = member.find(':');
    if (colon == member.npos) return std::nullopt;
    auto const name = member.substr(0, colon);
    auto const id = WeiboId::parse(member.substr(colon + 1));
    if (!id || (name != "status" && name != "comment")) return std::nullopt;
    return Hint{name == "status" ? Of::status : Of::comment, *id, came_at};
}

net::Task<Result<void>> RedisLedger::add_hint(AccountId account, Hint hint) {
    Command count{"ZCARD"};
    count.add(keys_.hints(account));
    auto const waiting = co_await redis_.run(std::move(count), idempotent);
    if (!waiting) co_return waiting.error();
    if (waiting->integer() >= most_hints)
        co_return Failure{Fault::throttled, "10000 pushed mentions of " + account.text() + " wait already"};
    Command add{"ZADD"};
    add.add(keys_.hints(account)).add("NX").add(to_millis(hint.came_at)).add(hint.member());
    auto const added = co_await redis_.run(std::move(add), idempotent);
    if (!added) co_return added.error();
    co_return Result<void>{};
}

net::Task<Result<std::vector<Hint>>> RedisLedger::pending_hints(AccountId account, std::size_t limit) {
    std::vector<Hint> hints;
    if (limit == 0) co_return hints;
    Command range{"ZRANGE"};
    range.add(keys_.hints(account)).add(0).add(static_cast<std::int64_t>(limit) - 1).add("WITHSCORES");
    auto const reply = co_await redis_.run(std::move(range), idempotent);
    if (!reply) co_return reply.error();
    auto const& pairs = reply->items();
    for (std::size_t i = 0; i + 1 < pairs.size(); i += 2) {
        auto const& score = pairs[i + 1].text();
        double millis = 0;
        std::from_chars(score.data(), score.data() + score.size(), millis);
        auto const came_at = from_millis(static_cast<std::int64_t>(millis));
        if (auto hint = Hint::parse(pairs[i].text(), came_at)) hints.push_back(*hint);
    }
    co_return hints;
}

net::Task<Result<void>> RedisLedger::done_hints(AccountId account, std::vector<std::string> members) {
    if (members.empty()) co_return Result<void>{};
    Command remove{"ZREM"};
    remove.add(keys_.hints(account)).add_all(members);
    auto const removed = co_await redis_.run(std::move(remove), idempotent);
    if (!removed) co_return removed.error();
    co_return Result<void>{};
}

net::Task<Result<bool>> RedisLedger::meet(AccountId account, std::string nonce, std::string digest) {
    auto const key = keys_.nonce(account, nonce);
    Command set{"SET"};
    set.add(key).add(digest).add("NX").add("PX").add(nonce_life.count());
    auto const first = co_await redis_.run(std::move(set), idempotent);
    if (!first) co_return first.error();
    if (!first->is_nil()) co_return true;
    Command get{"GET"};
    get.add(key);
    auto const known = co_await redis_.run(std::move(get), idempotent);
    if (!known) co_return known.error();
    co_return known->text() == digest;
}

}  // namespace rw::store
