#include "notify/bundle.hpp"

#include <catch2/catch.hpp>

using namespace rw;
using namespace rw::notify;
using alert::IncidentState;
using alert::News;

namespace {

TimePoint const noon = TimePoint{std::chrono::sys_days{std::chrono::year{2026} / 10 / 12}} + 4h;

Outbox::Item item(std::string id, std::string group, care::Level level = care::Level::orange,
                  TimePoint due = noon) {
    Outbox::Item one;
    one.notice.id = NoticeId{std::move(id)};
    one.notice.channel = ChannelId{"ops"};
    one.notice.group = std::move(group);
    one.notice.level = level;
    one.notice.due = due;
    return one;
}

}  // namespace

TEST_CASE("what was overtaken need not be told", "[notify]") {
    struct Row {
        News news;
        IncidentState state;
        bool announced;
        bool overtaken;
    };
    static constexpr Row rows[] = {
        {News::opened, IncidentState::open, false, false},
        {News::opened, IncidentState::acked, false, false},
        {News::opened, IncidentState::resolved, false, true},
        {News::escalated, IncidentState::open, true, false},
        {News::escalated, IncidentState::acked, true, true},
        {News::repeated, IncidentState::acked, true, true},
        {News::repeated, IncidentState::resolved, true, true},
        {News::updated, IncidentState::resolved, true, true},
        {News::resolved, IncidentState::resolved, true, false},
        {News::resolved, IncidentState::resolved, false, true},
    };
    for (auto const& row : rows) {
        CAPTURE(to_text(row.news), to_text(row.state), row.announced);
        auto one = item("N", "g");
        one.notice.news = row.news;
        one.incident.state = row.state;
        one.incident.announced = row.announced;
        CHECK(is_overtaken(one) == row.overtaken);
    }
}

TEST_CASE("a group's first notice sets the time for all", "[notify]") {
    Items const items{item("a", "g", care::Level::orange, noon),
                      item("b", "g", care::Level::orange, noon + 20s),
                      item("c", "other", care::Level::orange, noon + 20s)};
    auto const ready = ripe(items, noon);
    REQUIRE(ready.size() == 2);
    CHECK(ready[1].notice.id == NoticeId{"b"});
    CHECK(ripe(items, noon - 1s).empty());
}

TEST_CASE("one group travels as one, the gravest first", "[notify]") {
    auto const all = bundles({item("a", "g"), item("b", "h", care::Level::red), item("c", "g")}, 10, false);
    REQUIRE(all.size() == 2);
    CHECK(all[0].items[0].notice.id == NoticeId{"b"});
    CHECK(all[1].items.size() == 2);
    CHECK_FALSE(all[1].digest);
}

TEST_CASE("more than the channel takes becomes one digest, reds first", "[notify]") {
    Items many;
    for (int i = 0; i < 50; ++i) {
        many.push_back(item(std::to_string(i), "g" + std::to_string(i),
                            i == 40 ? care::Level::red : care::Level::yellow));
    }
    auto const all = bundles(many, 3, false);
    REQUIRE(all.size() == 1);
    CHECK(all[0].digest);
    CHECK(all[0].items.size() == 50);
    CHECK(all[0].items[0].notice.id == NoticeId{"40"});
    CHECK(bundles({item("a", "g"), item("b", "h")}, 100, true).size() ==
          1);  // just stopped: what piled up goes together
}

TEST_CASE("what may have arrived already is sent under its own id", "[notify]") {
    auto twice = item("a", "g");
    twice.notice.possibly_repeated = true;
    CHECK(bundles({twice, item("b", "g")}, 10, false).size() == 2);
}
