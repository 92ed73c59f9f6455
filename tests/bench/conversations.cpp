// What one more event costs when a thousand, and when a million conversations are open: reading, folding and
// timers. The same code, the same events.
//   conversations [few [many]]
#include "care/book.hpp"
#include "core/id_time.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <vector>

namespace {

using namespace rw;

TimePoint const begin{std::chrono::sys_days{std::chrono::year{2026} / 10 / 12}};
Uid const brand{1904178193};
constexpr std::int64_t fans_a_post = 50;

WeiboId id_at(TimePoint when, std::int64_t number) {
    auto const second =
        std::chrono::duration_cast<std::chrono::seconds>(when.time_since_epoch()).count() - id_epoch;
    return WeiboId{(second << id_random_bits) + number % (1 << id_random_bits)};
}

Utterance words(std::int64_t fan, TimePoint at, std::int64_t number) {
    Utterance one;
    one.id = id_at(at, number);
    one.root = WeiboId{5'200'000'000'000'000 + fan / fans_a_post};
    one.root_author = brand;
    one.author.uid = Uid{5'100'000'000 + fan};
    one.author.name = "粉丝" + std::to_string(fan);
    one.text = number % 3 == 0 ? "退款三天了没到账，单号4415" : "云朵沙发什么时候补货";
    one.created_at = at;
    one.seen_at = at + 30s;
    return one;
}

/// Somebody who waits.
struct Waiting {
    std::int64_t fan = 0;
    WeiboId asked;
};

Utterance answer(Waiting const& to, TimePoint at, std::int64_t number) {
    constexpr std::int64_t of_answers = 1 << 21;
    auto one = words(to.fan, at, number + of_answers);
    one.parent = to.asked;
    one.parent_author = one.author.uid;
    one.author = {};
    one.author.uid = brand;
    one.text = "您好，已经帮您查了，单号已私信";
    return one;
}

/// Seconds an event while so many are open all the time: somebody among them is answered, and somebody new
/// asks. On average each waits for three hours, so with every event as many deadlines pass, however many are
/// open.
double cost(std::int64_t open) {
    constexpr std::int64_t events = 50'000;
    using Nanoseconds = std::chrono::nanoseconds;
    auto const step = std::chrono::duration_cast<Nanoseconds>(3h) / open;
    auto const at = [&](std::int64_t number) {
        return begin + std::chrono::duration_cast<Span>(step * number);
    };
    care::Book book{{AccountId{"yunzhi"}, brand, {brand}}, care::Policy{}};
    std::vector<Waiting> waiting;
    waiting.reserve(static_cast<std::size_t>(open));
    auto const ask = [&](std::int64_t number) {
        auto said = words(number, at(number), number);
        Waiting const one{number, said.id};
        book.pass_time(said.seen_at);
        book.take(std::move(said));
        return one;
    };
    for (std::int64_t number = 0; number < open; ++number)
        waiting.push_back(ask(number));
    std::mt19937_64 dice{1};
    auto const started = std::chrono::steady_clock::now();
    for (std::int64_t number = open; number < open + events; ++number) {
        auto& one = waiting[dice() % waiting.size()];
        book.take(answer(one, at(number), number));
        one = ask(number);
    }
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count() /
           static_cast<double>(2 * events);
}

std::int64_t argument(int count, char** arguments, int at, std::int64_t otherwise) {
    return count > at ? std::max(std::atoll(arguments[at]), 1LL) : otherwise;
}

}  // namespace

int main(int count, char** arguments) {
    auto const few = argument(count, arguments, 1, 1000);
    auto const many = argument(count, arguments, 2, 1'000'000);
    auto const of_few = cost(few);
    auto const of_many = cost(many);
    std::printf("with %9ld open conversations  %.2f us an event\n", static_cast<long>(few), of_few * 1e6);
    std::printf("with %9ld open conversations  %.2f us an event\n", static_cast<long>(many), of_many * 1e6);
    std::printf("ratio                              %.2f\n", of_many / of_few);
    return 0;
}
