// The machine's clocks. The only file that asks them.
#include "core/log.hpp"
#include "net/loop.hpp"
#include "net/steady_wall.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace rw::net {
namespace {

namespace asio = boost::asio;

class RealClock final : public Clock {
public:
    TimePoint now() const override {
        auto const wall = std::chrono::floor<Span>(std::chrono::system_clock::now());
        auto const look = wall_.look(wall, steady());
        if (look.stepped) log::warn("clock.stepped", {{"by_ms", look.stepped->count()}});
        return look.now;
    }
    Span steady() const override {
        return std::chrono::floor<Span>(std::chrono::steady_clock::now().time_since_epoch());
    }
    Task<void> sleep(Span span) override {
        auto const executor = co_await asio::this_coro::executor;
        asio::steady_timer timer{executor};
        timer.expires_after(span);
        auto const token = asio::as_tuple(asio::use_awaitable);
        [[maybe_unused]] auto const woken = co_await timer.async_wait(token);
    }

private:
    mutable SteadyWall wall_;
};

}  // namespace

std::unique_ptr<Clock> make_real_clock() {
    return std::make_unique<RealClock>();
}

}  // namespace rw::net
