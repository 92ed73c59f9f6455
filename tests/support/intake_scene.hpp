// One brand on a simulated Weibo, and what people say there.
#pragma once

#include "support/intake.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <utility>

namespace rw::test {

inline std::string one_brand(std::string const& token = R"({ token = "t1", quota_day = 100 })",
                             std::string const& more = {}) {
    return R"([sim]
seed = 5
skew_share = 0
[[brand]]
key = "yunzhi"
name = "云织家居"
uid = "1904178193"
staff = [{ uid = "1870632073", name = "云织家居客服" }]
tokens = [)" +
           token + R"(]
)" + more + R"(
[[fan]]
name = "小鱼"
uid = "5100000001"
[[fan]]
name = "老王"
uid = "5100000002"
[[say]]
at = "-1m"
act = "post"
by = "yunzhi"
key = "post"
text = "新品上线"
)";
}

inline Intake::Settings with(std::string scenario, std::int64_t calls_a_day = 100) {
    Intake::Settings settings;
    settings.scenario = std::move(scenario);
    settings.limits.day = calls_a_day;
    return settings;
}

/// Somebody says something now, as the script has it.
inline WeiboId say(Intake& intake, sim::Act act, std::string by, std::string text, std::string to = {}) {
    sim::Line line;
    line.act = act;
    line.by = std::move(by);
    line.text = std::move(text);
    line.to = std::move(to);
    auto const made = intake.play.director().perform(line, intake.clock.now());
    if (!made) FAIL(made.error().doing);
    return *made;
}

/// A comment that becomes visible only `late` (weibo-api 5).
inline WeiboId say_late(Intake& intake, Span late, std::string by, std::string text) {
    sim::Line line;
    line.late = late;
    line.by = std::move(by);
    line.text = std::move(text);
    auto const made = intake.play.director().perform(line, intake.clock.now());
    if (!made) FAIL(made.error().doing);
    return *made;
}

inline bool is_kept(Intake& intake, WeiboId id) {
    return intake.ledger.seen(intake.brand().account).contains(id);
}

inline int calls(Intake& intake, std::string const& path) {
    int sum = 0;
    for (auto const& [key, count] : intake.dialer.api().census().calls)
        sum += key.first == path ? count : 0;
    return sum;
}

inline care::Standing standing_of(Intake& intake, WeiboId said) {
    auto const& rules = intake.brand().seat->desk.rules();
    for (auto const& [id, talk] : intake.ledger.conversations_of(intake.brand().account)) {
        for (auto const& event : talk.value.events) {
            auto const* asked = std::get_if<care::Asked>(&event.what);
            if (asked && asked->id == said) return care::fold(talk.value, rules.policy);
        }
    }
    FAIL("nobody asked that");
    return {};
}

inline Span wait_until_kept(Intake& intake, WeiboId id, Span most) {
    auto const from = intake.clock.now();
    while (!is_kept(intake, id) && intake.clock.now() - from < most)
        intake.advance(5s);
    return intake.clock.now() - from;
}

}  // namespace rw::test
