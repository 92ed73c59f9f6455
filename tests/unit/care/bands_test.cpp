#include "care/bands.hpp"

#include <catch2/catch.hpp>

using namespace rw;
using namespace rw::care;

namespace {

TimePoint const monday_ten =
    TimePoint{std::chrono::sys_days{std::chrono::year{2026} / 10 / 12}} + 2h;  // 10:00 in Beijing

tone::FanVerdict labelled(tone::FanLabel label) {
    tone::FanVerdict verdict;
    verdict.reasons.push_back({label, 1, 0, 1});
    return verdict;
}

}  // namespace

TEST_CASE("the shipped bands are those of the domain", "[care][domain 3]") {
    struct Row {
        Class kind;
        Span floor, warn, ceiling;
        ClockKind clock;
    };
    static constexpr Row rows[] = {
        {Class::safety, 0s, 5min, 15min, ClockKind::always},
        {Class::legal, 0s, 5min, 15min, ClockKind::always},
        {Class::media, 0s, 5min, 15min, ClockKind::always},
        {Class::vip_complaint, 0s, 10min, 30min, ClockKind::always},
        {Class::complaint, 0s, 20min, 60min, ClockKind::working},
        {Class::prod, 0s, 10min, 30min, ClockKind::working},
        {Class::question, 0s, 60min, 2h, ClockKind::working},
        {Class::howto, 0s, 60min, 2h, ClockKind::working},
        {Class::suggestion, 0s, 4h, 8h, ClockKind::working},
        {Class::praise, 3min, 0s, 24h, ClockKind::working},
        {Class::chitchat, 3min, 0s, 24h, ClockKind::working},
    };
    for (auto const& row : rows) {
        CAPTURE(to_text(row.kind));
        CHECK(Bands{}.of(row.kind) == Band{row.floor, row.warn, row.ceiling, row.clock});
        CHECK(parse_class(to_text(row.kind)) == row.kind);
    }
    CHECK_FALSE(parse_class("other"));
}

TEST_CASE("the risk clock runs at night, the courtesy clock waits for the opening", "[care][K19][K23]") {
    Calendar::Week week;
    week.fill({{540, 1320}});
    Calendar const calendar{week, 8h};
    auto const half_past_eleven = monday_ten + 13h + 30min;
    auto const safety = deadlines(Bands{}.of(Class::safety), calendar, half_past_eleven);
    CHECK(safety.due_at == half_past_eleven + 15min);
    auto const complaint = deadlines(Bands{}.of(Class::complaint), calendar, half_past_eleven);
    CHECK(complaint.due_at == monday_ten + 24h);  // opens at nine, an hour later
    CHECK(complaint.warn_at == monday_ten + 23h + 20min);
}

TEST_CASE("a complaint that many see is more than a complaint", "[care]") {
    using tone::FanLabel;
    CHECK(classify(labelled(FanLabel::complaint), 320, -1) == Class::complaint);
    CHECK(classify(labelled(FanLabel::complaint), 100'001, -1) == Class::vip_complaint);
    CHECK(classify(labelled(FanLabel::complaint), 320, 0) == Class::vip_complaint);
    CHECK(classify(labelled(FanLabel::complaint), -1, -1) == Class::complaint);
    CHECK(classify(labelled(FanLabel::praise), 5'000'000, 0) == Class::praise);
    CHECK(classify(labelled(FanLabel::self_harm), 1, -1) == Class::safety);
    CHECK(classify({}, 1, -1) == Class::chitchat);
}

TEST_CASE("lateness weighs by class", "[care][domain 5.3]") {
    CHECK(level_when_near(Class::complaint) == Level::yellow);
    CHECK(level_when_late(Class::complaint) == Level::orange);
    CHECK(level_when_late(Class::safety) == Level::red);
    CHECK(level_when_late(Class::praise) == Level::blue);
    for (std::size_t c = 0; c < class_count; ++c) {
        CHECK(level_when_near(static_cast<Class>(c)) <= level_when_late(static_cast<Class>(c)));
    }
}
