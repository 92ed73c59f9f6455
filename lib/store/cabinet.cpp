#include "store/cabinet.hpp"

#include <charconv>

namespace rw::store {

Script const scripts::file{"file", R"lua(
local version = redis.call('HGET', KEYS[1], 'v') or '0'
if version ~= ARGV[1] then return redis.error_reply('CONFLICT version ' .. version) end
redis.call('HSET', KEYS[1], 'v', version + 1, 't', ARGV[2])
return version + 1
)lua"};

net::Task<Result<Versioned<std::string>>> RedisCabinet::open(std::string drawer) {
    Command get{"HMGET"};
    get.add(keys_.drawer(drawer)).add("v").add("t");
    auto const reply = co_await redis_.run(std::move(get), Redis::Again::if_idempotent);
    if (!reply) co_return reply.error();
    auto const& fields = reply->items();
    Versioned<std::string> found;
    if (fields.size() != 2 || fields[0].text().empty()) co_return found;
    auto const version = std::string{fields[0].text()};
    std::from_chars(version.data(), version.data() + version.size(), found.version);
    found.value = fields[1].text();
    co_return found;
}

net::Task<Result<void>> RedisCabinet::put(std::string drawer, Versioned<std::string> text) {
    std::vector<std::string> keys(1, keys_.drawer(drawer));
    std::vector<std::string> arguments(1, std::to_string(text.version));
    arguments.push_back(std::move(text.value));
    auto const again = Redis::Again::never;
    auto const reply = co_await redis_.run(scripts::file, std::move(keys), std::move(arguments), again);
    if (!reply && reply.error().kind == Fault::unknown_outcome)
        co_return Failure{Fault::conflict, reply.error().doing};  // read again, and decide again
    if (!reply) co_return reply.error();
    co_return Result<void>{};
}

}  // namespace rw::store
