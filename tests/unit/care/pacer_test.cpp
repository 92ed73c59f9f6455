#include "care/pacer.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace rw;
using namespace rw::care;

namespace {

TimePoint const midnight = from_rfc3339("2026-11-23T00:00:00+08:00").value();

struct Even final : Rates {
    explicit Even(double items_an_hour) : rate{items_an_hour / 3600} {}
    double rate;
    double expected(TimePoint, TimePoint) const override { return rate; }
};

Source source(std::string name, bool counted, double per_hour = 1) {
    Source made;
    made.name = std::move(name);
    made.counted = counted;
    made.floor = 180s;
    made.known = std::make_shared<Even>(per_hour);
    return made;
}

/// A pacer over one list that was read at `midnight`.
Pacer reading(Source of, double calls, TimePoint until = midnight + 24h) {
    Pacer pacer{Pacer::Settings{}};
    auto const name = of.name;
    bool const counted = of.counted;
    pacer.take_sources({std::move(of)});
    pacer.take_budgets({{calls, until, calls}});
    if (counted) pacer.counted(name, 0, midnight);
    pacer.read(name, {midnight, {}, true});
    return pacer;
}

std::string motive(std::optional<Choice> const& choice) {
    return choice ? std::string{to_text(choice->motive)} : "none";
}

}  // namespace

TEST_CASE("the best frequency follows the square root of the rate over the price", "[care][pacer]") {
    Even const four{4 * 3600.0};
    Demand demand;
    demand.rates = &four;
    CHECK(frequency(demand, 4, 8) == Approx(0.5));
    CHECK(frequency(demand, 16, 8) == Approx(1.0));
    demand.floor = 4s;
    CHECK(frequency(demand, 16, 8) == Approx(0.25));  // never more often than the floor
    demand.ceiling = 1h;
    CHECK(frequency(demand, 0, 8) == Approx(1.0 / 3600));  // nor more seldom than the ceiling
    demand.counted = true;
    CHECK(frequency(demand, 0.01, 1e-6) == Approx(0.01));  // with a counter: a call for each item at most
    CHECK(mean_delay(demand, 0.01, 1e-6) == Approx(0).margin(1e-9));
}

TEST_CASE("the price makes the budget last exactly to its reset", "[care][pacer]") {
    Even const busy{30};
    Even const quiet{2};
    std::vector<Demand> const demands{{&busy, 1, false, 180s, 24h}, {&quiet, 1, false, 180s, 24h}};
    for (double const calls : {20.0, 100.0, 400.0}) {
        Outlook const outlook{demands, midnight + 7h, midnight + 24h};
        auto const price = price_of(outlook, {calls, midnight + 24h});
        CHECK(outlook.calls(price) == Approx(calls).epsilon(0.01));
    }
    Outlook const outlook{demands, midnight + 7h, midnight + 24h};
    CHECK(price_of(outlook, {5000, midnight + 24h}) == 0);  // enough for everything
}

TEST_CASE("when a list is read", "[care][pacer]") {
    struct Row {
        std::string_view what;
        bool counted;
        double per_hour;
        double calls;
        std::int64_t count;
        Span after;
        std::string_view motive;
    };
    static constexpr Row rows[] = {
        {"never more often than the floor, whatever is announced", true, 60, 1000, 500, 100s, "none"},
        {"announced and enough calls: at once after the floor", true, 1, 100, 1, 200s, "announced"},
        {"nothing announced: not read though an hour has passed", true, 1, 10, 0, 1h, "none"},
        {"nothing announced, calls to spare: read all the same", true, 1, 100, 0, 3h, "spare"},
        {"busy and dear: one announced item has to wait", true, 60, 30, 1, 200s, "none"},
        {"busy and dear: many together do not", true, 60, 30, 80, 30min, "announced"},
        {"no counter: not before enough is owed", false, 1, 30, 0, 10min, "none"},
        {"no counter: once enough is owed", false, 1, 30, 0, 55min, "expected"},
        {"no calls left", true, 1, 0.5, 5, 200s, "none"},
        {"longer than the ceiling", false, 0.001, 2, 0, 25h, "overdue"},
    };
    for (auto const& row : rows) {
        DYNAMIC_SECTION(row.what) {
            auto pacer = reading(source("mentions", row.counted, row.per_hour), row.calls, midnight + 26h);
            auto const now = midnight + row.after;
            for (auto at = midnight; at <= now; at += 30s)
                if (row.counted) pacer.counted("mentions", row.count, at);
            CHECK(motive(pacer.choose(now)) == row.motive);
        }
    }
}

TEST_CASE("people come first, failures are waited out", "[care][pacer]") {
    auto pacer = reading(source("mentions", true), 0);
    pacer.ask_for("mentions");
    CHECK(motive(pacer.choose(midnight + 1s)) == "asked");  // from the tenth that is kept for people
    pacer.read("mentions", {midnight + 1s, {}, true});
    CHECK(motive(pacer.choose(midnight + 2s)) == "none");

    auto waiting = reading(source("mentions", false, 60), 100);
    waiting.put_off("mentions", midnight + 2h);
    CHECK(motive(waiting.choose(midnight + 1h)) == "none");
    CHECK(motive(waiting.choose(midnight + 2h)) == "expected");
}

TEST_CASE("a list that was never read is read first", "[care][pacer]") {
    Pacer pacer{Pacer::Settings{}};
    pacer.take_sources({source("by_me", false)});
    pacer.take_budgets({{1, midnight + 24h, 100}});
    CHECK(motive(pacer.choose(midnight)) == "first");
}

TEST_CASE("risk raises the weight of a list, and so how soon it is read", "[care][pacer]") {
    auto const first_read = [](double weight) {
        auto one = source("mentions", false, 2);
        one.weight = weight;
        Pacer pacer{Pacer::Settings{}};
        pacer.take_sources({one, source("comments_to_me", false, 2)});
        pacer.take_budgets({{60, midnight + 24h, 60}});
        pacer.read("mentions", {midnight, {}, true});
        pacer.read("comments_to_me", {midnight, {}, true});
        auto at = midnight;
        while (!pacer.choose(at))
            at += 10s;
        return pacer.choose(at)->source;
    };
    CHECK(first_read(4) == "mentions");
    CHECK(first_read(0.25) == "comments_to_me");
}

TEST_CASE("of what is due, answers are read before questions", "[care][pacer]") {
    auto answers = source("by_me", false, 2);
    answers.answers = true;
    Pacer pacer{Pacer::Settings{}};
    pacer.take_sources({source("comments_to_me", false, 20), answers});
    pacer.take_budgets({{90, midnight + 24h, 90}});
    pacer.read("comments_to_me", {midnight, {}, true});
    pacer.read("by_me", {midnight, {}, true});
    auto const at = midnight + 6h;
    REQUIRE(pacer.choose(at));
    CHECK(pacer.choose(at)->source == "by_me");
    pacer.read("by_me", {at, {}, true});
    CHECK(pacer.choose(at)->source == "comments_to_me");
}

TEST_CASE("a counter that proves wrong is not believed, and gets another chance", "[care][pacer]") {
    auto pacer = reading(source("mentions", true, 6), 100);
    auto at = midnight;
    auto const quiet_for = [&](Span span) {
        for (auto const end = at + span; at < end; at += 30s)
            pacer.counted("mentions", 0, at);
    };
    auto const trusted = [&] { return pacer.plan(at).front().counted; };
    quiet_for(1h);
    CHECK(trusted());
    pacer.read("mentions", {at, {at - 50min, at - 20min}, true});  // it had not told of them
    quiet_for(1h);
    pacer.read("mentions", {at, {at - 40min}, true});
    CHECK_FALSE(trusted());
    quiet_for(13h);
    CHECK(trusted());
}

TEST_CASE("a counter that falls was read by people: no news, and no lie", "[care][counter]") {
    Counter counter;
    counter.looked(5, midnight);
    CHECK(counter.looked(7, midnight + 30s).news == Approx(2));
    CHECK(counter.looked(1, midnight + 60s).news == Approx(1));
    CHECK(counter.announced() == Approx(3));
    counter.read(9, 6, midnight + 90s);
    counter.looked(1, midnight + 120s);
    CHECK(counter.trusted(midnight + 120s));
    CHECK(counter.quiet());
}

TEST_CASE("a counter that counts what our token cannot see is taken for what it is worth",
          "[care][counter]") {
    Counter counter;
    std::int64_t count = 0;
    auto at = midnight;
    counter.looked(count, at);
    for (int i = 0; i < 40; ++i) {
        counter.looked(count += 4, at += 30s);
        counter.read(1, 0, at);
    }
    counter.looked(count += 4, at += 30s);
    CHECK(counter.waiting() == Approx(1).epsilon(0.1));
    CHECK(counter.announced() == Approx(4));
}

TEST_CASE("a counter is believed once a reading has followed its first look, and as long as it is heard of",
          "[care][counter]") {
    Counter counter;
    counter.looked(7, midnight);
    CHECK_FALSE(counter.trusted(midnight + 1min));  // seven of what, and since when?
    counter.read(3, 0, midnight + 1min);
    CHECK(counter.trusted(midnight + 1min));
    CHECK_FALSE(counter.trusted(midnight + 11min));
    CHECK(counter.looked(9, midnight + 12min).news == Approx(2));  // what came meanwhile is not forgotten
    CHECK(counter.trusted(midnight + 12min));
}

TEST_CASE("a wish that could not be met is not tried for ever", "[care][pacer]") {
    auto pacer = reading(source("mentions", false, 60), 100);
    pacer.ask_for("mentions");
    REQUIRE(motive(pacer.choose(midnight + 1s)) == "asked");
    pacer.put_off("mentions", midnight + 20min);
    CHECK(motive(pacer.choose(midnight + 19min)) == "none");
    pacer.ask_for("mentions");  // a new wish is tried once more
    CHECK(motive(pacer.choose(midnight + 19min)) == "asked");
    pacer.put_off("mentions", midnight + 40min);
    pacer.let_go(midnight + 19min);  // the platform answers again
    CHECK(motive(pacer.choose(midnight + 19min)) == "expected");
}

TEST_CASE("a clock that is set back does not blind us", "[care][pacer][K25]") {
    auto pacer = reading(source("mentions", false, 6), 100);
    REQUIRE_FALSE(pacer.choose(midnight + 1min));
    CHECK(motive(pacer.choose(midnight - 8h)) == "first");
}

TEST_CASE("a post that nobody has read waits from when it was written, and is read when that is worth a call",
          "[care][pacer]") {
    auto post = source("thread/1", false, 0.3);
    post.since = midnight;
    Pacer pacer{Pacer::Settings{}};
    pacer.take_sources({post, source("mentions", false, 3)});
    pacer.take_budgets({{60, midnight + 24h, 60}});
    pacer.read("mentions", {midnight, {}, true});
    CHECK_FALSE(pacer.choose(midnight + 5min));
    auto at = midnight;
    while (!pacer.choose(at) || pacer.choose(at)->source != "thread/1") {
        if (auto const choice = pacer.choose(at)) pacer.read(choice->source, {at, {}, true});
        at += 1min;
        REQUIRE(at < midnight + 12h);
    }
    CHECK(at > midnight + 30min);
}

TEST_CASE("a list that is closed to us costs nothing and keeps what was learnt", "[care][pacer]") {
    auto one = source("mentions", false, 60);
    one.known.reset();
    auto pacer = reading(one, 100);
    std::vector<TimePoint> times;
    for (int i = 0; i < 200; ++i)
        times.push_back(midnight + i * 1min);
    pacer.read("mentions", {midnight + 4h, times, true});
    auto const learnt = pacer.pack("mentions");
    one.closed = true;
    pacer.take_sources({one});
    CHECK_FALSE(pacer.choose(midnight + 20h));
    CHECK(pacer.pack("mentions") == learnt);
}

TEST_CASE("one brand, a message an hour, a hundred calls: the plan promises less than a minute",
          "[care][pacer]") {
    auto pacer = reading(source("comments_to_me", true, 1), 90);
    REQUIRE_FALSE(pacer.choose(midnight + 1min));
    CHECK(pacer.plan(midnight + 1min).front().mean_delay < 60s);
    auto blind = reading(source("comments_to_me", false, 1), 90);
    REQUIRE_FALSE(blind.choose(midnight + 1min));
    CHECK(blind.plan(midnight + 1min).front().mean_delay > 5min);
}

TEST_CASE("what was learnt goes from one process to the next", "[care][pacer]") {
    Pacer before{Pacer::Settings{}};
    auto learning = source("mentions", true);
    learning.known.reset();
    before.take_sources({learning});
    before.read("mentions", {midnight, {}, true});
    std::vector<TimePoint> times;
    for (int i = 0; i < 300; ++i)
        times.push_back(midnight + i * 2min);
    before.read("mentions", {midnight + 10h, times, true});
    Pacer after{Pacer::Settings{}};
    after.take_sources({learning});
    after.unpack("mentions", before.pack("mentions"));
    CHECK(after.plan(midnight + 20h).front().per_hour ==
          Approx(before.plan(midnight + 20h).front().per_hour).epsilon(0.2));
    CHECK(after.plan(midnight + 20h).front().per_hour > 10);
}
