#include "store/lease.hpp"

#include "core/log.hpp"

namespace rw::store {

Script const scripts::take_lease{"take_lease", R"lua(
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
local fence = redis.call('GET', KEYS[2])
if holder and fence and ARGV[3] == fence then
    redis.call('PEXPIRE', KEYS[1], ARGV[2])
    return tonumber(fence)
end
local now = redis.call('TIME')
local number = now[1] * 1000 + math.floor(now[2] / 1000)
if fence and tonumber(fence) >= number then number = tonumber(fence) + 1 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
redis.call('SET', KEYS[2], string.format('%.0f', number))
return number
)lua"};

Script const scripts::release_lease{"release_lease", R"lua(
if redis.call('GET', KEYS[1]) ~= ARGV[1] or redis.call('GET', KEYS[2]) ~= ARGV[2] then return 0 end
redis.call('DEL', KEYS[1])
return 1
)lua"};

Lease::Lease(Redis& redis, net::Clock& clock, Keys keys, AccountId account, Settings settings)
    : redis_{redis},
      clock_{clock},
      keys_{std::move(keys)},
      account_{std::move(account)},
      settings_{std::move(settings)} {}

net::Task<Result<bool>> Lease::hold() {
    auto const asked_at = clock_.steady();
    std::vector<std::string> keys;
    keys.push_back(keys_.lease(account_));
    keys.push_back(keys_.fence(account_));
    std::vector<std::string> arguments;
    arguments.push_back(settings_.holder);
    arguments.push_back(std::to_string(settings_.life.count()));
    arguments.push_back(std::to_string(fence_));
    auto const again = Redis::Again::if_idempotent;
    auto const reply = co_await redis_.run(scripts::take_lease, std::move(keys), std::move(arguments), again);
    if (!reply) co_return reply.error();
    auto const number = reply->integer();
    if (number != 0 && number != fence_) {
        log::info("lease.taken", {{"account", account_.text()}, {"fence", number}});
    } else if (number == 0 && fence_ != 0) {
        log::warn("lease.lost", {{"account", account_.text()}});
    }
    fence_ = number;
    sure_until_ = asked_at + settings_.life * 4 / 5;
    co_return number != 0;
}

net::Task<void> Lease::release() {
    if (fence_ == 0) co_return;
    std::vector<std::string> keys;
    keys.push_back(keys_.lease(account_));
    keys.push_back(keys_.fence(account_));
    std::vector<std::string> arguments;
    arguments.push_back(settings_.holder);
    arguments.push_back(std::to_string(fence_));
    fence_ = 0;
    auto const again = Redis::Again::if_idempotent;
    [[maybe_unused]] auto const reply =
        co_await redis_.run(scripts::release_lease, std::move(keys), std::move(arguments), again);
}

std::optional<Tenure> Lease::tenure() const {
    if (fence_ == 0 || clock_.steady() >= sure_until_) return std::nullopt;
    return Tenure{account_, fence_};
}

}  // namespace rw::store
