// The one thread. Owns the io_context; tasks are started here and nowhere else. Long sums are done beside it.
#pragma once

#include "net/clock.hpp"
#include "net/task.hpp"

#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

namespace rw::net {

class Loop {
public:
    Loop();
    ~Loop();

    /// Starts `task`; when it ends by an exception, that is logged as a bug (`task.crashed`) and the loop
    /// stops. `name` is for the log. The loop must be destroyed before what its tasks refer to.
    void spawn(std::string_view name, Task<void> task);
    /// Runs until nothing is left to do or `stop` is called. False after a crash.
    bool run();
    void stop();
    /// Runs whatever is ready now, what is worked on aside included, and returns; for clocks that are moved
    /// by hand. False when nothing was.
    bool poll();
    /// Destroys every task that has not ended, with all it owns.
    void clear();

    /// Runs `task` to its end and gives its result; for tests and offline commands.
    template <class T>
    T run_until_done(Task<T> task) {
        std::optional<T> result;
        run_task(keep(std::move(task), result));
        return std::move(result).value();
    }

    /// Runs `work` on a second thread, one after another, while the loop goes on; for sums that take seconds.
    /// `work` must own all it touches. An exception comes out where it is awaited. Whoever ends the loop
    /// waits for the work that has begun.
    template <class Work>
    Task<std::invoke_result_t<Work>> aside(Work work) {
        std::optional<std::invoke_result_t<Work>> result;
        std::function<void()> const run = [&] { result.emplace(work()); };
        co_await run_aside(run);
        co_return *std::move(result);
    }

    /// Calls `act` at each of these signals until the loop ends or `clear` is called.
    void on_signals(std::initializer_list<int> signals, std::function<void(int)> act);

private:
    template <class T>
    static Task<void> keep(Task<T> task, std::optional<T>& result) {
        auto value = co_await std::move(task);
        result.emplace(std::move(value));
    }
    void run_task(Task<void> task);
    Task<void> run_aside(std::function<void()> const& work);

    struct State;
    std::unique_ptr<State> state_;
};

/// The machine's clock. Wall time goes on evenly through a step of the system clock: a step of at most 1 s is
/// followed at once, a greater one only after it has stood for 60 s, and `clock.stepped` is logged (K25).
std::unique_ptr<Clock> make_real_clock();

/// Wakes whoever waits, or the next one who does.
class Bell {
public:
    Bell();
    ~Bell();
    void ring();
    /// Returns when rung (also if that was before the wait), or after `limit` of `clock`'s steady time.
    Task<void> wait(Clock& clock, Span limit);

private:
    struct State;
    std::shared_ptr<State> state_;
};

}  // namespace rw::net
