#include "care/fairness.hpp"

#include "unit/care/made_history.hpp"

#include <catch2/catch.hpp>

using namespace rw;
using namespace rw::care;

namespace {

TimePoint const began = beijing("2026-11-02T09:00");
TimePoint const now = beijing("2026-11-26T09:00");
FairnessPolicy const usual;

/// Waits of `heard` and ordinary authors, exponential around the given means (minutes).
std::vector<Wait> two_kinds(int of_heard, double heard, int of_ordinary, double ordinary,
                            std::uint64_t seed = 1) {
    Lots lots{seed};
    std::vector<Wait> waits;
    auto const add = [&](double mean, bool is_heard) {
        auto const after = Span{static_cast<std::int64_t>(-std::log(1 - lots.unit()) * mean * 60'000)};
        auto const kind = is_heard ? Class::vip_complaint : Class::complaint;
        waits.push_back(answered_wait(std::ssize(waits) + 1, began, after, kind));
        waits.back().heard = is_heard;
    };
    for (int i = 0; i < of_heard; ++i)
        add(heard, true);
    for (int i = 0; i < of_ordinary; ++i)
        add(ordinary, false);
    return waits;
}

std::vector<Finding> judged(std::vector<Wait> const& waits) {
    return unequal_treatment(compare_heard(waits, now, usual), usual);
}

/// Fan 1 asks first; the fans after ask later and are answered.
History under_a_post(int others) {
    History history;
    history.waits.push_back(open_wait(1, now - 30h, Class::complaint));
    for (int i = 2; i < 2 + others; ++i) {
        history.waits.push_back(answered_wait(i, now - 29h, 1h));
        history.answers.push_back(answer_to(i, "li", now - 28h));
    }
    return history;
}

}  // namespace

TEST_CASE("stars answered far faster than ordinary fans are a finding", "[care][A22]") {
    auto const findings = judged(two_kinds(30, 5, 80, 120));
    REQUIRE(findings.size() == 1);
    CHECK(well_told(findings));
    CHECK(findings[0].key == "A22/unequal_treatment/complaint");
    CHECK(findings[0].figure("times") > 4);
    CHECK(findings[0].figure("chance") < 0.01);
    CHECK(findings[0].sample == 30);
    CHECK(in_chinese(findings[0]).starts_with("同是投诉，普通粉丝中位等 "));
    CHECK(in_chinese(findings[0]) ==
          in_chinese(judged(two_kinds(30, 5, 80, 120))[0]));  // the same every time
}

TEST_CASE("where both wait alike nothing is found, however few they are", "[care][A22]") {
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        CAPTURE(seed);
        CHECK(judged(two_kinds(20, 30, 20, 30, seed)).empty());
    }
}

TEST_CASE("a great ratio that chance explains is not told", "[care][A22]") {
    // Half of each side is answered in a minute, half after two days; the medians fall where they may.
    std::vector<Wait> waits;
    for (int i = 0; i < 40; ++i) {
        bool const heard = i < 20;
        bool const quick = heard ? i < 11 : i < 29;
        waits.push_back(answered_wait(i + 1, began, quick ? 1min : 48h, Class::question));
        waits.back().heard = heard;
    }
    auto const classes = compare_heard(waits, now, usual);
    REQUIRE(classes.size() == 1);
    CHECK(classes[0].ratio > 100);
    CHECK(classes[0].chance > 0.05);
    CHECK(unequal_treatment(classes, usual).empty());
}

TEST_CASE("fewer than twenty on a side say nothing, and classes are not mixed", "[care][A22]") {
    CHECK(compare_heard(two_kinds(19, 5, 80, 120), now, usual).empty());
    auto mixed = two_kinds(30, 5, 80, 120);
    for (auto& wait : mixed) {
        if (!wait.heard) wait.kind = Class::suggestion;
    }
    CHECK(compare_heard(mixed, now, usual).empty());
}

TEST_CASE("ordinary fans who are still waiting are not forgotten", "[care][A22][K27]") {
    auto waits = two_kinds(30, 5, 20, 5);
    CHECK(judged(waits).empty());
    for (int i = 0; i < 40; ++i)
        waits.push_back(open_wait(100 + i, began, Class::complaint));
    CHECK(judged(waits).size() == 1);
}

TEST_CASE("who was passed over while later neighbours were answered is named", "[care][B8]") {
    auto const findings = skipped_neighbours(under_a_post(3), now, usual);
    REQUIRE(findings.size() == 1);
    CHECK(well_told(findings));
    CHECK(findings[0].fans == std::vector{Uid{1}});
    CHECK(findings[0].figure("others") == 3);
    CHECK(findings[0].level == Level::yellow);
    CHECK(findings[0].key == "B8/skipped_neighbour/1");
}

TEST_CASE("nobody was passed over for a day, for one, or for those who came before", "[care][B8]") {
    auto young = under_a_post(3);
    young.waits[0].asked_at = now - 23h;
    CHECK(skipped_neighbours(young, now, usual).empty());
    CHECK(skipped_neighbours(under_a_post(1), now, usual).empty());
    auto queue = under_a_post(3);
    for (std::size_t i = 1; i < queue.waits.size(); ++i)
        queue.waits[i].asked_at = now - 40h;  // they wrote before fan 1
    CHECK(skipped_neighbours(queue, now, usual).empty());
    auto elsewhere = under_a_post(3);
    for (auto& answer : elsewhere.answers)
        answer.root = WeiboId{2};
    CHECK(skipped_neighbours(elsewhere, now, usual).empty());
}
