#include "care/drift.hpp"

#include <algorithm>
#include <unordered_map>

namespace rw::care {
namespace {

/// One side spoke.
struct Turn {
    TimePoint at{};
    int messages = 1;
    bool purposeful = false;  ///< about more than chitchat, or with an outcome
    Answer const* answer = nullptr;
    Span effort{0};
};

bool idle(Class kind) {
    return kind == Class::chitchat || kind == Class::praise;
}

std::unordered_map<ConversationId, std::vector<Turn>> turns_of(History const& history, TimePoint now,
                                                               LoadPolicy const& load) {
    std::unordered_map<ConversationId, std::vector<Turn>> talks;
    for (auto const& wait : history.waits) {
        bool const concluded = !wait.outcome.empty() && wait.outcome != "chitchat";
        if (wait.asked_at <= now)
            talks[wait.conversation].push_back({wait.asked_at, wait.messages, concluded || !idle(wait.kind)});
    }
    auto const costs = efforts(history.answers, load);
    for (std::size_t i = 0; i < costs.size(); ++i) {
        auto const& answer = history.answers[i];
        if (answer.at <= now)
            talks[answer.conversation].push_back({answer.at, 1, !idle(answer.to), &answer, costs[i]});
    }
    return talks;
}

/// What the last talk of a conversation amounts to.
struct Talk {
    int turns = 0;
    Span effort{0};
    bool purposeful = false;
    Answer const* last_answer = nullptr;
};
Talk last_talk(std::vector<Turn>& turns, DriftPolicy const& policy) {
    std::ranges::stable_sort(turns, {}, &Turn::at);
    Talk talk;
    auto next = turns.back().at;
    for (auto turn = turns.rbegin(); turn != turns.rend() && next - turn->at <= policy.pause; ++turn) {
        next = turn->at;
        talk.turns += turn->messages;
        talk.effort += turn->effort;
        talk.purposeful = talk.purposeful || turn->purposeful;
        if (turn->answer && !talk.last_answer) talk.last_answer = turn->answer;
    }
    return talk;
}

}  // namespace

std::vector<Finding> drifting(History const& history, TimePoint now, DriftPolicy const& policy) {
    std::vector<Finding> findings;
    for (auto& [conversation, turns] : turns_of(history, now, policy.load)) {
        auto const talk = last_talk(turns, policy);
        bool const recent = talk.last_answer && now - talk.last_answer->at <= policy.recent;
        bool const is_long = talk.turns > policy.turns || talk.effort > policy.minutes;
        if (!recent || !is_long || talk.purposeful) continue;
        auto finding = found(Trouble::drift, Level::blue, talk.last_answer->operator_name, "");
        finding.key = "A7/drift/" + conversation.text();
        finding.conversation = conversation;
        finding.fans = {talk.last_answer->fan};
        finding.evidence = {{"turns", static_cast<double>(talk.turns)},
                            {"minutes", std::chrono::duration<double>(talk.effort).count()}};
        finding.sample = talk.turns;
        finding.minimum = 1;
        findings.push_back(std::move(finding));
    }
    std::ranges::sort(findings, {}, &Finding::key);
    return findings;
}

}  // namespace rw::care
