// Long sums are done beside the loop, which goes on meanwhile.
#include "net/loop.hpp"

#include <catch2/catch.hpp>

#include <future>
#include <memory>
#include <stdexcept>

using namespace rw;

TEST_CASE("the loop goes on while a sum is done aside", "[net][loop]") {
    net::Loop loop;
    std::promise<int> answer;  // the sum cannot end before the other task has run
    int result = 0;
    loop.spawn("sum", [](net::Loop& on, std::promise<int>& from, int& to) -> net::Task<void> {
        auto wait = [asked = from.get_future().share()] { return asked.get(); };
        to = co_await on.aside(std::move(wait));
    }(loop, answer, result));
    loop.spawn("other", [](std::promise<int>& to) -> net::Task<void> {
        to.set_value(42);
        co_return;
    }(answer));
    CHECK(loop.poll());
    CHECK(result == 42);
}

TEST_CASE("what goes wrong aside comes out where it was awaited", "[net][loop]") {
    net::Loop loop;
    std::string what;
    loop.spawn("sum", [](net::Loop& on, std::string& told) -> net::Task<void> {
        auto fail = []() -> int { throw std::runtime_error{"no such week"}; };
        try {
            [[maybe_unused]] auto const never = co_await on.aside(std::move(fail));
        } catch (std::runtime_error const& error) {
            told = error.what();
        }
    }(loop, what));
    loop.poll();
    CHECK(what == "no such week");
}

TEST_CASE("a loop that ends waits for the sum that has begun", "[net][loop]") {
    auto const finished = std::make_shared<bool>(false);
    {
        net::Loop loop;
        std::promise<void> begun;
        loop.spawn("sum",
                   [](net::Loop& on, std::promise<void>& at, std::shared_ptr<bool> done) -> net::Task<void> {
                       auto sum = [&at, done] {
                           at.set_value();
                           *done = true;
                           return 0;
                       };
                       [[maybe_unused]] auto const never = co_await on.aside(std::move(sum));
                   }(loop, begun, finished));
        loop.spawn("end", [](net::Loop& on, std::promise<void>& at) -> net::Task<void> {
            at.get_future().wait();
            on.stop();
            co_return;
        }(loop, begun));
        loop.run();
    }
    CHECK(*finished);
}
