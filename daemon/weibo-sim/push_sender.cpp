#include "weibo-sim/push_sender.hpp"

#include "core/log.hpp"

namespace rw::sim {
namespace {

constexpr int most_attempts = 3;
constexpr std::size_t most_waiting = 10'000;
constexpr Span answer_within = 5s;
constexpr Span look_every = 200ms;

net::HttpLimits limits() {
    net::HttpLimits limits;
    limits.connect = answer_within;
    limits.exchange = answer_within;
    limits.idle_per_host = 0;
    return limits;
}

}  // namespace

PushSender::PushSender(World world, Play& play)
    : world_{world},
      play_{play},
      http_{world.dialer, world.clock, limits()},
      dice_{static_cast<std::uint64_t>(play.scenario().sim.seed) ^ 0x70757368U} {
    for (auto const& brand : play.scenario().brands) {
        if (brand.push) addresses_.emplace(brand.key, Address{&*brand.push, &play.push_tallies()[brand.key]});
    }
}

net::Task<void> PushSender::run() {
    while (!stopping_ && !addresses_.empty()) {
        play_.advance(world_.platform.now());
        collect();
        co_await world_.clock.sleep(look_every);
    }
}

void PushSender::collect() {
    for (auto& push : play_.take_pushes()) {
        auto& waiting = addresses_.at(push.brand).waiting;
        waiting.push_back(std::move(push.body));
        if (waiting.size() <= most_waiting) continue;
        waiting.pop_front();
        ++addresses_.at(push.brand).tally->failed;
    }
    for (auto& [key, address] : addresses_) {
        if (address.busy || (address.waiting.empty() && address.tally->verified)) continue;
        address.busy = true;
        world_.loop.spawn("push", empty(address));
    }
}

/// Nothing is pushed to an address that has not echoed; what waited for it is lost.
net::Task<void> PushSender::empty(Address& address) {
    bool ready = address.tally->verified;
    if (!ready) ready = co_await verify(address);
    address.tally->verified = ready;
    while (!stopping_ && !address.waiting.empty()) {
        auto body = std::move(address.waiting.front());
        address.waiting.pop_front();
        bool delivered = false;
        if (ready) delivered = co_await deliver(address, std::move(body));
        ++(delivered ? address.tally->delivered : address.tally->failed);
    }
    if (!ready) co_await world_.clock.sleep(answer_within);
    address.busy = false;
}

net::Task<bool> PushSender::verify(Address& address) {
    std::string const method = "GET";
    std::string const nothing;
    auto const answer = co_await send(address, method, nothing);
    bool const echoed = answer && answer->status == 200 && answer->body == address.echo;
    if (!echoed) log::warn("sim.push_unverified", {{"url", address.part->url}});
    co_return echoed;
}

net::Task<bool> PushSender::deliver(Address& address, std::string body) {
    std::string const method = "POST";
    for (int attempt = 0; attempt < most_attempts; ++attempt) {
        ++address.tally->attempts;
        auto const answer = co_await send(address, method, body);
        if (answer && answer->status >= 200 && answer->status < 300) co_return true;
    }
    co_return false;
}

net::Task<Result<net::Response>> PushSender::send(Address& address, std::string method, std::string body) {
    auto const url = *net::parse_url(address.part->url);
    net::Request request;
    request.target = url.target + "?" + query(address, method == "GET");
    request.method = std::move(method);
    if (!body.empty()) request.headers.emplace_back("Content-Type", "application/json");
    request.body = std::move(body);
    auto answer = co_await http_.send(url, std::move(request));
    co_return answer;
}

std::string PushSender::query(Address& address, bool with_echo) {
    auto const timestamp = std::to_string(to_millis(world_.platform.now()));
    auto const nonce = std::to_string(10'000'000 + dice_.below(90'000'000));
    auto const signature = push_signature(address.part->app_secret, timestamp, nonce);
    std::vector<std::pair<std::string, std::string>> fields{
        {"signature", signature}, {"timestamp", timestamp}, {"nonce", nonce}};
    if (with_echo) {
        address.echo = "echo" + std::to_string(dice_.next());
        fields.emplace_back("echostr", address.echo);
    }
    return net::form_encode(fields);
}

}  // namespace rw::sim
