// What would have been told under other rules, against what can be reckoned by hand.
#include "care/rerun.hpp"

#include "support/talk.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace rw;
using namespace rw::care;
using namespace rw::test;
using What = Moment::What;

namespace {

Brand const house{AccountId{"yunzhi"}, brand_uid, {brand_uid}};

/// A complaint that was answered after so many minutes; zero: never.
struct Case {
    int number;
    int answered_after;
};

std::vector<Case> cases() {
    std::vector<Case> all;
    for (int number = 1; number <= 30; ++number)
        all.push_back({number, number % 10 == 0 ? 0 : number * 5});
    return all;
}

std::vector<Conversation> recording() {
    std::vector<Conversation> talks;
    for (auto const& one : cases()) {
        std::vector<Event> events{asked(one.number * 10, one.number * 1min, complaint)};
        if (one.answered_after > 0)
            events.push_back(replied(one.number * 10 + 1, (one.number + one.answered_after) * 1min));
        auto talk = talk_of(std::move(events));
        talk.id = ConversationId{"C" + std::to_string(100 + one.number)};
        talk.fan.name = "粉丝" + std::to_string(one.number);
        talks.push_back(std::move(talk));
    }
    return talks;
}

Policy with_ceiling(Span ceiling) {
    Policy policy;
    auto band = policy.bands.of(Class::complaint);
    band.ceiling = ceiling;
    policy.bands.set(Class::complaint, band);
    return policy;
}

/// When a deadline `after` the question was told, by the answers alone: it is read five seconds after it was
/// given.
std::optional<TimePoint> told_at(Case const& one, Span after) {
    bool const answered_before = one.answered_after > 0 && one.answered_after * 1min + 5s <= after;
    if (answered_before) return std::nullopt;
    return start + one.number * 1min + after;
}

}  // namespace

TEST_CASE("half the ceiling: exactly the complaints that differ are named", "[care][replay]") {
    auto const talks = recording();
    auto const end = last_known(talks) + 5h;
    auto const before = rerun(talks, house, with_ceiling(60min), end);
    auto const after = rerun(talks, house, with_ceiling(30min), end);
    struct Expected {
        ConversationId conversation;
        What what;
        std::optional<TimePoint> before;
        std::optional<TimePoint> after;
        bool operator==(Expected const&) const = default;
    };
    std::vector<Expected> expected;
    for (auto const& one : cases()) {
        ConversationId const id{"C" + std::to_string(100 + one.number)};
        auto const differ = [&](What what, Span in_a, Span in_b) {
            auto const a = told_at(one, in_a);
            auto const b = told_at(one, in_b);
            if (a != b) expected.push_back({id, what, a, b});
        };
        differ(What::late, 60min, 30min);
        differ(What::aged, 90min, 45min);
    }
    std::vector<Expected> found;
    for (auto const& change : compare(before, after)) {
        auto const& told = change.before ? *change.before : *change.after;
        auto const when = [](std::optional<Told> const& side) {
            return side ? std::optional{side->when} : std::nullopt;
        };
        found.push_back({told.conversation, told.what, when(change.before), when(change.after)});
    }
    CHECK(found.size() == expected.size());
    CHECK((found == expected));
    CHECK(expected.size() > 20);
}

TEST_CASE("the same rules tell the same, and what was told once is not believed again", "[care][replay]") {
    auto talks = recording();
    auto const end = last_known(talks) + 5h;
    auto const first = rerun(talks, house, with_ceiling(60min), end);
    for (auto& talk : talks)
        add(talk, passed(talk.events.front().at > start ? 10 : 20, 1h, Passed::Which::ceiling));
    CHECK(compare(first, rerun(talks, house, with_ceiling(60min), end)).empty());
    CHECK(std::ranges::count(first, What::prebreach, &Told::what) == 27);  // answered after 20 min, or later
}
