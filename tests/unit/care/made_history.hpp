// Waits and answers made up for tests, in the words of the desk.
#pragma once

#include "care/finding.hpp"
#include "care/history.hpp"
#include "care/spread.hpp"

#include <algorithm>
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

/// Every number that the texts of a finding name is there, and the sample is enough.
inline bool well_told(Finding const& finding) {
    for (auto const& text : {in_chinese(finding), in_english(finding)}) {
        if (text.find_first_of("?{}[]") != std::string::npos) return false;
    }
    bool const named = finding.rule == rule_of(finding.trouble) || finding.rule == "A14";
    return named && finding.key.starts_with(rule_of(finding.trouble)) && finding.sample >= finding.minimum;
}
inline bool well_told(std::vector<Finding> const& findings) {
    return !findings.empty() &&
           std::ranges::all_of(findings, [](Finding const& one) { return well_told(one); });
}

/// Scatter of a normal law, by twelve draws: quick, and good enough above fifty.
inline int scattered(Lots& lots, double mean, double deviation) {
    double sum = -6;
    for (int i = 0; i < 12; ++i)
        sum += lots.unit();
    return std::max(0, static_cast<int>(std::lround(mean + deviation * sum)));
}

/// How many come when `mean` are to be expected.
inline int poisson(Lots& lots, double mean) {
    if (mean > 50) return scattered(lots, mean, std::sqrt(mean));
    auto const enough = std::exp(-mean);
    int count = 0;
    for (auto product = 1 - lots.unit(); product > enough; product *= 1 - lots.unit())
        ++count;
    return count;
}

/// How many of so many are answered when a share is to be expected.
inline int binomial(Lots& lots, int of, double share) {
    if (of > 50) return std::min(of, scattered(lots, of * share, std::sqrt(of * share * (1 - share))));
    int count = 0;
    for (int i = 0; i < of; ++i)
        count += lots.unit() < share ? 1 : 0;
    return count;
}

}  // namespace rw::care
