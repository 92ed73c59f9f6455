// Waits and answers made up for tests, in the words of the desk.
#pragma once

#include "care/history.hpp"
#include "care/spread.hpp"

#include <cmath>
#include <string>

namespace rw::care {

inline TimePoint beijing(std::string const& when) {
    return from_rfc3339(when + ":00+08:00").value();
}

inline ConversationId talk_of(Uid fan) {
    return ConversationId{"c" + fan.text()};
}

/// A fan asked and nobody has answered yet.
inline Wait open_wait(std::int64_t fan, TimePoint asked, Class kind = Class::question) {
    Wait wait;
    wait.fan = Uid{fan};
    wait.conversation = talk_of(wait.fan);
    wait.root = WeiboId{1};
    wait.kind = kind;
    wait.asked_at = asked;
    return wait;
}

inline Wait answered_wait(std::int64_t fan, TimePoint asked, Span after, Class kind = Class::question) {
    auto wait = open_wait(fan, asked, kind);
    wait.end = Wait::End::answered;
    wait.ended_at = asked + after;
    return wait;
}

inline Wait ended_wait(std::int64_t fan, Wait::End end, std::string outcome = "") {
    auto wait = answered_wait(fan, beijing("2026-11-26T09:00"), 20min);
    wait.end = end;
    wait.outcome = std::move(outcome);
    return wait;
}

inline Answer answer_to(std::int64_t fan, std::string name, TimePoint at, Class to = Class::question) {
    Answer answer;
    answer.fan = Uid{fan};
    answer.conversation = talk_of(answer.fan);
    answer.root = WeiboId{1};
    answer.operator_name = std::move(name);
    answer.at = at;
    answer.to = to;
    answer.letters = 30;
    answer.letters_read = 30;
    return answer;
}

/// How many come when `mean` are to be expected.
inline int poisson(Lots& lots, double mean) {
    int count = 0;
    for (double time = -std::log(1 - lots.unit()); time < mean; time -= std::log(1 - lots.unit()))
        ++count;
    return count;
}

inline int binomial(Lots& lots, int of, double share) {
    int count = 0;
    for (int i = 0; i < of; ++i)
        count += lots.unit() < share ? 1 : 0;
    return count;
}

}  // namespace rw::care
