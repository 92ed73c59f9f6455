// A month of many brands through the rules on one core: how many messages a second, and whether the same
// month ends the same when it is lived again, restarted in the middle, or read in another order.
//   month [brands [fans-a-brand [messages-a-brand]]]
#include "care/book.hpp"
#include "store/records.hpp"
#include "support/life.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <random>
#include <span>

namespace {

using namespace rw;
using care::Book;
using test::Happening;

double seconds_since(std::chrono::steady_clock::time_point begin) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

void live(Book& book, std::span<Happening const> happenings) {
    for (auto const& happening : happenings) {
        book.pass_time(happening.known_at);
        if (auto const* said = std::get_if<Utterance>(&happening.what)) {
            book.take(*said);
        } else {
            auto const& deed = std::get<test::Deed>(happening.what);
            book.take(deed.conversation, deed.event);
        }
    }
}

std::uint64_t digest_of(test::Life const& life, std::vector<Happening> const& happenings) {
    Book book{life.brand, test::life_policy()};
    live(book, happenings);
    book.pass_time(life.end);
    return book.digest();
}

std::uint64_t restarted(test::Life const& life) {
    auto const all = std::span{life.happenings};
    auto const half = all.size() / 2;
    Book before{life.brand, test::life_policy()};
    live(before, all.first(half));
    Book after{life.brand, test::life_policy()};
    before.each([&](care::Conversation const& talk) {
        after.restore(*store::unpack_conversation(talk.id, store::pack(talk)));
    });
    live(after, all.subspan(half));
    after.pass_time(life.end);
    return after.digest();
}

/// As lists are read that are up to twenty minutes apart.
std::uint64_t in_another_order(test::Life const& life) {
    std::mt19937_64 dice{static_cast<std::uint64_t>(life.brand.main.value())};
    auto happenings = life.happenings;
    for (auto& happening : happenings)
        happening.known_at += Span{static_cast<std::int64_t>(dice() % 1'200'000)};
    std::ranges::stable_sort(happenings, {}, &Happening::known_at);
    return digest_of(life, happenings);
}

std::uint64_t in_any_order(test::Life const& life) {
    auto happenings = life.happenings;
    std::ranges::shuffle(happenings, std::mt19937_64{5});
    Book book{life.brand, test::life_policy()};
    for (auto happening : happenings) {
        happening.known_at = life.begin;
        live(book, {&happening, 1});
    }
    book.pass_time(life.end);
    return book.digest();
}

struct Sums {
    long messages = 0;
    long happenings = 0;
    std::size_t conversations = 0;
    long moments = 0;
    double seconds = 0;
    int replayed = 0;
    int restarted = 0;
    int read_apart = 0;
    int shuffled = 0;
};

void run_brand(test::LifePlan const& plan, Sums& sums) {
    auto const life = test::make_life(plan);
    sums.happenings += static_cast<long>(life.happenings.size());
    sums.messages += std::ranges::count_if(life.happenings, [](Happening const& happening) {
        return std::holds_alternative<Utterance>(happening.what);
    });
    auto const begin = std::chrono::steady_clock::now();
    Book book{life.brand, test::life_policy(), [&](care::Moment const&) { ++sums.moments; }};
    live(book, life.happenings);
    book.pass_time(life.end);
    sums.seconds += seconds_since(begin);
    sums.conversations += book.size();
    auto const digest = book.digest();
    sums.replayed += digest_of(life, life.happenings) == digest ? 1 : 0;
    sums.restarted += restarted(life) == digest ? 1 : 0;
    sums.read_apart += in_another_order(life) == digest ? 1 : 0;
    sums.shuffled += in_any_order(life) == digest ? 1 : 0;
}

int run(int brands, int fans, int messages) {
    Sums sums;
    for (int brand = 0; brand < brands; ++brand)
        run_brand({2026, brand, fans, messages, 30}, sums);
    std::printf("brands                    %d, with %d fans each\n", brands, fans);
    std::printf("messages                  %ld; with what people did: %ld\n", sums.messages, sums.happenings);
    std::printf("conversations             %zu, the team told %ld times\n", sums.conversations, sums.moments);
    std::printf("through the rules         %.1f s, %.0f messages/s on one core\n", sums.seconds,
                static_cast<double>(sums.messages) / sums.seconds);
    std::printf(
        "the same end, of %d brands: lived again %d, restarted in the middle %d, lists read up to 20 "
        "min apart %d, in any order %d\n",
        brands, sums.replayed, sums.restarted, sums.read_apart, sums.shuffled);
    bool const same = sums.replayed == brands && sums.restarted == brands && sums.read_apart == brands &&
                      sums.shuffled == brands;
    return same ? 0 : 1;
}

int argument(int count, char** arguments, int at, int otherwise) {
    return count > at ? std::max(std::atoi(arguments[at]), 1) : otherwise;
}

}  // namespace

int main(int count, char** arguments) {
    try {
        return run(argument(count, arguments, 1, 100), argument(count, arguments, 2, 1000),
                   argument(count, arguments, 3, 10'000));
    } catch (std::exception const& bug) {
        std::puts(bug.what());
        return 2;
    }
}
