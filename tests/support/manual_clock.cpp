#include "support/manual_clock.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>

namespace rw::test {

namespace asio = boost::asio;

/// One who waits; its timer never fires by itself.
struct ManualClock::Sleeper {
    Sleeper(std::list<Sleeper*>& all, asio::any_io_executor const& executor, Span when)
        : list{all}, due{when}, timer{executor, asio::steady_timer::time_point::max()} {
        place = list.insert(list.end(), this);
    }
    ~Sleeper() { list.erase(place); }
    Sleeper(Sleeper const&) = delete;
    Sleeper& operator=(Sleeper const&) = delete;

    std::list<Sleeper*>& list;
    Span due;
    asio::steady_timer timer;
    std::list<Sleeper*>::iterator place;
    bool woken = false;
};

net::Task<void> ManualClock::sleep(Span span) {
    auto const executor = co_await asio::this_coro::executor;
    Sleeper sleeper{sleepers_, executor, steady_ + span};
    auto const token = asio::as_tuple(asio::use_awaitable);
    [[maybe_unused]] auto const ended = co_await sleeper.timer.async_wait(token);
}

void ManualClock::advance(net::Loop& loop, Span span) {
    auto const end = steady_ + span;
    for (;;) {
        while (loop.poll()) {
        }
        auto next = sleepers_.end();
        for (auto at = sleepers_.begin(); at != sleepers_.end(); ++at) {
            bool const earlier =
                !(*at)->woken && (*at)->due <= end && (next == sleepers_.end() || (*at)->due < (*next)->due);
            if (earlier) next = at;
        }
        if (next == sleepers_.end()) break;
        auto const passed = std::max((*next)->due - steady_, Span{0});
        steady_ += passed;
        wall_ += passed;
        (*next)->woken = true;
        (*next)->timer.cancel();
    }
    wall_ += end - steady_;
    steady_ = end;
}

}  // namespace rw::test
