// Conversations written down as they are told: who said what when, and how it then stands.
#pragma once

#include "care/standing.hpp"
#include "care/wording.hpp"

#include <string>
#include <utility>
#include <vector>

namespace rw::test {

/// A Monday, ten o'clock in Beijing.
inline TimePoint const start = TimePoint{std::chrono::sys_days{std::chrono::year{2026} / 10 / 12}} + 2h;
inline Uid const brand_uid{1904178193};

inline care::Event asked(std::int64_t id, Span at, std::string text) {
    auto verdict = tone::judge_fan(text);
    return {start + at, care::Asked{WeiboId{id}, Kind::comment, start + at + 5s, std::move(text),
                                    std::move(verdict), false}};
}

inline care::Event replied(std::int64_t id, Span at, std::string text = "在的",
                           care::MatchedBy how = care::MatchedBy::parent_comment) {
    care::Replied reply;
    reply.id = WeiboId{id};
    reply.by = brand_uid;
    reply.seen_at = start + at + 5s;
    reply.how = how;
    reply.automatic = care::robot_in(text, "", {});
    reply.signed_by = care::sign_off(text);
    reply.promises = care::promise_in(text, start + at, care::Calendar::always_open());
    reply.text = std::move(text);
    return {start + at, std::move(reply)};
}

inline care::Event passed(std::int64_t id, Span at, care::Passed::Which which) {
    return {start + at, care::Passed{which, WeiboId{id}}};
}

/// Something that happened, `at` after the start.
template <class Fact>
care::Event then(Span at, Fact fact) {
    return {start + at, std::move(fact)};
}

inline care::Conversation talk_of(std::vector<care::Event> events) {
    care::Conversation talk;
    talk.fan.uid = Uid{5100000001};
    for (auto& event : events)
        care::add(talk, std::move(event));
    return talk;
}

inline care::Standing standing_of(std::vector<care::Event> events, care::Policy const& policy = {}) {
    return care::fold(talk_of(std::move(events)), policy);
}

inline constexpr auto complaint = "退款三天了没到账";

}  // namespace rw::test
