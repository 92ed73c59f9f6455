#include "net/loop.hpp"

#include "core/log.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <exception>
#include <list>
#include <string>

namespace rw::net {

namespace asio = boost::asio;

struct Loop::State {
    std::unique_ptr<asio::io_context> context = std::make_unique<asio::io_context>(1);
    std::list<asio::signal_set> signals;
    std::unique_ptr<asio::thread_pool> beside;  ///< made when it is first needed
    int aside = 0;                              ///< pieces of work that have not come back
    bool crashed = false;

    void crash(std::string const& name, std::exception_ptr const& error) {
        try {
            std::rethrow_exception(error);
        } catch (std::exception const& bug) {
            log::error("task.crashed", {{"task", name}, {"what", bug.what()}});
        } catch (...) {
            log::error("task.crashed", {{"task", name}, {"what", "not a std::exception"}});
        }
        crashed = true;
        context->stop();
    }
};

namespace {

/// Counts itself for as long as it lives.
struct Counted {
    explicit Counted(int& all) : count{all} { ++count; }
    ~Counted() { --count; }
    Counted(Counted const&) = delete;
    Counted& operator=(Counted const&) = delete;
    int& count;
};

Task<void> done(std::function<void()> const& work) {
    work();
    co_return;
}

void listen(asio::signal_set& set, std::function<void(int)> const& act) {
    set.async_wait([&set, act](boost::system::error_code error, int signal) {
        if (error) return;
        act(signal);
        listen(set, act);
    });
}

}  // namespace

Loop::Loop() : state_{std::make_unique<State>()} {}
Loop::~Loop() {
    clear();
}

void Loop::spawn(std::string_view name, Task<void> task) {
    asio::co_spawn(*state_->context, std::move(task),
                   [state = state_.get(), name = std::string{name}](std::exception_ptr const& error) {
                       if (error) state->crash(name, error);
                   });
}

bool Loop::run() {
    state_->context->restart();
    state_->context->run();
    return !state_->crashed;
}

void Loop::stop() {
    state_->context->stop();
}

bool Loop::poll() {
    state_->context->restart();
    bool any = state_->context->poll() > 0;
    while (state_->aside > 0) {
        state_->context->run_one();
        state_->context->poll();
        any = true;
    }
    return any;
}

void Loop::clear() {
    if (state_->beside) state_->beside->join();  // it refers to what its task owns
    state_->beside.reset();
    state_->signals.clear();
    state_->context = std::make_unique<asio::io_context>(1);
}

void Loop::run_task(Task<void> task) {
    bool done = false;
    std::exception_ptr failed;
    asio::co_spawn(*state_->context, std::move(task), [&](std::exception_ptr const& error) {
        failed = error;
        done = true;
    });
    state_->context->restart();
    while (!done && state_->context->run_one() > 0) {
    }
    if (failed) std::rethrow_exception(failed);
}

Task<void> Loop::run_aside(std::function<void()> const& work) {
    if (!state_->beside) state_->beside = std::make_unique<asio::thread_pool>(1);
    Counted const counted{state_->aside};
    auto task = done(work);
    co_await asio::co_spawn(state_->beside->get_executor(), std::move(task), asio::use_awaitable);
}

void Loop::on_signals(std::initializer_list<int> signals, std::function<void(int)> act) {
    auto& set = state_->signals.emplace_back(*state_->context);
    for (int const signal : signals)
        set.add(signal);
    listen(set, act);
}

struct Bell::State {
    bool rung = false;
    std::list<asio::steady_timer*> waiting;

    /// A timer among those that `ring` cancels, for as long as somebody waits on it.
    struct Seat {
        Seat(State& bell, asio::any_io_executor const& executor)
            : all{bell.waiting}, timer{executor, asio::steady_timer::time_point::max()} {
            place = all.insert(all.end(), &timer);
        }
        ~Seat() { all.erase(place); }
        Seat(Seat const&) = delete;
        Seat& operator=(Seat const&) = delete;

        std::list<asio::steady_timer*>& all;
        asio::steady_timer timer;
        std::list<asio::steady_timer*>::iterator place;
    };

    Task<void> wait() {
        auto const executor = co_await asio::this_coro::executor;
        Seat seat{*this, executor};
        auto const token = asio::as_tuple(asio::use_awaitable);
        [[maybe_unused]] auto const woken = co_await seat.timer.async_wait(token);
    }
};

Bell::Bell() : state_{std::make_shared<State>()} {}
Bell::~Bell() = default;

void Bell::ring() {
    state_->rung = true;
    for (auto* timer : state_->waiting)
        timer->cancel();
}

Task<void> Bell::wait(Clock& clock, Span limit) {
    using namespace asio::experimental::awaitable_operators;
    auto const state = state_;
    if (!state->rung) {
        auto first = state->wait() || clock.sleep(limit);
        [[maybe_unused]] auto const which = co_await std::move(first);
    }
    state->rung = false;
}

}  // namespace rw::net
